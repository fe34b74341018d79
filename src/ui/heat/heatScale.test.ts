import fc from 'fast-check';
import { expect, it } from 'vitest';
import { viridis } from '../../common/viridis';
import { heatPlace, heatWord, roundedUp } from './heatScale';

it.each([
  [0, 1],
  [1, 1],
  [1.01, 2],
  [10.9, 20],
  [0.3, 0.5],
  [51, 100],
])('a legend for amounts to %d ends at %d', (max, end) => expect(roundedUp(max)).toBeCloseTo(end, 12));

it('no amount lies beyond the legend, which is at most 2.5 times too long', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e4, noNaN: true }), (max) => {
      const end = roundedUp(max);
      expect(end).toBeGreaterThanOrEqual(max * (1 - 1e-5));
      expect(end).toBeLessThanOrEqual(2.5 * max * (1 + 1e-5));
    }),
  );
});

it('colours an amount as the place it has on the legend', () => {
  for (const amount of [0, 1, 5, 20]) {
    const bytes = new Uint8Array(new Uint32Array([heatWord(amount, 20)]).buffer);
    const wanted = viridis(heatPlace(amount, 20));
    for (const channel of [0, 1, 2] as const) {
      expect(Math.abs((bytes[channel] ?? 0) - wanted[channel])).toBeLessThanOrEqual(2);
    }
    expect(bytes[3]).toBe(255);
  }
  expect(heatWord(99, 20)).toBe(heatWord(20, 20));
});
