import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimate } from './decimate';

describe('decimate', () => {
  it('keeps everything that fits', () => {
    expect(decimate([3, 1, 2], 4)).toEqual([0, 1, 2]);
  });

  it('keeps first, last, lowest and highest within the limit', () => {
    const value = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 400 }),
        fc.integer({ min: 4, max: 60 }),
        (values, limit) => {
          const kept = decimate(values, limit);
          const drawn = kept.map((index) => values[index] ?? Number.NaN);
          expect(kept.length).toBeLessThanOrEqual(limit);
          expect(kept[0]).toBe(0);
          expect(kept.at(-1)).toBe(values.length - 1);
          expect(Math.min(...drawn)).toBe(Math.min(...values));
          expect(Math.max(...drawn)).toBe(Math.max(...values));
        },
      ),
    );
  });
});
