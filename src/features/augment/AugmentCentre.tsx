/** Middle of the Augment stage: the patches that training would draw, or the weights of one whole image. */
import { useMemo } from 'react';
import { useStudio } from '../studioContext';
import styles from './augment.module.css';
import { PatchGrid } from './PatchGrid';
import { patchRange } from './patchRange';
import { ViewTools } from './ViewTools';
import { WeightMap } from './WeightMap';
import { weightMapRange } from './weightLayer';

export function AugmentCentre() {
  const mode = useStudio((state) => state.augment.mode);
  const preview = useStudio((state) => state.augment.preview);
  const weightMap = useStudio((state) => state.augment.weightMap);
  const inPatches = useMemo(() => patchRange(preview), [preview]);
  const inMap = useMemo(() => (weightMap ? weightMapRange(weightMap.view) : null), [weightMap]);
  const maxWeight = mode === 'patches' ? inPatches : inMap;
  return (
    <div className={styles.centre}>
      <ViewTools maxWeight={maxWeight} />
      {mode === 'patches' ? <PatchGrid maxWeight={inPatches} /> : <WeightMap maxWeight={inMap ?? 1} />}
    </div>
  );
}
