/** Dice by the number of images trained on, with the spread over held-out images: a few points, as picture and table. */
import type { SeriesPoint } from '../../domain/series';
import { formatScore } from '../../ui/format';
import styles from './series.module.css';

interface SeriesCurveProps {
  /** Ascending by images, at least two. */
  readonly points: readonly SeriesPoint[];
  readonly colors: { readonly line: string; readonly text: string };
}

/** Of the drawing's own units. */
const WIDTH = 280;
const HEIGHT = 120;
const LEFT = 30;
const BOTTOM = 22;

export function SeriesCurve({ points, colors }: SeriesCurveProps) {
  const last = points.length - 1;
  // Doubled each time: even places are a logarithmic axis, but for the last.
  const x = (index: number) => LEFT + 8 + ((WIDTH - LEFT - 20) * index) / Math.max(1, last);
  const y = (dice: number) => 6 + (HEIGHT - BOTTOM - 6) * (1 - Math.min(1, Math.max(0, dice)));
  const path = points
    .map(({ meanDice }, index) => `${index === 0 ? 'M' : 'L'}${x(index)} ${y(meanDice.mean)}`)
    .join('');
  return (
    <figure className={styles.figure}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label(points)} fill={colors.text}>
        {[0, 0.5, 1].map((dice) => (
          <g key={dice}>
            <line className={styles.grid} x1={LEFT} x2={WIDTH} y1={y(dice)} y2={y(dice)} />
            <text x={LEFT - 6} y={y(dice) + 4} textAnchor="end">
              {dice}
            </text>
          </g>
        ))}
        <path d={path} fill="none" stroke={colors.line} strokeWidth={2} />
        {points.map(({ images, meanDice: { mean, sd } }, index) => (
          <g key={images}>
            <line x1={x(index)} x2={x(index)} y1={y(mean - sd)} y2={y(mean + sd)} stroke={colors.line} />
            <circle cx={x(index)} cy={y(mean)} r={3} fill={colors.line} />
            <text x={x(index)} y={HEIGHT - 6} textAnchor="middle">
              {images}
            </text>
          </g>
        ))}
      </svg>
      <figcaption className={styles.caption}>
        Dice by images trained on, with the spread over held-out images
      </figcaption>
    </figure>
  );
}

function label(points: readonly SeriesPoint[]): string {
  return `Dice by images trained on: ${points.map(({ images, meanDice }) => `${images}: ${formatScore(meanDice.mean)}`).join(', ')}`;
}
