/** How well the objects of the image match those of its mask. */
import type { ObjectScores } from '../../../domain/metrics';
import { FactList } from '../../../ui/facts/FactList';
import { formatCount, formatScore } from '../../../ui/format';
import styles from './objects.module.css';

export function ObjectScoresList({ scores }: { readonly scores: ObjectScores }) {
  const { truth, predicted, averagePrecision, meanAveragePrecision, f1, seg } = scores;
  const at50 = averagePrecision[0]?.value ?? null;
  return (
    <div>
      <p className={styles.hint}>
        Objects: {formatCount(predicted)} found, {formatCount(truth)} in the mask
      </p>
      <FactList
        facts={[
          { name: 'F1 at IoU 0.5', value: formatScore(f1) },
          { name: 'AP at IoU 0.5', value: formatScore(at50) },
          { name: 'AP, mean of IoU 0.5 to 0.95', value: formatScore(meanAveragePrecision) },
          { name: 'SEG', value: formatScore(seg) },
        ]}
      />
    </div>
  );
}
