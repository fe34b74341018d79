/** The colours of a heat map with the amounts they stand for. */

import { VIRIDIS_GRADIENT } from '../../common/viridis';
import { formatNumber } from '../format';
import styles from './heat.module.css';

export interface HeatLegendProps {
  /** What the colours stand for. */
  readonly name: string;
  /** The amount at the right end; the left end is 0, the middle a quarter. */
  readonly max: number;
}

export function HeatLegend({ name, max }: HeatLegendProps) {
  const amounts = [0, max / 4, max].map(formatNumber);
  return (
    <div className={styles.legend} role="img" aria-label={`${name}: colours from 0 to ${formatNumber(max)}`}>
      <span>{name}</span>
      <div className={styles.scale}>
        <div className={styles.ramp} style={{ background: VIRIDIS_GRADIENT }} />
        <div className={styles.amounts}>
          {amounts.map((amount) => (
            <span key={amount}>{amount}</span>
          ))}
        </div>
      </div>
    </div>
  );
}
