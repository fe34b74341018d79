/** How often the network is right where it says how sure it is: on the line it can be believed. Bars and a table. */
import type { Calibration } from '../../domain/metrics';
import { formatShare } from '../format';
import styles from './reliability.module.css';

/** Of the drawing's own units. */
const SIDE = 100;

export function Reliability({ calibration: { bins, expectedError } }: { readonly calibration: Calibration }) {
  const filled = bins.filter(({ pixels }) => pixels > 0);
  return (
    <figure className={styles.reliability}>
      <svg
        viewBox={`0 0 ${SIDE} ${SIDE}`}
        role="img"
        aria-label={`Share right by how sure the network is: off by ${formatShare(expectedError)} on average`}
      >
        {filled.map(({ from, to, accuracy }) => (
          <rect
            key={from}
            className={styles.bar}
            x={SIDE * from + 0.5}
            width={Math.max(0.5, SIDE * (to - from) - 1)}
            y={SIDE * (1 - (accuracy ?? 0))}
            height={SIDE * (accuracy ?? 0)}
          />
        ))}
        <line className={styles.ideal} x1={0} y1={SIDE} x2={SIDE} y2={0} />
      </svg>
      <figcaption className={styles.caption}>
        Across: how sure the network is, 0 to 100 %. Up: how often it is right. Bars under the line: surer
        than it should be.
      </figcaption>
      <details>
        <summary>As numbers</summary>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Sure</th>
              <th scope="col">Right</th>
            </tr>
          </thead>
          <tbody>
            {filled.map(({ from, to, accuracy }) => (
              <tr key={from}>
                <th scope="row">
                  {formatShare(from)} to {formatShare(to)}
                </th>
                <td>{formatShare(accuracy ?? 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
