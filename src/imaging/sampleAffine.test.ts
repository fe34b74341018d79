import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Affine } from './affine';
import { mirrorIndex } from './mirror';
import { nearestPixels, sampleBilinear } from './sampleAffine';
import { readTile } from './tiles';

const IDENTITY: Affine = { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0 };
const coefficient = fc.double({ min: -1.5, max: 1.5, noNaN: true });
const offset = fc.double({ min: -30, max: 30, noNaN: true });
const anyMap = fc.record({
  xx: coefficient,
  xy: coefficient,
  x0: offset,
  yx: coefficient,
  yy: coefficient,
  y0: offset,
});
const side = fc.integer({ min: 1, max: 12 });

function raster(width: number, height: number, channels: number, value: (i: number) => number) {
  const data = Float32Array.from({ length: width * height * channels }, (_, i) => value(i));
  return { width, height, channels, data };
}

const rough = (i: number) => ((i * 7919) % 101) / 10 - 5;

function pointOf(map: Affine, i: number, size: number): [number, number] {
  const [x, y] = [i % size, Math.floor(i / size)];
  return [map.xx * x + map.xy * y + map.x0, map.yx * x + map.yy * y + map.y0];
}

describe('sampleBilinear', () => {
  test('a shift by whole pixels is a tile, bit by bit, -0 included', () => {
    fc.assert(
      fc.property(side, side, fc.integer({ min: 1, max: 3 }), fc.nat(20), fc.nat(20), (w, h, c, x, y) => {
        const image = raster(w, h, c, (i) => (i % 3 === 0 ? -0 : rough(i)));
        const [inX, inY] = [x - 10, y - 10];
        const sampled = sampleBilinear(image, { ...IDENTITY, x0: inX, y0: inY }, 6);
        expect(new Uint32Array(sampled.buffer)).toEqual(
          new Uint32Array(readTile(image, { inX, inY }, 6).buffer),
        );
      }),
    );
  });

  test('halfway between pixels is their mean', () => {
    const image = raster(2, 2, 1, (i) => [1, 3, 5, 11][i] ?? 0);
    expect([...sampleBilinear(image, { ...IDENTITY, x0: 0.5 }, 1)]).toEqual([2]);
    expect([...sampleBilinear(image, { ...IDENTITY, y0: 0.5 }, 1)]).toEqual([3]);
    expect([...sampleBilinear(image, { ...IDENTITY, x0: 0.5, y0: 0.5 }, 1)]).toEqual([5]);
  });

  test('reproduces a plane wherever the point lies inside the image', () => {
    const image = raster(20, 20, 1, (i) => 2 * (i % 20) - 3 * Math.floor(i / 20) + 1);
    fc.assert(
      fc.property(anyMap, (map) => {
        sampleBilinear(image, map, 5).forEach((value, i) => {
          const [x, y] = pointOf(map, i, 5);
          if (x >= 0 && y >= 0 && x <= 19 && y <= 19) expect(value).toBeCloseTo(2 * x - 3 * y + 1, 4);
        });
      }),
    );
  });

  test('equals the four-weights formula on mirrored pixels, channel by channel', () => {
    fc.assert(
      fc.property(side, side, anyMap, (width, height, map) => {
        const image = raster(width, height, 2, rough);
        const pixel = (x: number, y: number, c: number) =>
          image.data[(mirrorIndex(y, height) * width + mirrorIndex(x, width)) * 2 + c] ?? Number.NaN;
        sampleBilinear(image, map, 4).forEach((value, i) => {
          const [x, y] = pointOf(map, i >> 1, 4);
          const [l, t] = [Math.floor(x), Math.floor(y)];
          const weight = (dx: number, dy: number) => (1 - Math.abs(x - l - dx)) * (1 - Math.abs(y - t - dy));
          const corners = [0, 1].flatMap((dy) =>
            [0, 1].map((dx) => weight(dx, dy) * pixel(l + dx, t + dy, i & 1)),
          );
          expect(value).toBeCloseTo(
            corners.reduce((a, b) => a + b),
            4,
          );
        });
      }),
    );
  });
});

describe('nearestPixels', () => {
  test('is the pixel at most half a pixel away, mirrored', () => {
    // Whole 64ths, so that points are exact and a tie is a tie.
    const part = fc.integer({ min: -1920, max: 1920 }).map((n) => n / 64);
    const map = fc.record({ xx: part, xy: part, x0: part, yx: part, yy: part, y0: part });
    fc.assert(
      fc.property(side, side, map, (width, height, m) => {
        nearestPixels({ width, height }, m, 4).forEach((index, i) => {
          const [x, y] = pointOf(m, i, 4);
          const [column, row] = [Math.ceil(x - 0.5), Math.ceil(y - 0.5)];
          const tied = [column, column === x - 0.5 ? column + 1 : column];
          const tiedRows = [row, row === y - 0.5 ? row + 1 : row];
          const near = tiedRows.flatMap((r) =>
            tied.map((c) => mirrorIndex(r, height) * width + mirrorIndex(c, width)),
          );
          expect(near.map((n) => n + 0)).toContain(index);
        });
      }),
    );
  });
});
