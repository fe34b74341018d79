import { expect, test } from 'vitest';
import { conv3x3Fixture } from '../../testing/conv3x3Fixture';
import { conv3x3Shapes } from '../../testing/conv3x3Shapes';
import { runProgram } from '../../testing/kernelHarness';
import { correlationVariants, withVariants } from '../../testing/kernelVariants';
import { padChannels } from '../../testing/paddedTensor';
import { relativeError } from '../../testing/relativeError';
import type { StatisticsLayout } from '../norm/partials';
import { paddedChannels } from '../program';
import { conv3x3Forward, conv3x3Statistics } from './forward';
import { convReference } from './reference';

/** Mean and variance [2, C'] of every channel of one sample, by the two-pass definition. */
function moments(y: Float64Array, channels: number): number[] {
  const pixels = y.length / channels;
  const column = (c: number) => Array.from({ length: pixels }, (_, p) => y[p * channels + c] ?? Number.NaN);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const means = Array.from({ length: channels }, (_, c) => mean(column(c)));
  const variances = means.map((m, c) => mean(column(c).map((value) => (value - m) ** 2)));
  return [...padChannels(means, channels), ...padChannels(variances, channels)];
}

/** Merges one sample's entries in order, as norm/partials.ts describes. */
function merge(entries: Float32Array, { tiles, channels }: StatisticsLayout, pixels: number): number[] {
  const padded = paddedChannels(channels);
  const at = (tile: number, row: number, c: number) => entries[(tile * 3 + row) * padded + c] ?? Number.NaN;
  const merged = Array.from({ length: padded }, (_, c) => {
    let [count, mean, m2] = [0, 0, 0];
    for (let tile = 0; tile < tiles; tile++) {
      const d = at(tile, 1, c) - mean;
      const n = count + at(tile, 0, c);
      mean += (d * at(tile, 0, c)) / n;
      m2 += at(tile, 2, c) + (d * d * count * at(tile, 0, c)) / n;
      count = n;
    }
    expect(count).toBe(pixels);
    return [mean, m2 / count];
  });
  return [...merged.map(([mean]) => mean ?? 0), ...merged.map(([, variance]) => variance ?? 0)];
}

const CASES = conv3x3Shapes.filter((_, i) => [0, 3, 5].includes(i));

test.each(withVariants(correlationVariants, CASES))('statistics, $name', async ({ shape, variant }) => {
  const fixture = conv3x3Fixture(shape);
  const options = { variant, bias: false, activation: { kind: 'none' }, statistics: true } as const;
  const layout = conv3x3Statistics(shape, options);
  const { statistics } = await runProgram(conv3x3Forward(shape, options), fixture.bindings);
  const y = convReference(
    fixture.plain,
    fixture.x,
    fixture.weights,
    fixture.bias.map(() => 0),
  );
  const entries = new Float32Array(statistics ?? new ArrayBuffer(0));
  for (let n = 0; n < shape.batch; n++) {
    const sample = y.slice((n * y.length) / shape.batch, ((n + 1) * y.length) / shape.batch);
    const own = entries.slice((n * entries.length) / shape.batch, ((n + 1) * entries.length) / shape.batch);
    const actual = merge(own, layout, sample.length / shape.outChannels);
    expect(relativeError(actual, moments(sample, shape.outChannels))).toBeLessThan(1e-4);
  }
});
