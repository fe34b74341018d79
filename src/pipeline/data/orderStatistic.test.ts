import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderStatistic } from './orderStatistic';

describe('orderStatistic', () => {
  it('is what sorting finds, at every rank and for every float', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { minLength: 1, maxLength: 12 }), (values) => {
        const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
        // Adding 0 makes 0 of -0: sorting takes the two for equal.
        sorted.forEach((value, rank) => {
          expect(orderStatistic(values, 0, 1, rank) + 0).toBe(value + 0);
        });
        expect(orderStatistic(values, 0, 1, sorted.length)).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  it('tells near neighbours and repeated values apart, in its channel only', () => {
    const next = 1 + Number.EPSILON;
    const data = [next, 7, 1, -9, -1, 7, 1, 0];
    expect([0, 1, 2, 3].map((rank) => orderStatistic(data, 0, 2, rank))).toEqual([-1, 1, 1, next]);
  });
});
