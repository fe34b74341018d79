import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChannelHistogram } from '../../domain/intensity';
import { startWindow, windowBetween, withEnd } from './startWindow';

const histogram = (low: number, high: number, bins: readonly number[]): ChannelHistogram => ({
  low,
  high,
  bins,
  mean: 0,
  sd: 1,
  window: { low, high },
});

describe('startWindow', () => {
  it('leaves rare values at the ends out', () => {
    expect(startWindow(histogram(0, 100, [1, 0, 500, 500, 0, 1]))).toEqual({
      low: expect.closeTo(100 / 3),
      high: expect.closeTo(200 / 3),
    });
  });

  it('is the whole range where the ends are common, and not empty for a constant channel', () => {
    expect(startWindow(histogram(33_007, 36_863, [9, 1, 1, 9]))).toEqual({ low: 33_007, high: 36_863 });
    expect(startWindow(histogram(7, 7, [12, 0, 0]))).toEqual({ low: 7, high: 8 });
  });

  it('holds at least 99 % of the pixels, whatever the histogram', () => {
    const bins = fc.array(fc.nat(1000), { minLength: 1, maxLength: 64 }).filter((all) => all.some(Boolean));
    fc.assert(
      fc.property(bins, (counts) => {
        const { low, high } = startWindow(histogram(0, counts.length, counts));
        const inside = counts.filter((_, bin) => bin >= low - 0.5 && bin < high - 0.5);
        const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
        expect(high).toBeGreaterThan(low);
        expect(sum(inside)).toBeGreaterThanOrEqual(0.99 * sum(counts));
      }),
    );
  });
});

describe('withEnd', () => {
  const range = { low: 0, high: 100 };
  it('keeps within the range and never turns the window round', () => {
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 150 }), fc.constantFrom('low', 'high'), (value, end) => {
        const moved = withEnd({ low: 20, high: 60 }, end, value, range);
        expect(moved.low).toBeGreaterThanOrEqual(0);
        expect(moved.high).toBeLessThanOrEqual(100);
        expect(moved.high).toBeGreaterThan(moved.low);
        expect(end === 'low' ? moved.high : moved.low).toBe(end === 'low' ? 60 : 20);
      }),
    );
  });
});

describe('windowBetween', () => {
  it('goes from the lesser to the larger value, within the range, and is never empty', () => {
    const range = { low: 0, high: 100 };
    expect(windowBetween(70, 20, range)).toEqual({ low: 20, high: 70 });
    const value = fc.integer({ min: -50, max: 150 });
    fc.assert(
      fc.property(value, value, (one, other) => {
        const window = windowBetween(one, other, range);
        expect(0 <= window.low && window.low < window.high && window.high <= 100).toBe(true);
        expect(window).toEqual(windowBetween(other, one, range));
      }),
    );
  });
});
