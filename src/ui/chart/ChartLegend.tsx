/** Which line is which, with the values under the pointer, or the latest ones. */
import { formatCount } from '../format';
import styles from './chart.module.css';
import { type ChartLine, type ChartRows, valueAt } from './chartRows';

interface ChartLegendProps {
  readonly lines: readonly ChartLine[];
  readonly rows: ChartRows;
  /** The row under the pointer; null for the last. */
  readonly hovered: number | null;
}

export function ChartLegend({ lines, rows, hovered }: ChartLegendProps) {
  const row = hovered ?? rows.steps.length - 1;
  const step = rows.steps[row];
  return (
    <dl className={styles.legend}>
      {lines.map(({ name, color, look, format }, index) => (
        // Runs and classes may share a name.
        // biome-ignore lint/suspicious/noArrayIndexKey: lines keep their places.
        <div key={index} className={styles.entry}>
          <dt>
            <span
              className={styles.line}
              style={{ borderColor: color, borderTopStyle: look === 'dashed' ? 'dashed' : 'solid' }}
            />
            <span className={styles.lineName}>{name}</span>
          </dt>
          <dd>{format(valueAt(rows.columns[index] ?? [], row))}</dd>
        </div>
      ))}
      {step !== undefined && (
        <div className={styles.entry}>
          <dt>Step</dt>
          <dd>{formatCount(step)}</dd>
        </div>
      )}
    </dl>
  );
}
