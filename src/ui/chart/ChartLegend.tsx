/** Which line is which, with the values under the pointer, or the latest ones. IoU and Dice are means over classes. */
import { formatCount, formatLoss, formatScore } from '../format';
import styles from './chart.module.css';
import type { ChartColors } from './chartOptions';
import { type ChartRows, valueAt } from './chartRows';

interface ChartLegendProps {
  readonly rows: ChartRows;
  /** The row under the pointer; null for the last. */
  readonly hovered: number | null;
  readonly colors: ChartColors;
}

export function ChartLegend({ rows, hovered, colors }: ChartLegendProps) {
  const row = hovered ?? rows.steps.length - 1;
  const step = rows.steps[row];
  return (
    <dl className={styles.legend}>
      <Entry name="Loss, smoothed" value={formatLoss(valueAt(rows.smoothed, row))} color={colors.smoothed} />
      <Entry name="IoU" value={formatScore(valueAt(rows.iou, row))} color={colors.iou} />
      <Entry name="Dice" value={formatScore(valueAt(rows.dice, row))} color={colors.dice} dashed />
      {step !== undefined && <Entry name="Step" value={formatCount(step)} />}
    </dl>
  );
}

interface EntryProps {
  readonly name: string;
  readonly value: string;
  readonly color?: string;
  readonly dashed?: boolean;
}

function Entry({ name, value, color, dashed = false }: EntryProps) {
  return (
    <div className={styles.entry}>
      <dt>
        {color && (
          <span
            className={styles.line}
            style={{ borderColor: color, borderTopStyle: dashed ? 'dashed' : 'solid' }}
          />
        )}
        {name}
      </dt>
      <dd>{value}</dd>
    </div>
  );
}
