/** Middle of the Augment stage: the patches that training would draw, as large as the space allows. */
import { useElementSize } from '@mantine/hooks';
import { useEffect } from 'react';
import { useActions, useStudio } from '../studioContext';
import styles from './augment.module.css';
import { gridOfSquares } from './gridOfSquares';
import { PatchCard } from './PatchCard';

const GAP = 8;

export function AugmentCentre() {
  const { refreshPreview } = useActions().augment;
  const preview = useStudio((state) => state.augment.preview);
  const busy = useStudio((state) => state.augment.previewJob.status === 'running');
  const { ref, width, height } = useElementSize();
  const { columns, side } = gridOfSquares(Math.max(1, preview.length), width, height, GAP);
  useEffect(() => void refreshPreview(), [refreshPreview]);
  return (
    <div className={styles.centre}>
      <div ref={ref} className={styles.measure} aria-busy={busy}>
        {preview.length === 0 && <EmptyPreview busy={busy} />}
        {side > 0 && (
          <ul
            className={styles.grid}
            style={{ gridTemplateColumns: `repeat(${columns}, ${side}px)`, gap: GAP }}
            aria-label="Augmented patches"
          >
            {preview.map((pair, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the card shows the draw of this index, whatever it is.
              <PatchCard key={index} index={index} pair={pair} side={side} />
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function EmptyPreview({ busy }: { readonly busy: boolean }) {
  return (
    <p className={styles.none}>
      {busy ? 'Drawing patches' : 'Patches appear here once there is an image with a mask.'}
    </p>
  );
}
