/** IoU and Dice of each class and their means, as numbers with a bar. Classes without pixels show a dash. */
import type { ClassInfo } from '../../domain/labels';
import type { Scores } from '../../domain/metrics';
import { formatScore } from '../format';
import styles from './scores.module.css';

export interface ScoreTableProps {
  readonly caption: string;
  readonly classes: readonly ClassInfo[];
  readonly scores: Scores;
  /** For tests: put on the mean IoU. */
  readonly iouTestId?: string;
}

export function ScoreTable({ caption, classes, scores, iouTestId }: ScoreTableProps) {
  return (
    <table className={styles.table}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Class</th>
          <th scope="col">IoU</th>
          <th scope="col">Dice</th>
        </tr>
      </thead>
      <tbody>
        {classes.map((info, index) => (
          // A class has no other identity than its index: names may repeat.
          // biome-ignore lint/suspicious/noArrayIndexKey: classes are never reordered.
          <tr key={index}>
            <th scope="row">
              <span className={styles.swatch} style={{ background: info.color }} />
              {info.name}
            </th>
            <ScoreCell score={scores.iou[index] ?? null} />
            <ScoreCell score={scores.dice[index] ?? null} />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Mean</th>
          <ScoreCell score={scores.meanIou} {...(iouTestId ? { testId: iouTestId } : {})} />
          <ScoreCell score={scores.meanDice} />
        </tr>
      </tfoot>
    </table>
  );
}

function ScoreCell({ score, testId }: { readonly score: number | null; readonly testId?: string }) {
  return (
    <td>
      <span data-testid={testId}>{formatScore(score)}</span>
      <span className={styles.track}>
        <span className={styles.bar} style={{ width: `${100 * (score ?? 0)}%` }} />
      </span>
    </td>
  );
}
