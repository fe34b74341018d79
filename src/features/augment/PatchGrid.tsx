/** The patches that training draws first, pinned ones before them, as large as the space allows. */
import { useElementSize } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { PreviewPair } from '../../state/engineTypes';
import { hasKey, keyText } from '../../state/patchKeys';
import { useActions, useStudio } from '../studioContext';
import styles from './augment.module.css';
import { gridOfSquares } from './gridOfSquares';
import { PatchCard } from './PatchCard';
import { patchWords } from './patchWords';

const GAP = 8;

export function PatchGrid({ maxWeight }: { readonly maxWeight: number }) {
  const { refreshPreview } = useActions().augment;
  const preview = useStudio((state) => state.augment.preview);
  const pins = useStudio((state) => state.augment.pins);
  const busy = useStudio((state) => state.augment.previewJob.status === 'running');
  const [pointed, setPointed] = useState<string | null>(null);
  const { ref, width, height } = useElementSize();
  const { columns, side } = gridOfSquares(Math.max(1, preview.length), width, height, GAP);
  useEffect(() => void refreshPreview(), [refreshPreview]);
  return (
    <>
      <div ref={ref} className={styles.measure} aria-busy={busy}>
        {preview.length === 0 && <EmptyPreview busy={busy} />}
        {side > 0 && preview.length > 0 && (
          <ul
            className={styles.grid}
            style={{ gridTemplateColumns: `repeat(${columns}, ${side}px)`, gap: GAP }}
            aria-label="Augmented patches"
          >
            {preview.map((pair, index) => (
              <PatchCard
                key={keyText(pair.key)}
                pinned={hasKey(pins, pair.key)}
                onPoint={setPointed}
                {...{ index, pair, side, maxWeight }}
              />
            ))}
          </ul>
        )}
      </div>
      {preview.length > 0 && <Caption pair={preview.find(({ key }) => keyText(key) === pointed) ?? null} />}
    </>
  );
}

function EmptyPreview({ busy }: { readonly busy: boolean }) {
  return (
    <p className={styles.none}>
      {busy ? 'Drawing patches' : 'Patches appear here once there is an image with a mask.'}
    </p>
  );
}

function Caption({ pair }: { readonly pair: PreviewPair | null }) {
  if (pair === null) {
    return (
      <p className={styles.caption}>
        Point at a patch to see it unaugmented, and what was drawn. Click it to keep it on screen.
      </p>
    );
  }
  return (
    <p className={styles.caption}>
      <strong>{pair.description.imageId}</strong> {patchWords(pair.description)}
    </p>
  );
}
