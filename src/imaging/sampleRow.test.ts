import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FloatRaster } from '../domain/raster';
import { mirrorIndex } from './mirror';
import { type Placement, placementOf } from './placement';
import { cubicRow, linearRow, nearestRow, type PointRow } from './sampleRow';

const SAME: Placement = { scaleX: 1, x0: 0, scaleY: 1, y0: 0 };
const side = fc.integer({ min: 1, max: 12 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

function raster(width: number, height: number, channels: number, value: (i: number) => number): FloatRaster {
  const data = Float32Array.from({ length: width * height * channels }, (_, i) => value(i));
  return { width, height, channels, data };
}

const rough = (i: number) => ((i * 7919) % 101) / 10 - 5;

function row(points: readonly (readonly [number, number])[]): PointRow {
  return { x: Float64Array.from(points, ([x]) => x), y: Float64Array.from(points, ([, y]) => y) };
}

function read(how: typeof cubicRow, image: FloatRaster, points: PointRow, place = SAME): Float32Array {
  const out = new Float32Array(points.x.length * image.channels).fill(Number.NaN);
  how(image, place, points, out, 0);
  return out;
}

/** Every pixel of an image as a point, in order. */
function allPixels(width: number, height: number) {
  return row(Array.from({ length: width * height }, (_, i) => [i % width, Math.floor(i / width)] as const));
}

/** Keys 1981, eq. 15 with a = -1/2, as a kernel of the distance. */
function keys(distance: number): number {
  const d = Math.abs(distance);
  if (d < 1) return 1.5 * d ** 3 - 2.5 * d ** 2 + 1;
  return d < 2 ? -0.5 * d ** 3 + 2.5 * d ** 2 - 4 * d + 2 : 0;
}

function tent(distance: number): number {
  return Math.max(0, 1 - Math.abs(distance));
}

/** The sum over a window of pixels, mirrored: the definition. */
function convolved(
  image: FloatRaster,
  kernel: (d: number) => number,
  x: number,
  y: number,
  c: number,
): number {
  const { width, height, channels, data } = image;
  let sum = 0;
  for (let j = Math.floor(y) - 3; j <= Math.floor(y) + 3; j++) {
    for (let i = Math.floor(x) - 3; i <= Math.floor(x) + 3; i++) {
      const pixel = (mirrorIndex(j, height) * width + mirrorIndex(i, width)) * channels + c;
      sum += kernel(x - i) * kernel(y - j) * (data[pixel] ?? 0);
    }
  }
  return sum;
}

describe.each([
  ['cubicRow', cubicRow, keys],
  ['linearRow', linearRow, tent],
] as const)('%s', (_, how, kernel) => {
  test('copies pixels bit by bit where points are their centres, -0 included', () => {
    fc.assert(
      fc.property(side, side, fc.integer({ min: 1, max: 3 }), (width, height, channels) => {
        const image = raster(width, height, channels, (i) => (i % 3 === 0 ? -0 : rough(i)));
        const copy = read(how, image, allPixels(width, height));
        expect(new Uint32Array(copy.buffer)).toEqual(new Uint32Array(image.data.buffer));
      }),
    );
  });

  test('equals the kernel summed over mirrored pixels, in every channel', () => {
    fc.assert(
      fc.property(side, side, share, share, (width, height, u, v) => {
        const image = raster(width, height, 2, rough);
        const [x, y] = [u * (width - 1), v * (height - 1)];
        const [first, second] = read(how, image, row([[x, y]]));
        expect(first).toBeCloseTo(convolved(image, kernel, x, y, 0), 4);
        expect(second).toBeCloseTo(convolved(image, kernel, x, y, 1), 4);
      }),
      { numRuns: 300 },
    );
  });

  test('reproduces a plane', () => {
    const image = raster(20, 20, 1, (i) => 2 * (i % 20) - 3 * Math.floor(i / 20) + 1);
    fc.assert(
      fc.property(share, share, (u, v) => {
        const [x, y] = [2 + 15 * u, 2 + 15 * v];
        expect(read(how, image, row([[x, y]]))[0]).toBeCloseTo(2 * x - 3 * y + 1, 4);
      }),
    );
  });

  test('reads a raster of another size at the same place', () => {
    const frame = { width: 40, height: 30 };
    const ramp = (width: number) =>
      raster(width, (width * 3) / 4, 1, (i) => ((i % width) + 0.5) * (40 / width));
    for (const width of [40, 20, 80]) {
      const image = ramp(width);
      const values = read(
        how,
        image,
        row([
          [10, 10],
          [20.25, 15],
        ]),
        placementOf(image, frame),
      );
      expect(values[0]).toBeCloseTo(10.5, 4);
      expect(values[1]).toBeCloseTo(20.75, 4);
    }
  });
});

test('cubicRow meets a parabola exactly, linearRow does not', () => {
  const image = raster(20, 5, 1, (i) => (i % 20) ** 2);
  const points = row([[7.5, 2]]);
  expect(read(cubicRow, image, points)[0]).toBeCloseTo(56.25, 4);
  expect(read(linearRow, image, points)[0]).toBeCloseTo(56.5, 4);
});

test('nearestRow is the pixel at most half a pixel away', () => {
  // Whole 64ths, so that a tie is a tie.
  const part = fc.integer({ min: 0, max: 64 * 11 }).map((n) => n / 64);
  fc.assert(
    fc.property(side, side, part, part, (width, height, u, v) => {
      const [x, y] = [Math.min(u, width - 1), Math.min(v, height - 1)];
      const out = new Int32Array(1);
      nearestRow({ width, height }, SAME, row([[x, y]]), out);
      const pixel = out[0] ?? -1;
      expect(Math.abs((pixel % width) - x)).toBeLessThanOrEqual(0.5);
      expect(Math.abs(Math.floor(pixel / width) - y)).toBeLessThanOrEqual(0.5);
    }),
  );
});
