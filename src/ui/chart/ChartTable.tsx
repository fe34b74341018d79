/** The curves as numbers, for those who do not see or do not trust a picture. */
import { formatCount, formatLoss, formatScore } from '../format';
import styles from './chart.module.css';
import type { ChartRows } from './chartRows';

export function ChartTable({ rows }: { readonly rows: ChartRows }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard.
    <section className={styles.tableScroll} tabIndex={0} aria-label="Loss and scores by step">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Loss</th>
            <th scope="col">Loss, smoothed</th>
            <th scope="col">Mean IoU</th>
            <th scope="col">Mean Dice</th>
          </tr>
        </thead>
        <tbody>
          {rows.steps.map((step, row) => (
            <tr key={step}>
              <th scope="row">{formatCount(step)}</th>
              <td>{formatLoss(rows.raw[row] ?? null)}</td>
              <td>{formatLoss(rows.smoothed[row] ?? null)}</td>
              <td>{formatScore(rows.iou[row] ?? null)}</td>
              <td>{formatScore(rows.dice[row] ?? null)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
