import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnHistogram } from './columnHistogram';

describe('columnHistogram', () => {
  it('counts every value once, between the least and the largest', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, (all) => {
        const histogram = columnHistogram(all, null);
        expect(histogram?.bins.reduce((sum, count) => sum + count, 0)).toBe(all.length);
        expect(histogram?.window).toEqual({ low: Math.min(...all), high: Math.max(...all) });
      }),
    );
  });

  it('puts values into equal parts of the range', () => {
    expect(columnHistogram([0, 1, 2, 4], { low: 1, high: 2 })).toMatchObject({
      bins: [1, 1, 1, 1],
      mean: 1.75,
      window: { low: 1, high: 2 },
    });
    expect(columnHistogram([], null)).toBeNull();
  });
});
