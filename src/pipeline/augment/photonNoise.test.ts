import { describe, expect, test } from 'vitest';
import { rngStream } from '../../common/rng';
import { photonNoise } from './photonNoise';

const COUNT = 60_000;

/** Counts for a mean: values 0..1 stand for 0..photons, so that value · photons is a count. */
function counts(mean: number): number[] {
  const photons = 2 * mean;
  const image = new Float32Array(COUNT).fill(0.5);
  photonNoise(
    image,
    1,
    0,
    { min: 0, max: 1 },
    photons,
    rngStream(1, 'test', 0, Math.round(mean * 10)),
    new Float32Array(COUNT),
  );
  return Array.from(image, (value) => Math.round(value * photons));
}

function poisson(mean: number, k: number): number {
  let log = -mean;
  for (let i = 1; i <= k; i++) log += Math.log(mean / i);
  return Math.exp(log);
}

describe('photonNoise', () => {
  test.each([0.3, 3, 12, 17, 40])('a mean of %d counts as Poisson does: every frequent count', (mean) => {
    const seen = counts(mean);
    for (let k = 0; k < 4 * mean + 10; k++) {
      const expected = COUNT * poisson(mean, k);
      if (expected < 50) continue;
      const count = seen.filter((value) => value === k).length;
      // From 16 on the counts are the corrected normal law's, which misses a frequency by up to 2 %.
      expect(Math.abs(count - expected)).toBeLessThan(4.5 * Math.sqrt(expected) + 0.02 * expected);
    }
  });

  test('mean, variance and skew of many photons', () => {
    const seen = counts(100);
    const moment = (power: number) => seen.reduce((sum, k) => sum + (k - 100) ** power, 0) / COUNT;
    expect(Math.abs(moment(1))).toBeLessThan((4 * 10) / Math.sqrt(COUNT));
    expect(Math.abs(moment(2) / 100 - 1)).toBeLessThan(0.03);
    expect(Math.abs(moment(3) / 1000 - 0.1)).toBeLessThan(0.05);
  });

  test('a flat range stays as it is', () => {
    const image = Float32Array.from([2, 2]);
    photonNoise(image, 1, 0, { min: 2, max: 2 }, 50, rngStream(1, 'test', 0, 0), new Float32Array(2));
    expect([...image]).toEqual([2, 2]);
  });
});
