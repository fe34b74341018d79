/** Curves as numbers, for those who do not see or do not trust a picture. */
import { formatCount } from '../format';
import styles from './chart.module.css';
import { type ChartLine, chartRows, thinnedRows } from './chartRows';

export interface ChartTableProps {
  /** "Loss and scores by step". */
  readonly label: string;
  readonly lines: readonly Omit<ChartLine, 'color'>[];
}

const TABLE_ROWS = 60;

export function ChartTable({ label, lines }: ChartTableProps) {
  const sparse = lines.flatMap(({ look }, index) => (look === 'dots' || look === 'dashed' ? [index] : []));
  const { steps, columns } = thinnedRows(chartRows(lines), TABLE_ROWS, sparse);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard.
    <section className={styles.tableScroll} tabIndex={0} aria-label={label}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Step</th>
            {lines.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps.map((step, row) => (
            <tr key={step}>
              <th scope="row">{formatCount(step)}</th>
              {lines.map(({ name, format }, column) => (
                <td key={name}>{format(columns[column]?.[row] ?? null)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
