import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mirrorIndex } from './mirror';
import { TileSums } from './tileSums';
import {
  readTile,
  seamGrid,
  type Tile,
  type TileGeometry,
  tileRows,
  tilesOf,
  writeTileLabels,
} from './tiles';

const geometry = fc
  .record({ depth: fc.nat(3), margin: fc.nat(9), extra: fc.nat(12) })
  .map(({ depth, margin, extra }): TileGeometry => {
    const alignment = 2 ** depth;
    const core = alignment + extra;
    return { inputSize: core + 2 * margin, core, margin, alignment };
  });
const side = fc.integer({ min: 1, max: 45 });
const channels = fc.integer({ min: 1, max: 3 });

const planTiles = (width: number, height: number, g: TileGeometry) => [
  ...tilesOf(seamGrid(width, height, g)),
];

/** Every value is its own index, so that any mix-up shows. */
function numbered(width: number, height: number, depth: number) {
  const data = Float32Array.from({ length: width * height * depth }, (_, i) => i);
  return { width, height, channels: depth, data };
}

/** The middle [core, core] of a tile's input: what a network that changes nothing would answer. */
function centre(input: Float32Array, { inputSize, core, margin }: TileGeometry, depth: number): Float32Array {
  const out = new Float32Array(core * core * depth);
  for (let y = 0; y < core; y++) {
    const from = ((y + margin) * inputSize + margin) * depth;
    out.set(input.subarray(from, from + core * depth), y * core * depth);
  }
  return out;
}

function planar(image: ReturnType<typeof numbered>): number[] {
  const planes = Array.from({ length: image.channels }, (_, c) => c);
  return planes.flatMap((c) => [...image.data.filter((_, i) => i % image.channels === c)]);
}

describe('seamGrid', () => {
  test('the parts are the image, each pixel once', () => {
    fc.assert(
      fc.property(side, side, geometry, (width, height, g) => {
        const hits = new Uint8Array(width * height);
        for (const tile of planTiles(width, height, g))
          eachPixel(tile, (x, y) => count(hits, x, y, width, height));
        expect(hits.every((n) => n === 1)).toBe(true);
      }),
    );
  });

  test('tiles start on the pooling grid', () => {
    fc.assert(
      fc.property(side, side, geometry, (width, height, g) => {
        for (const { inX, inY } of planTiles(width, height, g)) {
          expect(Math.abs((inX + g.margin) % g.alignment)).toBe(0);
          expect(Math.abs((inY + g.margin) % g.alignment)).toBe(0);
        }
      }),
    );
  });

  test('a part lies inside its core and under its input', () => {
    fc.assert(
      fc.property(side, side, geometry, (width, height, g) => {
        for (const tile of planTiles(width, height, g)) {
          expect(Math.min(tile.cropX, tile.cropY)).toBeGreaterThanOrEqual(0);
          expect(tile.cropX + tile.outWidth).toBeLessThanOrEqual(g.core);
          expect(tile.cropY + tile.outHeight).toBeLessThanOrEqual(g.core);
          expect(tile.outX).toBe(tile.inX + g.margin + tile.cropX);
          expect(tile.outY).toBe(tile.inY + g.margin + tile.cropY);
        }
      }),
    );
  });

  test('an image that fits into the core is one tile', () => {
    const tiles = planTiles(5, 8, { inputSize: 20, core: 10, margin: 5, alignment: 4 });
    expect(tiles).toMatchObject([
      { inX: -5, inY: -5, outX: 0, outY: 0, outWidth: 5, outHeight: 8, cropX: 0, cropY: 0 },
    ]);
  });

  test('the paper: 512 px with 388 px cores take steps of 384 px, seams in the middle of the overlap', () => {
    const tiles = planTiles(512, 388, { inputSize: 572, core: 388, margin: 92, alignment: 16 });
    expect(tiles.map(({ inX, outX, outWidth, cropX }) => [inX, outX, outWidth, cropX])).toEqual([
      [-92, 0, 386, 0],
      [292, 386, 126, 2],
    ]);
  });

  test.each([
    ['core smaller than the grid', { inputSize: 11, core: 3, margin: 4, alignment: 4 }],
    ['core that is not input minus margins', { inputSize: 16, core: 9, margin: 4, alignment: 4 }],
    ['broken pixels', { inputSize: 16.5, core: 8.5, margin: 4, alignment: 4 }],
    ['negative margin', { inputSize: 8, core: 12, margin: -2, alignment: 4 }],
  ])('refuses a %s', (_, g) => {
    expect(() => planTiles(20, 20, g)).toThrow('Invariant broken');
  });

  test('refuses an empty image', () => {
    expect(() => planTiles(0, 4, { inputSize: 8, core: 8, margin: 0, alignment: 4 })).toThrow('0 x 4');
  });
});

