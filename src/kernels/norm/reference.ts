/** Instance norm with activation in float64 over plain NHWC arrays: what the kernels are tested against. */
import { defined } from '../../common/assert';
import { activateNumber, activationGradient } from '../activationNumber';
import type { Activation } from '../wgsl/activation';
import { NORM_EPSILON } from './normFinish';

export interface NormShape {
  readonly batch: number;
  /** Pixels of one sample. */
  readonly pixels: number;
  readonly channels: number;
}

export interface NormStatistics {
  /** [N,C]. */
  readonly mean: readonly number[];
  /** [N,C], 1 / √(variance + epsilon). */
  readonly inverse: readonly number[];
}

export function statisticsReference(shape: NormShape, y: readonly number[]): NormStatistics {
  const cells = Array.from({ length: shape.batch * shape.channels }, (_, cell) =>
    indices(shape, cell).map((i) => defined(y[i], 'y')),
  );
  const mean = cells.map(average);
  const inverse = cells.map((values, cell) => {
    const variance = average(values.map((value) => (value - defined(mean[cell], 'mean')) ** 2));
    return 1 / Math.sqrt(variance + NORM_EPSILON);
  });
  return { mean, inverse };
}

/** act(gamma (y - mean) inverse + beta), [N,pixels,C]. */
export function normReference(
  shape: NormShape,
  y: readonly number[],
  gamma: readonly number[],
  beta: readonly number[],
  activation: Activation,
): number[] {
  const hats = normalised(shape, y);
  return hats.map((hat, i) => {
    const c = i % shape.channels;
    return activateNumber(activation, defined(gamma[c], 'gamma') * hat + defined(beta[c], 'beta'));
  });
}

/** The gradients at y, gamma and beta, given the gradient at normReference's result. */
export function normBackwardReference(
  shape: NormShape,
  y: readonly number[],
  gamma: readonly number[],
  beta: readonly number[],
  activation: Activation,
  gradient: readonly number[],
) {
  const { inverse } = statisticsReference(shape, y);
  const hats = normalised(shape, y);
  const z = normReference(shape, y, gamma, beta, { kind: 'none' });
  const dz = gradient.map((g, i) => g * activationGradient(activation, defined(z[i], 'z')));
  const dy = new Array<number>(y.length).fill(0);
  const dgamma = new Array<number>(shape.channels).fill(0);
  const dbeta = new Array<number>(shape.channels).fill(0);
  for (const [cell, inverseOfCell] of inverse.entries()) {
    const c = cell % shape.channels;
    const members = indices(shape, cell);
    const products = members.map((i) => defined(dz[i], 'dz') * defined(hats[i], 'hat'));
    const gradients = members.map((i) => defined(dz[i], 'dz'));
    dbeta[c] = defined(dbeta[c], 'dbeta') + average(gradients) * shape.pixels;
    dgamma[c] = defined(dgamma[c], 'dgamma') + average(products) * shape.pixels;
    for (const i of members) {
      const centred = defined(dz[i], 'dz') - average(gradients) - defined(hats[i], 'hat') * average(products);
      dy[i] = defined(gamma[c], 'gamma') * inverseOfCell * centred;
    }
  }
  return { dy, dgamma, dbeta };
}

function normalised(shape: NormShape, y: readonly number[]): number[] {
  const { mean, inverse } = statisticsReference(shape, y);
  return y.map((value, i) => {
    const cell = Math.floor(i / (shape.pixels * shape.channels)) * shape.channels + (i % shape.channels);
    return (value - defined(mean[cell], 'mean')) * defined(inverse[cell], 'inverse');
  });
}

/** Indices into [N,pixels,C] of one sample and channel, numbered n C + c. */
function indices({ pixels, channels }: NormShape, cell: number): number[] {
  const first = Math.floor(cell / channels) * pixels * channels + (cell % channels);
  return Array.from({ length: pixels }, (_, pixel) => first + pixel * channels);
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
