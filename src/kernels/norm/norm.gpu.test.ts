import { expect, test } from 'vitest';
import { runProgram } from '../../testing/kernelHarness';
import { floats } from '../../testing/kernelOutputs';
import { padChannels, unpadChannels } from '../../testing/paddedTensor';
import { randomNumbers } from '../../testing/randomNumbers';
import { relativeError } from '../../testing/relativeError';
import { paddedChannels } from '../program';
import { normBackwardApply, normBackwardFinish, normBackwardSums } from './normBackward';
import { normFinish } from './normFinish';
import { type NormShape, normBackwardReference, statisticsReference } from './reference';

const VARIANTS = ['direct', 'tiled'] as const;

/** What a convolution's epilogue would leave: moments of `tile` pixels at a time, the last tile smaller. */
function partialsOf({ batch, pixels, channels }: NormShape, y: readonly number[], tile: number) {
  const tiles = Math.ceil(pixels / tile);
  const rows: number[] = [];
  for (let cell = 0; cell < batch * tiles; cell++) {
    const first = Math.floor(cell / tiles) * pixels + (cell % tiles) * tile;
    const count = Math.min(tile, pixels - (cell % tiles) * tile);
    const moments = Array.from({ length: channels }, (_, c) =>
      momentsOf(Array.from({ length: count }, (_, k) => y[(first + k) * channels + c] ?? 0)),
    );
    rows.push(
      ...moments.map(() => count),
      ...moments.map(({ mean }) => mean),
      ...moments.map(({ m2 }) => m2),
    );
  }
  const partials = padChannels(rows, channels);
  // The count is stored for pad channels too.
  const padded = paddedChannels(channels);
  for (let i = 0; i < partials.length; i += 3 * padded) partials.fill(partials[i] ?? 0, i, i + padded);
  return { tiles, partials };
}

function momentsOf(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, m2: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) };
}

/** Two tables [N,C] as one [N,C',2]. */
function pairs(first: readonly number[], second: readonly number[], channels: number) {
  const a = padChannels(first, channels);
  const b = padChannels(second, channels);
  return Float32Array.from({ length: 2 * a.length }, (_, i) => (i % 2 === 0 ? a : b)[i >> 1] ?? 0);
}

function unpair(table: Float32Array, channels: number) {
  const half = (odd: number) =>
    unpadChannels(
      table.filter((_, i) => i % 2 === odd),
      channels,
    );
  return { first: half(0), second: half(1) };
}

for (const [batch, pixels, channels, tile] of [
  [1, 9, 1, 9],
  [2, 35, 3, 8],
  [2, 1000, 5, 3],
] as const) {
  for (const variant of VARIANTS) {
    test(`finish ${variant} ${batch}x${pixels}x${channels} by ${tile}: exact far from zero`, async () => {
      const shape = { batch, pixels, channels };
      // A mean of 1000 with deviation 1: E[x²] - E[x]² in float32 would be noise.
      const y = randomNumbers(batch * pixels * channels, 1).map((value) => Math.fround(value + 1000));
      const gamma = randomNumbers(channels, 2);
      const beta = randomNumbers(channels, 3);
      const { tiles, partials } = partialsOf(shape, y, tile);
      const outputs = await runProgram(normFinish({ ...shape, tiles, variant }), {
        partials,
        gamma: padChannels(gamma, channels),
        beta: padChannels(beta, channels),
      });
      const { mean, inverse } = statisticsReference(shape, y);
      const statistics = unpair(floats(outputs, 'statistics'), channels);
      expect(relativeError(statistics.first, mean)).toBeLessThan(1e-6);
      expect(relativeError(statistics.second, inverse)).toBeLessThan(1e-4);
      const scale = inverse.map((value, cell) => value * (gamma[cell % channels] ?? 0));
      const shift = mean.map((value, cell) => (beta[cell % channels] ?? 0) - value * (scale[cell] ?? 0));
      const scaleShift = unpair(floats(outputs, 'scaleShift'), channels);
      expect(relativeError(scaleShift.first, scale)).toBeLessThan(1e-4);
      expect(relativeError(scaleShift.second, shift)).toBeLessThan(1e-4);
    });
  }
}

const ACTIVATIONS = [{ kind: 'relu' }, { kind: 'leaky', slope: 0.01 }] as const;

for (const [batch, height, width, channels] of [
  [1, 3, 3, 1],
  [2, 5, 7, 3],
  [2, 13, 11, 18],
  [1, 65, 67, 2],
] as const) {
  for (const [i, variant] of VARIANTS.entries()) {
    const activation = ACTIVATIONS[i] ?? ACTIVATIONS[0];
    test(`backward ${variant} ${batch}x${height}x${width}x${channels} ${activation.kind}`, async () => {
      const shape = { batch, pixels: height * width, channels };
      const size = batch * height * width * channels;
      const y = randomNumbers(size, 5).map((value) => Math.fround(2 * value + 3));
      const g = randomNumbers(size, 6);
      const gamma = randomNumbers(channels, 7);
      const beta = randomNumbers(channels, 8);
      const expected = normBackwardReference(shape, y, gamma, beta, activation, g);
      const actual = await backward(
        { batch, height, width, channels, activation },
        variant,
        y,
        g,
        gamma,
        beta,
      );
      expect(relativeError(actual.dgamma, expected.dgamma)).toBeLessThan(1e-5);
      // Accumulated onto ones.
      expect(
        relativeError(
          actual.dbeta,
          expected.dbeta.map((value) => value + 1),
        ),
      ).toBeLessThan(1e-5);
      expect(relativeError(actual.dy, expected.dy)).toBeLessThan(1e-5);
    });
  }
}

async function backward(
  options: Parameters<typeof normBackwardSums>[0],
  variant: 'direct' | 'tiled',
  y: readonly number[],
  g: readonly number[],
  gamma: readonly number[],
  beta: readonly number[],
) {
  const { batch, height, width, channels } = options;
  const { mean, inverse } = statisticsReference({ batch, pixels: height * width, channels }, y);
  const scale = inverse.map((value, cell) => value * (gamma[cell % channels] ?? 0));
  const shift = mean.map((value, cell) => (beta[cell % channels] ?? 0) - value * (scale[cell] ?? 0));
  const inputs = {
    y: padChannels(y, channels),
    gradient: padChannels(g, channels),
    scaleShift: pairs(scale, shift, channels),
    statistics: pairs(mean, inverse, channels),
  };
  const ones = padChannels(new Array(channels).fill(1), channels);
  const sums = floats(await runProgram(normBackwardSums(options), inputs), 'sums');
  const written = await runProgram(normBackwardFinish({ ...options, variant, accumulate: false }), { sums });
  const added = await runProgram(normBackwardFinish({ ...options, variant, accumulate: true }), {
    sums,
    dgamma: ones,
    dbeta: ones,
  });
  const applied = await runProgram(normBackwardApply(options), {
    ...inputs,
    means: floats(written, 'means'),
  });
  return {
    dgamma: unpadChannels(floats(written, 'dgamma'), channels),
    dbeta: unpadChannels(floats(added, 'dbeta'), channels),
    dy: unpadChannels(floats(applied, 'gradient'), channels),
  };
}
