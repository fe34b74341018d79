import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeRows, ROW_HEIGHT, rowAfterKey, scrolledTo } from './tableWindow';

describe('madeRows', () => {
  it('makes every row that is seen, and few others', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(300_000), fc.nat(2000), (count, top, height) => {
        const { first, end } = madeRows(top, height, count);
        expect(0 <= first && first <= end && end <= count).toBe(true);
        expect(end - first).toBeLessThanOrEqual(height / ROW_HEIGHT + 18);
        const seen = Array.from({ length: Math.ceil(height / ROW_HEIGHT) }, (_, row) =>
          Math.floor(top / ROW_HEIGHT + row),
        ).filter((row) => row < count);
        for (const row of seen) expect(first <= row && row < end).toBe(true);
      }),
    );
  });
});

describe('scrolledTo', () => {
  it('brings a row into view and moves nothing for one that is', () => {
    expect(scrolledTo(0, 100, 240)).toBe(0);
    expect(scrolledTo(9, 0, 240)).toBe(0);
    expect(scrolledTo(10, 0, 240)).toBe(ROW_HEIGHT);
  });
});

describe('rowAfterKey', () => {
  it('moves by rows, by pages and to the ends, and stays within', () => {
    const goes = (key: string, at = 5) => rowAfterKey(key, at, 10, 4);
    expect(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'].map((key) => goes(key))).toEqual([
      6, 4, 9, 1, 0, 9,
    ]);
    expect([goes('ArrowDown', 9), goes('ArrowUp', 0), goes('ArrowDown', -1), goes('ArrowUp', -1)]).toEqual([
      9, 0, 0, 9,
    ]);
    expect(goes('a')).toBeNull();
    expect(rowAfterKey('Home', -1, 0, 4)).toBeNull();
  });
});
