import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSameData } from './isSameData';

test('says of two values what their JSON says, once keys are in order', () => {
  const value = fc.jsonValue({ maxDepth: 3 });
  const ordered = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(ordered);
    if (typeof one !== 'object' || one === null) return one;
    const entries = Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1));
    // An object without keys is no empty list.
    return { entries: entries.map(([key, own]) => [key, ordered(own)]) };
  };
  fc.assert(
    fc.property(value, value, (one, other) => {
      expect(isSameData(one, structuredClone(one))).toBe(true);
      // JSON has one zero.
      fc.pre(!JSON.stringify([one, other]).includes('-0') && !hasMinusZero(one) && !hasMinusZero(other));
      expect(isSameData(one, other)).toBe(JSON.stringify(ordered(one)) === JSON.stringify(ordered(other)));
    }),
  );
  expect(isSameData({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(true);
  expect(isSameData([], {})).toBe(false);
});

function hasMinusZero(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some(hasMinusZero);
  return Object.is(value, -0);
}
