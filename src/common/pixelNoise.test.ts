import { expect, test } from 'vitest';
import { fillNormal } from './pixelNoise';
import { rngStream } from './rng';

const COUNT = 400_000;

function noise(seed: number, count = COUNT): Float32Array {
  const out = new Float32Array(count).fill(Number.NaN);
  fillNormal(out, rngStream(seed, 'test', 0, 0));
  return out;
}

/** Abramowitz and Stegun 7.1.26, error below 1.5e-7. */
function normalCdf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x / Math.SQRT2));
  const poly =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  const erf = 1 - poly * Math.exp((-x * x) / 2);
  return x < 0 ? (1 - erf) / 2 : (1 + erf) / 2;
}

test('equal streams give equal noise, others give other noise', () => {
  expect(noise(3, 1000)).toEqual(noise(3, 1000));
  expect(noise(3, 1000)).not.toEqual(noise(4, 1000));
});

test('follows the normal distribution: cells of a half deviation, tails included', () => {
  const values = noise(1);
  const cells = Array.from({ length: 18 }, (_, i) => -4.5 + i / 2);
  for (const low of [-9, ...cells.slice(1)]) {
    const high = low === -9 ? -4 : low + 0.5;
    const expected = COUNT * (normalCdf(high) - normalCdf(low));
    const count = values.filter((v) => v >= low && v < high).length;
    expect(Math.abs(count - expected)).toBeLessThan(4.5 * Math.sqrt(expected) + 1);
  }
});

test('moments are those of the normal distribution, and neighbours do not correlate', () => {
  const values = noise(2);
  const mean = (f: (v: number, i: number) => number) =>
    values.reduce((sum, v, i) => sum + f(v, i), 0) / COUNT;
  const bound = 4.5 / Math.sqrt(COUNT);
  expect(Math.abs(mean((v) => v))).toBeLessThan(bound);
  expect(Math.abs(mean((v) => v ** 2) - 1)).toBeLessThan(bound * Math.SQRT2);
  expect(Math.abs(mean((v) => v ** 3))).toBeLessThan(bound * Math.sqrt(15));
  expect(Math.abs(mean((v) => v ** 4) - 3)).toBeLessThan(bound * Math.sqrt(96));
  for (const lag of [1, 2, 7, 128])
    expect(Math.abs(mean((v, i) => v * (values[(i + lag) % COUNT] ?? 0)))).toBeLessThan(bound);
});
