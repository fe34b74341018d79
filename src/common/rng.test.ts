import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Rng, rngStream } from './rng';

const DRAWS = 20_000;

function draws(count: number, draw: () => number): number[] {
  return Array.from({ length: count }, draw);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Pearson's correlation of two series of equal length. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  const moment = (x: readonly number[], mx: number, y: readonly number[], my: number) =>
    mean(x.map((value, i) => (value - mx) * ((y[i] ?? 0) - my)));
  return moment(a, meanA, b, meanB) / Math.sqrt(moment(a, meanA, a, meanA) * moment(b, meanB, b, meanB));
}

const stream = (seed = 1, index = 0): Rng => rngStream(seed, 'test', 0, index);

describe('rngStream', () => {
  // Computed by an independent implementation in Python's unbounded integers.
  test('golden values: a changed generator would silently change every stored run', () => {
    const bits = (rng: Rng) => draws(4, () => rng.next() * 2 ** 32);
    expect(bits(rngStream(1, 'test', 0, 0))).toEqual([1075697760, 1653372899, 2910057104, 1736915475]);
    expect(bits(rngStream(1, 'patch', 12, 3))).toEqual([2311417657, 1076185658, 1919294499, 1633433443]);
    expect(bits(rngStream(4294967295, 'init', 0, 1))).toEqual([541845982, 204295644, 3091254759, 1780020971]);
  });

  test('equal arguments give equal draws', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), (seed, step, index) => {
        const [a, b] = [rngStream(seed, 'patch', step, index), rngStream(seed, 'patch', step, index)];
        expect(draws(8, a.next)).toEqual(draws(8, b.next));
      }),
    );
  });

  test('a change of any argument gives another stream', () => {
    const first = (rng: Rng) => draws(4, rng.next).join();
    const streams = [
      rngStream(1, 'test', 2, 3),
      rngStream(2, 'test', 2, 3),
      rngStream(1, 'patch', 2, 3),
      rngStream(1, 'test', 3, 3),
      rngStream(1, 'test', 2, 4),
      rngStream(1, 'test', 3, 2),
      rngStream(12, 'test', 3, 0),
      rngStream(1, 'test', 23, 0),
    ].map(first);
    expect(new Set(streams).size).toBe(streams.length);
  });

  test('10 000 neighbouring streams start with different numbers', () => {
    const starts = new Set<string>();
    for (let step = 0; step < 100; step++) {
      for (let index = 0; index < 100; index++) {
        const rng = rngStream(1, 'patch', step, index);
        starts.add(`${rng.next()},${rng.next()}`);
      }
    }
    expect(starts.size).toBe(10_000);
  });

  test('neighbouring streams, and their first draws, do not correlate', () => {
    const bound = 4 / Math.sqrt(DRAWS);
    const [a, b] = [stream(1, 0), stream(1, 1)];
    expect(Math.abs(correlation(draws(DRAWS, a.next), draws(DRAWS, b.next)))).toBeLessThan(bound);
    const firsts = Array.from({ length: DRAWS + 1 }, (_, index) => stream(1, index).next());
    expect(Math.abs(correlation(firsts.slice(1), firsts.slice(0, -1)))).toBeLessThan(bound);
    expect(Math.abs(mean(firsts) - 0.5)).toBeLessThan(bound);
  });
});

describe('the draws', () => {
  test('next is uniform over [0, 1): chi-squared over 64 cells', () => {
    const rng = stream();
    const cells = new Float64Array(64);
    for (let i = 0; i < DRAWS; i++) {
      const value = rng.next();
      expect(value >= 0 && value < 1).toBe(true);
      const cell = Math.floor(value * 64);
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
    const expected = DRAWS / 64;
    const chiSquared = cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 63 degrees of freedom: 29 and 114 are the 0.01 % points on either side.
    expect(chiSquared).toBeGreaterThan(29);
    expect(chiSquared).toBeLessThan(114);
  });

  test('uniform stays in its range and fills it', () => {
    const rng = stream();
    const values = draws(DRAWS, () => rng.uniform(-3, 5));
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-3);
    expect(Math.max(...values)).toBeLessThan(5);
    expect(mean(values)).toBeCloseTo(1, 0);
    expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(7.99);
  });

  test('below gives whole numbers under its bound, all alike often', () => {
    const rng = stream();
    const counts = new Float64Array(7);
    for (let i = 0; i < DRAWS; i++) {
      const value = rng.below(7);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(DRAWS);
    const sd = Math.sqrt(DRAWS * (1 / 7) * (6 / 7));
    for (const count of counts) expect(Math.abs(count - DRAWS / 7)).toBeLessThan(4 * sd);
  });

  test('normal has mean 0, variance 1, no skew, and a kurtosis of 3', () => {
    const rng = stream();
    const values = draws(DRAWS, rng.normal);
    const moment = (power: number) => mean(values.map((value) => value ** power));
    expect(Math.abs(moment(1))).toBeLessThan(4 / Math.sqrt(DRAWS));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / DRAWS));
    expect(Math.abs(moment(3))).toBeLessThan(4 * Math.sqrt(15 / DRAWS));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(4 * Math.sqrt(96 / DRAWS));
    expect(values.every(Number.isFinite)).toBe(true);
  });

  test('chance holds its probability, and 0 and 1 are certain', () => {
    const rng = stream();
    const hits = draws(DRAWS, () => (rng.chance(0.3) ? 1 : 0));
    expect(Math.abs(mean(hits) - 0.3)).toBeLessThan(4 * Math.sqrt((0.3 * 0.7) / DRAWS));
    expect(draws(1000, () => (rng.chance(0) ? 1 : 0)).includes(1)).toBe(false);
    expect(draws(1000, () => (rng.chance(1) ? 1 : 0)).includes(0)).toBe(false);
  });
});
