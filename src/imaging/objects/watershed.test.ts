/** The watershed against its definition by the best passes between pixels, found by trying, on tiny landscapes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rngStream } from '../../common/rng';
import { labelComponents } from '../labelComponents';
import { descendingPixels } from './descendingPixels';
import { type Landscape, watershed } from './watershed';

/** Whole heights, so that plateaus and ties are common. */
const landscapes: fc.Arbitrary<Landscape> = fc
  .record({
    width: fc.integer({ min: 1, max: 7 }),
    height: fc.integer({ min: 1, max: 6 }),
    seed: fc.nat(),
    levels: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ width, height, seed, levels }) => {
    const rng = rngStream(seed, 'test', 0, 0);
    const values = Uint8Array.from({ length: width * height }, () => (rng.chance(0.8) ? 1 : 0));
    const { ids } = labelComponents(values, width, height);
    return { width, height, ids, heights: Float32Array.from(ids, () => rng.below(levels)) };
  });

/** passes[a][b]: the height to which one has to go down between two pixels of one id, -1 where there is no way. */
function bestPasses({ width, height, ids, heights }: Landscape): number[][] {
  const all = [...ids.keys()];
  const areBeside = (a: number, b: number) =>
    Math.abs((a % width) - (b % width)) <= 1 && Math.abs(Math.floor(a / width) - Math.floor(b / width)) <= 1;
  const low = (a: number, b: number) => Math.min(heights[a] ?? 0, heights[b] ?? 0);
  const passes = all.map((a) =>
    all.map((b) => (ids[a] !== 0 && ids[a] === ids[b] && areBeside(a, b) ? low(a, b) : -1)),
  );
  expect(height * width).toBe(all.length);
  for (const via of all) {
    for (const row of passes) {
      for (const b of all) row[b] = Math.max(row[b] ?? -1, Math.min(row[via] ?? -1, passes[via]?.[b] ?? -1));
    }
  }
  return passes;
}

/** One pixel of each top from which every higher one, or equal one before it, is over `depth` down. */
function topsByTrying({ ids, heights }: Landscape, passes: number[][], depth: number): number[] {
  return [...ids.keys()].filter((a) => {
    if (ids[a] === 0) return false;
    const own = heights[a] ?? 0;
    return [...ids.keys()].every((b) => {
      const other = heights[b] ?? 0;
      const pass = passes[a]?.[b] ?? -1;
      const isHigher = other > own || (other === own && b < a);
      return b === a || pass === -1 || !isHigher || own - pass > depth;
    });
  });
}

describe('watershed', () => {
  test('has one basin a top, and every pixel in a basin that it reaches by the best pass', () => {
    fc.assert(
      fc.property(landscapes, fc.constantFrom(0, 1, 2, 4), (landscape, depth) => {
        const found = watershed(landscape, depth, 'corners');
        const passes = bestPasses(landscape);
        const tops = topsByTrying(landscape, passes, depth);
        expect(new Set(tops.map((top) => found.ids[top])).size).toBe(tops.length);
        expect(found.count).toBe(tops.length);
        found.ids.forEach((id, pixel) => {
          expect(id === 0).toBe(landscape.ids[pixel] === 0);
          if (id === 0) return;
          const own = tops.find((top) => found.ids[top] === id) ?? -1;
          const best = Math.max(...tops.map((top) => passes[pixel]?.[top] ?? -1));
          expect(passes[pixel]?.[own]).toBe(best);
        });
      }),
      { numRuns: 150 },
    );
  });

  test('keeps the foreground and never joins pieces; without limit to the depth, they are the pieces', () => {
    fc.assert(
      fc.property(
        landscapes,
        fc.constantFrom('corners' as const, 'edges' as const),
        (landscape, neighbours) => {
          const { width, height } = landscape;
          const pieces = labelComponents(landscape.ids, width, height, neighbours);
          const split = watershed(landscape, 0, neighbours);
          expect([...split.ids].map((id) => id > 0)).toEqual([...landscape.ids].map((id) => id > 0));
          const pairs = new Set([...split.ids].map((id, at) => `${id} ${pieces.ids[at]}`));
          expect(pairs.size).toBe(new Set(split.ids).size);
          expect(labelComponents(split.ids, width, height, neighbours).count).toBe(split.count);
          expect(watershed(landscape, Number.POSITIVE_INFINITY, neighbours)).toEqual(pieces);
        },
      ),
    );
  });

  test('halves a plateau between two tops', () => {
    const heights = Float32Array.from([9, 3, 3, 3, 3, 9]);
    const ids = new Uint32Array(6).fill(1);
    expect([...watershed({ width: 6, height: 1, ids, heights }, 1, 'corners').ids]).toEqual([
      1, 1, 1, 2, 2, 2,
    ]);
    expect(watershed({ width: 6, height: 1, ids, heights }, 6, 'corners').count).toBe(1);
  });

  test('gives a pixel between equally high ones to the lower index, at a corner or at an edge', () => {
    const ids = new Uint32Array(6).fill(1);
    const of = (...heights: number[]) => [
      ...watershed({ width: 3, height: 2, ids, heights: Float32Array.from(heights) }, 1, 'corners').ids,
    ];
    expect(of(9, 1, 1, 1, 3, 9)).toEqual([1, 1, 2, 1, 1, 2]);
    expect(of(1, 1, 9, 9, 3, 1)).toEqual([1, 2, 2, 1, 2, 2]);
  });

  test('is one basin where everything is infinitely high', () => {
    const heights = new Float32Array(6).fill(Number.POSITIVE_INFINITY);
    const landscape = { width: 3, height: 2, ids: new Uint32Array(6).fill(4), heights };
    expect([...watershed(landscape, 1, 'corners').ids]).toEqual([1, 1, 1, 1, 1, 1]);
  });
});

test('descendingPixels sorts the part by height, then by index', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(0, 1e-30, 0.5, 0.50001, 3, 700, 1e30, Infinity)), (values) => {
      const heights = Float32Array.from(values);
      const part = Uint32Array.from(values, (_, at) => (at * 7) % 3);
      const expected = [...heights.keys()]
        .filter((at) => part[at] !== 0)
        .sort((a, b) =>
          (heights[a] ?? 0) === (heights[b] ?? 0) ? a - b : (heights[b] ?? 0) > (heights[a] ?? 0) ? 1 : -1,
        );
      expect([...descendingPixels(heights, part)]).toEqual(expected);
    }),
  );
});
