import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTile } from '../../imaging/tiles';
import { STILL } from '../../testing/stillTransform';
import { numberedExample, warped } from '../../testing/warped';
import type { PatchTransform } from './drawTransform';

/** result(x, y) = source(where(x, y)), pixel by pixel, on [size, size, channels]. */
function moved<T extends Float32Array | Uint8Array>(
  square: T,
  size: number,
  where: (x: number, y: number) => readonly [number, number],
): number[] {
  const channels = square.length / size ** 2;
  return Array.from({ length: square.length }, (_, i) => {
    const pixel = Math.floor(i / channels);
    const [x, y] = where(pixel % size, Math.floor(pixel / size));
    return square[(y * size + x) * channels + (i % channels)] ?? Number.NaN;
  });
}

type Move = (x: number, y: number, last: number) => readonly [number, number];

/** Where each pixel of the result comes from. A turn by +90 degrees is clockwise: the left column becomes the top row. */
const EXACT: readonly (readonly [string, PatchTransform, Move])[] = [
  ['shift by whole pixels', { ...STILL, shiftX: 2, shiftY: -1 }, (x, y) => [x - 2, y + 1]],
  ['left-right flip', { ...STILL, flipHorizontal: true }, (x, y, last) => [last - x, y]],
  ['top-bottom flip', { ...STILL, flipVertical: true }, (x, y, last) => [x, last - y]],
  ['quarter turn', { ...STILL, rotation: 90 }, (x, y, last) => [y, last - x]],
  ['quarter turn back', { ...STILL, rotation: -90 }, (x, y, last) => [last - y, x]],
  ['half turn', { ...STILL, rotation: 180 }, (x, y, last) => [last - x, last - y]],
  [
    'flip, then quarter turn',
    { ...STILL, flipHorizontal: true, rotation: 90 },
    (x, y, last) => [last - y, last - x],
  ],
];

describe('warpPatch, exact maps', () => {
  test('the identity is a crop, bit by bit, also over the border', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }), (x, y) => {
        const source = numberedExample(7, 9, 2);
        const patch = warped(source, STILL, x, y, 6);
        expect(patch.image).toEqual(readTile(source.image, { inX: x, inY: y }, 6));
      }),
    );
  });

  test.each(EXACT)('a %s moves image, labels and weights exactly', (_, transform, where) => {
    for (const size of [6, 7]) {
      const source = numberedExample(9, 8, 2);
      const plain = warped(source, STILL, 1, -2, size);
      const turned = warped(source, transform, 1, -2, size);
      const to = (x: number, y: number) => where(x, y, size - 1);
      if (transform.shiftX !== 0) {
        expect(turned).toEqual(warped(source, STILL, -1, -1, size));
        continue;
      }
      expect([...turned.image]).toEqual(moved(plain.image, size, to));
      expect([...turned.labels]).toEqual(moved(plain.labels, size, to));
      expect([...turned.weights]).toEqual(moved(plain.weights, size, to));
    }
  });
});
