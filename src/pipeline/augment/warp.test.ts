import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Example } from '../../domain/example';
import { readTile } from '../../imaging/tiles';
import { patchAffine } from './patchAffine';
import { warpPatch } from './warp';

const STILL = { flipHorizontal: false, flipVertical: false, rotation: 0 };

/** Labels, ignore mask and intensities are all known functions of the pixel's index. */
function example(width: number, height: number, channels = 1): Example {
  const pixels = width * height;
  return {
    id: 'numbered',
    image: {
      width,
      height,
      channels,
      data: Float32Array.from({ length: pixels * channels }, (_, i) => Math.sin(i * 1.7)),
    },
    labels: {
      width,
      height,
      classes: Uint8Array.from({ length: pixels }, (_, i) => i % 5),
      ignore: Uint8Array.from({ length: pixels }, (_, i) => (i % 7 === 0 ? 1 : 0)),
      instances: null,
    },
  };
}

const WEIGHTS = [0.5, 1, 2, 4, 8];

function warped(
  source: Example,
  transform: Parameters<typeof patchAffine>[0],
  x: number,
  y: number,
  size: number,
) {
  const map = patchAffine(transform, x, y, size);
  return warpPatch(source, map, { inputSize: size, outputSize: size }, WEIGHTS);
}

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
const EXACT: readonly (readonly [string, typeof STILL, Move])[] = [
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
        const source = example(7, 9, 2);
        const patch = warped(source, STILL, x, y, 6);
        expect(patch.image).toEqual(readTile(source.image, { inX: x, inY: y }, 6));
      }),
    );
  });

  test.each(EXACT)('a %s moves image, labels and weights exactly', (_, transform, where) => {
    for (const size of [6, 7]) {
      const source = example(9, 8, 2);
      const plain = warped(source, STILL, 1, -2, size);
      const turned = warped(source, transform, 1, -2, size);
      const to = (x: number, y: number) => where(x, y, size - 1);
      expect([...turned.image]).toEqual(moved(plain.image, size, to));
      expect([...turned.labels]).toEqual(moved(plain.labels, size, to));
      expect([...turned.weights]).toEqual(moved(plain.weights, size, to));
    }
  });
});

describe('warpPatch, labels', () => {
  test('the label square is the middle of the input, under the same map', () => {
    const source = example(20, 20);
    const map = patchAffine({ ...STILL, rotation: 33 }, 2, 3, 12);
    const whole = warpPatch(source, map, { inputSize: 12, outputSize: 12 }, WEIGHTS);
    const middle = warpPatch(source, map, { inputSize: 12, outputSize: 6 }, WEIGHTS);
    const rows = Array.from({ length: 6 }, (_, y) => [
      ...whole.labels.slice((y + 3) * 12 + 3, (y + 3) * 12 + 9),
    ]);
    expect([...middle.labels]).toEqual(rows.flat());
    expect(middle.image).toEqual(whole.image);
  });

  test('weights are those of the classes, 0 where ignored', () => {
    const source = example(6, 6);
    const patch = warped(source, STILL, 0, 0, 6);
    const expected = Array.from({ length: 36 }, (_, i) => (i % 7 === 0 ? 0 : WEIGHTS[i % 5]));
    expect([...patch.weights]).toEqual(expected);
  });

  test('labels follow the image: where intensities are far from the threshold, both agree', () => {
    const [size, width] = [24, 40];
    const wave = (i: number) => Math.sin((i % width) / 4) + Math.cos(Math.floor(i / width) / 5);
    const data = Float32Array.from({ length: width * width }, (_, i) => wave(i));
    const source: Example = {
      id: 'wave',
      image: { width, height: width, channels: 1, data },
      labels: {
        width,
        height: width,
        classes: Uint8Array.from(data, (v) => (v > 0 ? 1 : 0)),
        ignore: null,
        instances: null,
      },
    };
    // Slopes are at most 1/4 and 1/5 a pixel, and the nearest pixel is at most half a pixel off in x and in y.
    const slack = 0.5 / 4 + 0.5 / 5 + 0.05;
    const transform = fc.record({
      flipHorizontal: fc.boolean(),
      flipVertical: fc.boolean(),
      rotation: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(
        transform,
        fc.integer({ min: -4, max: 20 }),
        fc.integer({ min: -4, max: 20 }),
        (t, x, y) => {
          const { image, labels } = warped(source, t, x, y, size);
          const wrong = image.filter((v, i) => Math.abs(v) > slack && (v > 0 ? 1 : 0) !== labels[i]);
          expect(wrong.length).toBe(0);
          expect(image.filter((v) => Math.abs(v) > slack).length).toBeGreaterThan(size ** 2 / 3);
        },
      ),
    );
  });

  test('refuses an example without labels, a class without weight, an output off the centre', () => {
    const source = example(4, 4);
    const map = patchAffine(STILL, 0, 0, 4);
    const square = { inputSize: 4, outputSize: 4 };
    expect(() => warpPatch({ ...source, labels: null }, map, square, WEIGHTS)).toThrow('labels of numbered');
    expect(() => warpPatch(source, map, square, [1, 1])).toThrow('weight of a class');
    expect(() => warpPatch(source, map, { inputSize: 4, outputSize: 3 }, WEIGHTS)).toThrow('not centred');
  });
});
