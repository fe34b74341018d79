import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Affine, shifted } from './affine';

const number = fc.integer({ min: -50, max: 50 });
const map = fc.record({ xx: number, xy: number, x0: number, yx: number, yy: number, y0: number });

function at(m: Affine, x: number, y: number): number[] {
  return [m.xx * x + m.xy * y + m.x0, m.yx * x + m.yy * y + m.y0];
}

test('a shifted map is the map at shifted points', () => {
  fc.assert(
    fc.property(map, number, number, number, number, (m, dx, dy, x, y) => {
      expect(at(shifted(m, dx, dy), x, y)).toEqual(at(m, x + dx, y + dy));
    }),
  );
});
