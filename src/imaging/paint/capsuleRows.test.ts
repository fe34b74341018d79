/** The brush against the definition, pixel by pixel. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BrushLine, capsuleRows } from './capsuleRows';

const SIZE = { width: 23, height: 17 };

/** Every pixel visited, as often as it was. */
function painted(line: BrushLine): number[] {
  const counts = new Array<number>(SIZE.width * SIZE.height).fill(0);
  capsuleRows(line, SIZE, (y, from, to) => {
    for (let x = from; x <= to; x++) counts[y * SIZE.width + x] = (counts[y * SIZE.width + x] ?? 0) + 1;
  });
  return counts;
}

/** Distance of a point to the line. */
function distance(x: number, y: number, { from, to }: BrushLine): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : ((x - from.x) * dx + (y - from.y) * dy) / square;
  const held = Math.min(1, Math.max(0, along));
  return Math.hypot(x - from.x - held * dx, y - from.y - held * dy);
}

const point = fc.record({
  x: fc.double({ min: -8, max: 31, noNaN: true }),
  y: fc.double({ min: -8, max: 25, noNaN: true }),
});

describe('capsuleRows', () => {
  it('visits the pixels whose middles are within the radius, once each', () => {
    fc.assert(
      fc.property(point, point, fc.double({ min: 1, max: 9, noNaN: true }), (from, to, radius) => {
        const line = { from, to, radius };
        const counts = painted(line);
        for (let y = 0; y < SIZE.height; y++) {
          for (let x = 0; x < SIZE.width; x++) {
            const far = distance(x + 0.5, y + 0.5, line) - radius;
            // On the very edge float rounding decides.
            if (Math.abs(far) > 1e-6) expect(counts[y * SIZE.width + x]).toBe(far < 0 ? 1 : 0);
          }
        }
      }),
    );
  });

  it('paints the pixel under the pointer with the thinnest brush, wherever in it that is', () => {
    for (const [x, y] of [
      [4, 5],
      [4.99, 5.99],
      [4.5, 5.5],
    ] as const) {
      const counts = painted({ from: { x, y }, to: { x, y }, radius: 0.5 });
      expect(counts.flatMap((count, at) => (count > 0 ? [at] : []))).toEqual([5 * SIZE.width + 4]);
    }
  });

  it('visits nothing beside the image', () => {
    expect(painted({ from: { x: -9, y: 3 }, to: { x: -9, y: 9 }, radius: 4 }).every((n) => n === 0)).toBe(
      true,
    );
  });
});
