/** The curve of a run as a drawing in lines, which prints sharp at any size. The live charts are ui/chart. */
import type { RunCurve } from '../../domain/run';
import { formatCount, formatLoss } from '../../ui/format';
import { curvePoints } from './curvePoints';
import styles from './runCard.module.css';

const WIDTH = 640;
const HEIGHT = 160;

export function CurvePicture({ curve }: { readonly curve: RunCurve }) {
  const points = curvePoints(curve, WIDTH, HEIGHT);
  if (points === null) return null;
  const { loss, dice, steps, highestLoss } = points;
  return (
    <figure className={styles.curve}>
      <svg
        viewBox={`-4 -4 ${WIDTH + 8} ${HEIGHT + 8}`}
        role="img"
        aria-label={`Loss and Dice over ${formatCount(steps)} steps`}
      >
        <path className={styles.axes} d={`M0 0V${HEIGHT}H${WIDTH}`} />
        <polyline className={styles.loss} points={loss} />
        <polyline className={styles.dice} points={dice.map(({ x, y }) => `${x},${y}`).join(' ')} />
        {dice.map(({ x, y }) => (
          <circle key={x} className={styles.dot} cx={x} cy={y} r={3} />
        ))}
      </svg>
      <figcaption className={styles.caption}>
        Across: {formatCount(steps)} steps. Line: loss, 0 to {formatLoss(highestLoss)}.
        {dice.length > 0 && ' Dots: mean Dice on what is held out, quick checks, 0 to 1.'}
      </figcaption>
    </figure>
  );
}
