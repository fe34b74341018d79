import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FloatRaster } from '../domain/raster';
import { areaShrink, halved } from './areaShrink';

const side = fc.integer({ min: 1, max: 14 });

function raster(width: number, height: number, channels: number): FloatRaster {
  const data = Float32Array.from(
    { length: width * height * channels },
    (_, i) => ((i * 7919) % 101) / 10 - 5,
  );
  return { width, height, channels, data };
}

/** Length of the overlap of [a, b) and [c, d). */
function overlap(a: number, b: number, c: number, d: number): number {
  return Math.max(0, Math.min(b, d) - Math.max(a, c));
}

/** The mean of the image, as a function that is constant within a pixel, over a target pixel. */
function meanOver(
  image: FloatRaster,
  to: { width: number; height: number },
  x: number,
  y: number,
  c: number,
) {
  const [stepX, stepY] = [image.width / to.width, image.height / to.height];
  let sum = 0;
  for (let j = 0; j < image.height; j++) {
    for (let i = 0; i < image.width; i++) {
      const share =
        overlap(i, i + 1, x * stepX, (x + 1) * stepX) * overlap(j, j + 1, y * stepY, (y + 1) * stepY);
      sum += share * (image.data[(j * image.width + i) * image.channels + c] ?? 0);
    }
  }
  return sum / (stepX * stepY);
}

test('every pixel is the mean over the area that it covers', () => {
  fc.assert(
    fc.property(side, side, side, side, (a, b, c, d) => {
      const image = raster(Math.max(a, b), Math.max(c, d), 2);
      const small = areaShrink(image, Math.min(a, b), Math.min(c, d));
      small.data.forEach((value, i) => {
        const pixel = i >> 1;
        const [x, y] = [pixel % small.width, Math.floor(pixel / small.width)];
        expect(value).toBeCloseTo(meanOver(image, small, x, y, i & 1), 4);
      });
    }),
  );
});

test('the same size is the same object, and enlarging is refused', () => {
  const image = raster(5, 4, 1);
  expect(areaShrink(image, 5, 4)).toBe(image);
  expect(() => areaShrink(image, 6, 4)).toThrow('a shrink shrinks');
});

test('half an even image is its area mean; at an odd edge pixels stand for themselves', () => {
  const even = raster(8, 6, 3);
  const expected = areaShrink(even, 4, 3).data;
  halved(even).data.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i] ?? 0, 5);
  });
  const odd = halved({ width: 3, height: 1, channels: 1, data: Float32Array.of(1, 3, 7) });
  expect([odd.width, odd.height, ...odd.data]).toEqual([2, 1, 2, 7]);
});
