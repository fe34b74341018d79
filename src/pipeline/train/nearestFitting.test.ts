import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearestFitting } from './nearestFitting';

test('finds what counting down from the wanted value finds', () => {
  const value = fc.integer({ min: 1, max: 300 });
  fc.assert(
    fc.property(value, value, value, (wanted, least, limit) => {
      let expected: number | null = null;
      for (let at = wanted - 1; at >= least && expected === null; at--) if (at <= limit) expected = at;
      expect(nearestFitting(wanted, least, (at) => at <= limit)).toBe(expected);
    }),
  );
});
