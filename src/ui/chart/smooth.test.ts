import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smooth } from './smooth';

describe('smooth', () => {
  it('starts at the first value, without a pull to zero', () => {
    expect(smooth([5, 5, 5], 20)[0]).toBeCloseTo(5, 12);
  });

  it('weighs as the closed form does', () => {
    const decay = 1 - 2 / 4;
    const [, , third] = smooth([1, 2, 4], 3);
    const expected = (4 + 2 * decay + 1 * decay ** 2) / (1 + decay + decay ** 2);
    expect(third).toBeCloseTo(expected, 12);
  });

  it('stays between the lowest and the highest value so far', () => {
    const value = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), fc.integer({ min: 2, max: 50 }), (values, span) => {
        const last = smooth(values, span).at(-1) ?? Number.NaN;
        expect(last).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
        expect(last).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
      }),
    );
  });

  it('carries over values that are not finite', () => {
    expect(smooth([2, Number.NaN, 2], 5)).toEqual([2, 2, 2]);
  });
});
