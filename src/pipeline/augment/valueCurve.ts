/**
 * Falk 2019's value curve: black and white move, a middle point between them is drawn so that neither half's slope
 * leaves its range, and the two lines are smoothed (caffe_unet, ValueAugmentationLayer with one inserted point).
 */
import { normalCdf } from '../../common/normalCdf';
import type { Rng } from '../../common/rng';

/** Values at 0 (black), 1/2 and 1 (white) of the image's range, before smoothing. */
export interface ValueCurve {
  readonly black: number;
  readonly middle: number;
  readonly white: number;
}

/** Deviation of the smoothing: a quarter of the distance between points. */
const SMOOTHING = 0.125;

/**
 * Black in ±amount, white in 1 ± amount, slopes in 1 ± slope. Where both slopes cannot be kept (white - black is out
 * of their range) the line between black and white is taken. Always three draws.
 */
export function drawValueCurve(amount: number, slope: number, rng: Rng): ValueCurve {
  const black = rng.uniform(-amount, amount);
  const white = 1 + rng.uniform(-amount, amount);
  const [flat, steep] = [(1 - slope) / 2, (1 + slope) / 2];
  const low = Math.max(black + flat, white - steep);
  const high = Math.min(black + steep, white - flat);
  const share = rng.next();
  return { black, white, middle: low <= high ? low + share * (high - low) : (black + white) / 2 };
}

/**
 * Where the curve takes `x`, both as shares of the image's range; beyond 0 and 1 it goes on straight. In closed form:
 * a line with one kink, convolved with a Gaussian.
 */
export function valueCurveAt({ black, middle, white }: ValueCurve, x: number): number {
  const [left, right] = [2 * (middle - black), 2 * (white - middle)];
  const z = (x - 0.5) / SMOOTHING;
  const ramp = SMOOTHING * (z * normalCdf(z) + Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI));
  return middle + left * (x - 0.5) + (right - left) * ramp;
}
