/** A slider under its name and value, or alone where the row around it says both. */
import type { ReactNode } from 'react';
import styles from './augment.module.css';

export interface SliderLineProps {
  readonly label: string;
  /** The value with its unit. */
  readonly text: string;
  readonly bare: boolean;
  readonly children: ReactNode;
}

export function SliderLine({ label, text, bare, children }: SliderLineProps) {
  if (bare) return children;
  return (
    <div className={styles.sliderLine}>
      <div className={styles.sliderHead}>
        <span>{label}</span>
        <span className={styles.value}>{text}</span>
      </div>
      {children}
    </div>
  );
}
