/** From which probability on a pixel is of a class: a slider under the histogram of that probability. */
import { Slider } from '@mantine/core';
import { barsPath } from '../histogram/barsPath';
import styles from './threshold.module.css';

export interface ThresholdSliderProps {
  /** The class. */
  readonly name: string;
  /** `#rrggbb`. */
  readonly color: string;
  /** Pixels by probability, in equal steps from 0 to 1; null while it is not known. */
  readonly bins: readonly number[] | null;
  /** 0..1. */
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** Of the drawing's own units, which the page stretches. */
const HEIGHT = 100;

export function ThresholdSlider({ name, color, bins, value, onChange }: ThresholdSliderProps) {
  const share = bins === null ? null : shareFrom(bins, value);
  const text = value.toFixed(2);
  return (
    <div className={styles.threshold}>
      <div className={styles.line}>
        <span className={styles.name}>
          <span className={styles.swatch} style={{ background: color }} />
          {name}
        </span>
        <span className={styles.value}>
          {share !== null && <span className={styles.share}>{percent(share)} of the pixels </span>}from {text}
        </span>
      </div>
      {bins && (
        <svg
          className={styles.bars}
          viewBox={`0 0 ${bins.length} ${HEIGHT}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <path d={barsPath(bins, HEIGHT, 'log')} />
          <path d={barsPath(bins, HEIGHT, 'log', firstBin(bins, value))} style={{ fill: color }} />
        </svg>
      )}
      <Slider
        size={4}
        thumbSize={14}
        label={null}
        min={0}
        max={1}
        step={0.01}
        thumbLabel={`Threshold of ${name}`}
        thumbValueText={text}
        value={value}
        onChange={onChange}
      />
    </div>
  );
}

/** The first bin whose probability reaches the threshold. */
function firstBin(bins: readonly number[], value: number): number {
  return Math.ceil(value * (bins.length - 1));
}

function shareFrom(bins: readonly number[], value: number): number {
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
  return sum(bins.slice(firstBin(bins, value))) / Math.max(1, sum(bins));
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
}
