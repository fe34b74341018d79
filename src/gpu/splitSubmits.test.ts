import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitSubmits } from './splitSubmits';

test('keeps the order, and no group of several is longer than the limit', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 80 })), (times) => {
      const groups = splitSubmits(times, (ms) => ms, 50);
      expect(groups.flat()).toEqual(times);
      for (const group of groups) {
        expect(group.length).toBeGreaterThan(0);
        if (group.length > 1) expect(group.reduce((a, b) => a + b)).toBeLessThanOrEqual(50);
      }
    }),
  );
});

test('without measurements everything is one submit', () => {
  expect(splitSubmits([1, 2, 3], () => undefined)).toEqual([[1, 2, 3]]);
  expect(splitSubmits([], () => undefined)).toEqual([]);
});
