/** One augmented patch with its mask; the same patch unaugmented while pointed at, focused or pressed. */
import { memo, useMemo, useState } from 'react';
import type { PreviewPair } from '../../state/engineTypes';
import { PixelCanvas } from '../../ui/PixelCanvas';
import { useStudio } from '../studioContext';
import styles from './augment.module.css';
import { patchLabelsToRgba, patchToRgba, windowOf } from './patchToRgba';

export interface PatchCardProps {
  readonly index: number;
  readonly pair: PreviewPair;
  /** On screen, px. */
  readonly side: number;
}

export const PatchCard = memo(function PatchCard({ index, pair, side }: PatchCardProps) {
  const [plain, setPlain] = useState(false);
  const shownPatch = plain ? pair.plain : pair.augmented;
  const displayWindow = useMemo(() => windowOf(pair.plain), [pair]);
  const rgba = useMemo(() => patchToRgba(shownPatch, displayWindow), [shownPatch, displayWindow]);
  const overlay = usePatchOverlay(shownPatch);
  const opacity = useStudio((state) => state.data.opacity);
  const visible = useStudio((state) => state.shell.overlayVisible);
  return (
    <li>
      <button
        type="button"
        className={styles.card}
        style={{ width: side, height: side }}
        aria-pressed={plain}
        aria-label={`Patch ${index + 1}, from ${shownPatch.imageId}: show unaugmented`}
        onPointerEnter={() => setPlain(true)}
        onPointerLeave={() => setPlain(false)}
        onFocus={() => setPlain(true)}
        onBlur={() => setPlain(false)}
      >
        <PixelCanvas
          width={shownPatch.inputSize}
          height={shownPatch.inputSize}
          rgba={rgba}
          overlay={visible ? overlay : null}
          opacity={opacity}
          label=""
        />
        {plain && <span className={styles.tag}>unaugmented</span>}
      </button>
    </li>
  );
});

function usePatchOverlay(patch: PreviewPair['plain']): Uint8ClampedArray<ArrayBuffer> {
  const classes = useStudio((state) => state.data.classes);
  const hidden = useStudio((state) => state.data.hidden);
  return useMemo(() => {
    const colors = classes.map((info) => info.color);
    return patchLabelsToRgba(patch, colors, hidden);
  }, [patch, classes, hidden]);
}
