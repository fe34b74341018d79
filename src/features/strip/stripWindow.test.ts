import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ITEM_PX, stripWindow } from './stripWindow';

it('draws short strips whole', () => {
  expect(stripWindow(200, 3000, 500)).toEqual({ from: 0, to: 200 });
});

it('draws everything in sight of a long one, and not much more', () => {
  const scrolled = fc.tuple(fc.integer({ min: 201, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }));
  fc.assert(
    fc.property(scrolled, fc.integer({ min: 1, max: 4000 }), ([count, share], width) => {
      const left = share * Math.max(0, count * ITEM_PX - width);
      const { from, to } = stripWindow(count, left, width);
      expect(from * ITEM_PX).toBeLessThanOrEqual(left);
      expect(to * ITEM_PX).toBeGreaterThanOrEqual(Math.min(count * ITEM_PX, left + width));
      expect(to - from).toBeLessThanOrEqual(width / ITEM_PX + 26);
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(count);
    }),
  );
});
