/**
 * A child of the viewer that takes the pointer for a tool: strokes in image px, a ring as large as the brush. With space
 * or the middle button the pointer pans as ever, and two fingers do. A hand that rests on the
 * screen while a pen draws does nothing. What a stroke does is the caller's business.
 */
import { type RefObject, useEffect, useRef } from 'react';
import { stagePoint } from './stagePoint';
import { useSpaceHeld } from './useSpaceHeld';
import styles from './viewer.module.css';
import { useViewer } from './viewerContext';
import { type Point, toImage, type View } from './viewGeometry';

/** Image px, perhaps beyond the image; `pressure` 0..1, 1 for what does not tell. */
export interface PaintPoint extends Point {
  readonly pressure: number;
  /** What REACH px of the screen are on the image. */
  readonly reach: number;
}

/** So near is on the spot, CSS px. */
const REACH = 8;

export interface PaintHandlers {
  onPress(point: PaintPoint): void;
  /** Every point that the pointer passed, none left out. */
  onDrag(points: readonly PaintPoint[]): void;
  onRelease(): void;
  /** A second finger came, or the pen of the hand: the stroke was not meant. */
  onCancel(): void;
  /** Where the pointer is; null once it has left. */
  onHover(point: Point | null): void;
  /** Pressed twice on one spot. */
  readonly onDouble?: (() => void) | undefined;
}

export interface PaintSurfaceProps extends PaintHandlers {
  /** Diameter of the brush, image px; null for a tool without a size. */
  readonly ring: number | null;
}

export function PaintSurface({ ring, ...handlers }: PaintSurfaceProps) {
  const { stage, view } = useViewer();
  const surface = useRef<HTMLDivElement>(null);
  const mark = useRef<HTMLDivElement>(null);
  const panning = useSpaceHeld();
  const latest = useRef({ view, handlers, panning });
  latest.current = { view, handlers, panning };
  useEffect(() => {
    const [element, frame] = [surface.current, stage.current];
    if (!element || !frame) return undefined;
    const end = new AbortController();
    listen(element, frame, mark, () => latest.current, end.signal);
    return () => end.abort();
  }, [stage]);
  const side = ring === null ? 0 : (ring * view.scale) / window.devicePixelRatio;
  return (
    <div ref={surface} className={styles.paint} data-panning={panning || undefined}>
      <div ref={mark} className={styles.ring} hidden style={{ width: side, height: side }} />
    </div>
  );
}

interface Latest {
  readonly view: View;
  readonly handlers: PaintHandlers;
  readonly panning: boolean;
}

function listen(
  element: HTMLElement,
  stage: HTMLElement,
  mark: RefObject<HTMLElement | null>,
  latest: () => Latest,
  signal: AbortSignal,
): void {
  let painting: PointerEvent | null = null;
  const pointOf = (event: PointerEvent): PaintPoint => ({
    ...toImage(latest().view, stagePoint(stage, event)),
    pressure: event.pointerType === 'pen' ? event.pressure : 1,
    reach: (REACH * window.devicePixelRatio) / latest().view.scale,
  });
  const onDown = (event: PointerEvent) => {
    const joined = painting === null ? 'alone' : joinedBy(painting, event);
    if (joined === 'palm') return event.stopPropagation();
    if (painting !== null) {
      const first = painting;
      painting = null;
      latest().handlers.onCancel();
      // Both fingers are the viewer's now: it pans and zooms.
      if (joined === 'finger') return void stage.dispatchEvent(new PointerEvent('pointerdown', first));
    }
    if (event.button !== 0 || latest().panning) return;
    event.stopPropagation();
    element.setPointerCapture(event.pointerId);
    painting = event;
    latest().handlers.onPress(pointOf(event));
  };
  const onMove = (event: PointerEvent) => {
    if (painting !== null && painting.pointerId !== event.pointerId) return;
    showMark(mark.current, event, stage);
    if (painting === null) return latest().handlers.onHover(pointOf(event));
    const passed = event.getCoalescedEvents();
    latest().handlers.onDrag((passed.length > 0 ? passed : [event]).map(pointOf));
  };
  const onUp = (event: PointerEvent) => {
    if (painting?.pointerId !== event.pointerId) return;
    painting = null;
    latest().handlers.onRelease();
  };
  const onLeave = () => {
    if (mark.current) mark.current.hidden = true;
    latest().handlers.onHover(null);
  };
  element.addEventListener('dblclick', () => latest().handlers.onDouble?.(), { signal });
  element.addEventListener('pointerdown', onDown, { signal });
  element.addEventListener('pointermove', onMove, { signal });
  element.addEventListener('pointerup', onUp, { signal });
  element.addEventListener('pointercancel', onUp, { signal });
  element.addEventListener('pointerleave', onLeave, { signal });
}

/** What a pointer is that comes down while another paints: of a pinch, the pen whose hand painted, or such a hand. */
function joinedBy(first: PointerEvent, second: PointerEvent): 'finger' | 'pen' | 'palm' {
  if (second.pointerType === 'pen') return 'pen';
  return first.pointerType === 'touch' && second.pointerType === 'touch' ? 'finger' : 'palm';
}

/** Moved without rendering: it follows every event of the pointer. */
function showMark(mark: HTMLElement | null, event: PointerEvent, stage: HTMLElement): void {
  if (!mark) return;
  const box = stage.getBoundingClientRect();
  mark.hidden = event.pointerType === 'touch';
  mark.style.translate = `${event.clientX - box.left}px ${event.clientY - box.top}px`;
}
