/** IoU and Dice of each class and their means, with precision and recall where asked for. Classes without pixels show a dash. */
import type { ClassInfo } from '../../domain/labels';
import type { Scores } from '../../domain/metrics';
import { formatScore } from '../format';
import styles from './scores.module.css';

export interface ScoreTableProps {
  readonly caption: string;
  readonly classes: readonly ClassInfo[];
  readonly scores: Scores;
  /** With precision and recall, and no bars: there is no room for both. */
  readonly full?: boolean;
  /** For tests: put on the mean IoU. */
  readonly iouTestId?: string;
}

export function ScoreTable({ caption, classes, scores, full = false, iouTestId }: ScoreTableProps) {
  return (
    <table className={styles.table}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Class</th>
          <th scope="col">IoU</th>
          <th scope="col">Dice</th>
          {full && (
            <>
              <th scope="col" title="Precision: of what it found, the share that is right">
                Prec.
              </th>
              <th scope="col" title="Recall: of what is there, the share that it found">
                Recall
              </th>
            </>
          )}
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
            <ScoreCell score={scores.iou[index] ?? null} bare={full} />
            <ScoreCell score={scores.dice[index] ?? null} bare={full} />
            {full && (
              <>
                <ScoreCell score={scores.precision[index] ?? null} bare />
                <ScoreCell score={scores.recall[index] ?? null} bare />
              </>
            )}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Mean</th>
          <ScoreCell score={scores.meanIou} bare={full} {...(iouTestId ? { testId: iouTestId } : {})} />
          <ScoreCell score={scores.meanDice} bare={full} />
          {full && <td colSpan={2} />}
        </tr>
      </tfoot>
    </table>
  );
}

interface ScoreCellProps {
  readonly score: number | null;
  /** Without its bar. */
  readonly bare: boolean;
  readonly testId?: string;
}

function ScoreCell({ score, bare, testId }: ScoreCellProps) {
  return (
    <td>
      <span data-testid={testId}>{formatScore(score)}</span>
      {!bare && (
        <span className={styles.track}>
          <span className={styles.bar} style={{ width: `${100 * (score ?? 0)}%` }} />
        </span>
      )}
    </td>
  );
}
