import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BlendGeometry, blendGrid } from './blendGrid';
import { TileSums } from './tileSums';
import { readTile, type TileOutput, tilesOf } from './tiles';

const side = fc.integer({ min: 1, max: 70 });
const geometry = fc
  .record({ depth: fc.nat(3), blocks: fc.integer({ min: 1, max: 5 }), margin: fc.nat(5) })
  .map(({ depth, blocks, margin }): BlendGeometry => {
    const outputSize = blocks * 2 ** depth;
    return { inputSize: outputSize + 2 * margin, outputSize, alignment: 2 ** depth };
  });

describe('blendGrid', () => {
  test('the shares of all tiles in a pixel add up to 1, and none is 0', () => {
    fc.assert(
      fc.property(side, side, geometry, (width, height, g) => {
        const { columns, rows } = blendGrid(width, height, g);
        for (const [size, spans] of [
          [width, columns],
          [height, rows],
        ] as const) {
          const sums = new Float64Array(size);
          for (const { from, to, shares } of spans)
            for (let x = from; x < to; x++) sums[x] = (sums[x] ?? 0) + (shares?.[x - from] ?? 1);
          for (const sum of sums) expect(sum).toBeCloseTo(1, 12);
          for (const { shares } of spans) for (const share of shares ?? []) expect(share).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('tiles start on the pooling grid, and no pixel lies only near the border of its tiles', () => {
    fc.assert(
      fc.property(side, geometry, (width, g) => {
        const { columns } = blendGrid(width, 1, g);
        const { outputSize, alignment } = g;
        for (const { start } of columns) expect(Math.abs(start % alignment)).toBe(0);
        if (columns.length === 1) return;
        for (let x = 0; x < width; x++) {
          const inside = columns.map(({ start }) => Math.min(x - start, start + outputSize - 1 - x));
          expect(Math.max(...inside)).toBeGreaterThanOrEqual(Math.floor(outputSize / 4) - alignment);
        }
      }),
    );
  });

  test('an image that fits is one tile; nnU-Net: 110 px with tiles of 64 px take steps of 32 px', () => {
    const g = { inputSize: 64, outputSize: 64, alignment: 1 };
    expect(blendGrid(64, 40, g)).toMatchObject({
      columns: [{ start: 0 }],
      rows: [{ start: -12, shares: null }],
    });
    const starts = blendGrid(110, 64, g).columns.map(({ start }) => start);
    expect(starts).toEqual([-16, 16, 48, 80]);
    const [, second] = blendGrid(110, 64, g).columns;
    const weight = (i: number) => Math.exp(-(((i - 31.5) / 8) ** 2) / 2);
    expect(second?.shares?.[10]).toBeCloseTo(weight(10) / (weight(10) + weight(42)), 12);
  });

  test('a network that changes nothing gives the image, in the order of tiles', () => {
    fc.assert(
      fc.property(side, side, geometry, (width, height, g) => {
        const data = Float32Array.from({ length: width * height }, (_, i) => (i % 97) / 97);
        const grid = blendGrid(width, height, g);
        const sums = new TileSums(grid, 1);
        const found: number[] = [];
        grid.rows.forEach((row, r) => {
          for (const tile of tilesOf({ ...grid, rows: [row] })) {
            const read = readTile({ width, height, channels: 1, data }, tile, g.inputSize);
            const output: TileOutput = { size: g.inputSize, channels: 1, data: read };
            sums.add(output, tile);
          }
          found.push(...sums.take(grid.rows[r + 1]?.from ?? height).data);
        });
        expect(found.length).toBe(data.length);
        found.forEach((value, i) => {
          expect(Math.abs(value - (data[i] ?? 0))).toBeLessThan(1e-6);
        });
      }),
      { numRuns: 40 },
    );
  });
});
