/** A part of the page that rises from the bottom: a bar that opens it, and an upper edge that is dragged. */
import { ChevronDown, ChevronUp } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useRef } from 'react';
import styles from './drawer.module.css';
import { DRAWER_HEIGHTS, drawerHeight } from './drawerHeight';

export interface DrawerProps {
  readonly title: string;
  /** A short value beside the title. */
  readonly detail: ReactNode;
  readonly open: boolean;
  /** CSS px, with the bar. */
  readonly height: number;
  readonly onToggle: () => void;
  readonly onHeight: (height: number) => void;
  /** In the bar, while it is open. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

export function Drawer({ title, detail, open, height, onToggle, onHeight, tools, children }: DrawerProps) {
  const id = useId();
  const Chevron = open ? ChevronDown : ChevronUp;
  return (
    <section className={styles.drawer} aria-label={title} style={open ? { height } : undefined}>
      {open && <Edge title={title} height={height} onHeight={onHeight} />}
      <div className={styles.bar}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={open}
          aria-controls={id}
          onClick={onToggle}
        >
          <Chevron size={16} aria-hidden />
          <span className={styles.title}>{title}</span>
          <span className={styles.detail}>{detail}</span>
        </button>
        {open && tools}
      </div>
      <div id={id} className={styles.body} hidden={!open}>
        {open && children}
      </div>
    </section>
  );
}

function Edge({ title, height, onHeight }: Pick<DrawerProps, 'title' | 'height' | 'onHeight'>) {
  /** What the pointer's place and the height add up to, while it is dragged. */
  const held = useRef(0);
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) {
      onHeight(drawerHeight(held.current - event.clientY, window.innerHeight));
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: 24, ArrowDown: -24 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onHeight(drawerHeight(height + step, window.innerHeight));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved.
    <div
      className={styles.edge}
      role="separator"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={`Height of ${title}`}
      aria-valuenow={height}
      aria-valuemin={DRAWER_HEIGHTS.least}
      aria-valuemax={drawerHeight(Number.POSITIVE_INFINITY, window.innerHeight)}
      onPointerDown={(event) => {
        held.current = event.clientY + height;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    />
  );
}
