/** Max-pooling in float64 over plain NHWC arrays: what the kernels are tested against, written independently. */
import { defined } from '../../common/assert';
import { activationGradient } from '../activationNumber';
import type { Activation } from '../wgsl/activation';
import type { SkipRegion } from './poolBackward';
import type { PoolShape } from './poolForward';

export interface Pooled {
  /** [N,H/2,W/2,C]. */
  readonly y: number[];
  /** Index into x of the maximum that y came from, the first in row-major order. */
  readonly from: number[];
}

/** x [N,H,W,C]. */
export function poolReference({ batch, height, width, channels }: PoolShape, x: ArrayLike<number>): Pooled {
  const y: number[] = [];
  const from: number[] = [];
  for (let row = 0; row < (batch * height) / 2; row++) {
    for (let column = 0; column < width / 2; column++) {
      for (let c = 0; c < channels; c++) {
        const at = (dy: number, dx: number) => ((2 * row + dy) * width + 2 * column + dx) * channels + c;
        const corners = [at(0, 0), at(0, 1), at(1, 0), at(1, 1)];
        const values = corners.map((i) => defined(x[i], 'pixel'));
        const best = Math.max(...values);
        y.push(best);
        from.push(defined(corners[values.indexOf(best)], 'corner'));
      }
    }
  }
  return { y, from };
}

/** dx [N,H,W,C] = (routed dy + skip's gradient inside its region) * act'(z). */
export function poolBackwardReference(
  shape: PoolShape,
  dy: ArrayLike<number>,
  from: readonly number[],
  skip: { readonly region: SkipRegion; readonly gradient: ArrayLike<number> } | null,
  mask: { readonly activation: Activation; readonly z: ArrayLike<number> } | null,
): number[] {
  const { batch, height, width, channels } = shape;
  const dx = new Array<number>(batch * height * width * channels).fill(0);
  for (const [i, target] of from.entries()) dx[target] = defined(dx[target], 'dx') + defined(dy[i], 'dy');
  if (skip) addSkip(shape, dx, skip.region, skip.gradient);
  if (!mask) return dx;
  return dx.map((value, i) => value * activationGradient(mask.activation, defined(mask.z[i], 'z')));
}

function addSkip(
  { height, width, channels }: PoolShape,
  dx: number[],
  region: SkipRegion,
  gradient: ArrayLike<number>,
): void {
  for (let i = 0; i < gradient.length; i++) {
    const c = i % channels;
    const x = Math.floor(i / channels) % region.width;
    const y = Math.floor(i / channels / region.width) % region.height;
    const n = Math.floor(i / channels / region.width / region.height);
    const target = ((n * height + y + region.cropY) * width + x + region.cropX) * channels + c;
    dx[target] = defined(dx[target], 'dx') + defined(gradient[i], 'skip gradient');
  }
}