describe('readTile', () => {
  test('reads mirrored pixels, never outside the image', () => {
    fc.assert(
      fc.property(side, side, channels, geometry, (width, height, depth, g) => {
        const image = numbered(width, height, depth);
        for (const tile of planTiles(width, height, g)) {
          expect([...readTile(image, tile, g.inputSize)]).toEqual(mirrored(image, tile, g.inputSize));
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('tileRows', () => {
  test('are the rows that are read, so that the rest need not be there', () => {
    fc.assert(
      fc.property(side, side, channels, geometry, (width, height, depth, g) => {
        const image = numbered(width, height, depth);
        for (const tile of planTiles(width, height, g)) {
          const [first, end] = tileRows(tile.inY, g.inputSize, height);
          expect(end - first).toBeLessThanOrEqual(g.inputSize);
          const data = image.data.slice(first * width * depth, end * width * depth);
          const found = readTile({ ...image, data, top: first }, tile, g.inputSize);
          expect([...found]).toEqual(mirrored(image, tile, g.inputSize));
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('TileSums', () => {
  test('cutting and reassembling is the identity, with the output as large as the core or as the input', () => {
    fc.assert(
      fc.property(side, side, channels, geometry, fc.boolean(), (width, height, depth, g, cropped) => {
        const image = numbered(width, height, depth);
        const grid = seamGrid(width, height, g);
        const sums = new TileSums(grid, depth);
        const found = new Float32Array(image.data.length).fill(-1);
        grid.rows.forEach((row, r) => {
          for (const tile of tilesOf({ ...grid, rows: [row] })) {
            const input = readTile(image, tile, g.inputSize);
            const data = cropped ? centre(input, g, depth) : input;
            sums.add({ size: cropped ? g.core : g.inputSize, channels: depth, data }, tile);
          }
          const strip = sums.take(grid.rows[r + 1]?.from ?? height);
          const length = strip.height * width;
          for (let c = 0; c < depth; c++) {
            const plane = strip.data.subarray(c * length, (c + 1) * length);
            found.set(plane, (c * height + strip.y) * width);
          }
        });
        expect([...found]).toEqual(planar(image));
      }),
    );
  });

  test('refuses another number of channels, a core that is not centred, and a row out of turn', () => {
    const grid = seamGrid(1, 9, { inputSize: 4, core: 4, margin: 0, alignment: 4 });
    const [first, second] = [...tilesOf(grid)];
    const sums = new TileSums(grid, 2);
    const add = (size: number, depth: number, tile = first) => {
      if (tile) sums.add({ size, channels: depth, data: new Float32Array(99) }, tile);
    };
    expect(() => add(4, 1)).toThrow('1 channels do not fit into 2 planes');
    expect(() => add(5, 2)).toThrow('not centred');
    expect(() => add(4, 2, second)).toThrow('in rows from the top');
  });
});

describe('writeTileLabels', () => {
  test('writes the largest channel, the first of equals, over the whole image', () => {
    const g = { inputSize: 10, core: 6, margin: 2, alignment: 4 };
    const image = numbered(13, 7, 3);
    for (let i = 0; i < image.data.length; i++) image.data[i] = (i * 7919) % 5;
    const labels = { width: 13, data: new Uint8Array(13 * 7).fill(9) };
    for (const tile of planTiles(13, 7, g)) {
      const data = readTile(image, tile, g.inputSize);
      writeTileLabels({ size: g.inputSize, channels: 3, data }, tile, g.core, labels);
    }
    const expected = Array.from({ length: 13 * 7 }, (_, i) => {
      const values = [...image.data.slice(3 * i, 3 * i + 3)];
      return values.indexOf(Math.max(...values));
    });
    expect([...labels.data]).toEqual(expected);
  });
});

function eachPixel(tile: Tile, visit: (x: number, y: number) => void): void {
  for (let y = 0; y < tile.outHeight; y++) {
    for (let x = 0; x < tile.outWidth; x++) visit(tile.outX + x, tile.outY + y);
  }
}

function count(hits: Uint8Array, x: number, y: number, width: number, height: number): void {
  expect(x >= 0 && y >= 0 && x < width && y < height).toBe(true);
  hits[y * width + x] = (hits[y * width + x] ?? 0) + 1;
}

function mirrored(image: ReturnType<typeof numbered>, { inX, inY }: Tile, size: number): number[] {
  return Array.from({ length: size * size * image.channels }, (_, i) => {
    const pixel = Math.floor(i / image.channels);
    const x = mirrorIndex(inX + (pixel % size), image.width);
    const y = mirrorIndex(inY + Math.floor(pixel / size), image.height);
    return (y * image.width + x) * image.channels + (i % image.channels);
  });
}
