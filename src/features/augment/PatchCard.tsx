/** One augmented patch; the same unaugmented while pointed at or focused. A click pins it, or lets it go. */
import { Pin } from 'lucide-react';
import { type KeyboardEvent, memo, useMemo, useRef, useState } from 'react';
import type { PreviewPair } from '../../state/engineTypes';
import { keyText } from '../../state/patchKeys';
import { useActions, useStudio } from '../studioContext';
import styles from './augment.module.css';
import { PatchPicture } from './PatchPicture';
import { windowOf } from './patchToRgba';
import { patchWords } from './patchWords';
import { usePatchLook } from './usePatchLook';

export interface PatchCardProps {
  /** Place in the grid, from 0. */
  readonly index: number;
  readonly pair: PreviewPair;
  readonly pinned: boolean;
  /** On screen, px. */
  readonly side: number;
  readonly maxWeight: number;
  /** Gets the patch's key as text, or null when it is no longer pointed at. */
  readonly onPoint: (key: string | null) => void;
}

export const PatchCard = memo(function PatchCard(props: PatchCardProps) {
  const { index, pair, pinned, side, maxWeight, onPoint } = props;
  const [plain, setPlain] = useState(false);
  const point = (on: boolean) => {
    setPlain(on);
    onPoint(on ? keyText(pair.key) : null);
  };
  const display = useMemo(() => windowOf(pair.plain), [pair]);
  const look = usePatchLook(display, maxWeight);
  const { button, togglePin, onKeyDown } = usePin(pair);
  const grid = useStudio(({ augment, shell }) => augment.layers.has('grid') && shell.overlayVisible);
  return (
    <li>
      <button
        ref={button}
        type="button"
        className={styles.card}
        style={{ width: side, height: side }}
        aria-pressed={pinned}
        aria-label={`Patch ${index + 1}, from ${pair.description.imageId}: pin`}
        aria-description={patchWords(pair.description)}
        aria-keyshortcuts="p"
        onClick={togglePin}
        onKeyDown={onKeyDown}
        onPointerEnter={() => point(true)}
        onPointerLeave={() => point(false)}
        onFocus={() => point(true)}
        onBlur={() => point(false)}
      >
        <PatchPicture
          patch={plain ? pair.plain : pair.augmented}
          look={look}
          grid={grid && !plain ? pair.description.grid : null}
        />
        {plain && <span className={styles.tag}>unaugmented</span>}
        <span className={styles.pin} data-pinned={pinned || undefined}>
          <Pin size={14} aria-hidden />
        </span>
      </button>
    </li>
  );
});

/** The focus stays on a patch that changes its place. */
function usePin({ key }: PreviewPair) {
  const { augment } = useActions();
  const button = useRef<HTMLButtonElement>(null);
  const togglePin = () => {
    augment.togglePin(key);
    requestAnimationFrame(() => button.current?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'p' || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    togglePin();
  };
  return { button, togglePin, onKeyDown };
}
