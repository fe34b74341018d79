import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scatteredIds } from '../testing/labelImages';
import { denseIds } from './denseIds';
import { labelComponents } from './labelComponents';

/** Components by flooding from one pixel at a time. */
function flooded(values: Uint32Array, width: number, height: number, corners: boolean): number[] {
  const ids = new Array<number>(values.length).fill(0);
  let count = 0;
  for (let start = 0; start < values.length; start++) {
    if (values[start] === 0 || ids[start] !== 0) continue;
    count += 1;
    const open = [start];
    for (let i = open.pop(); i !== undefined; i = open.pop()) {
      if (ids[i] !== 0) continue;
      ids[i] = count;
      const [x, y] = [i % width, Math.floor(i / width)];
      for (const dy of [-1, 0, 1]) {
        for (const dx of [-1, 0, 1]) {
          const k = (y + dy) * width + x + dx;
          const isInside = x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height;
          const isNeighbour = corners || dx === 0 || dy === 0;
          if (isInside && isNeighbour && values[k] === values[start]) open.push(k);
        }
      }
    }
  }
  return ids;
}

describe('labelComponents', () => {
  test('equals flooding from one pixel at a time', () => {
    fc.assert(
      fc.property(scatteredIds, fc.boolean(), ({ width, height, ids }, corners) => {
        const components = labelComponents(ids, width, height, corners ? 'corners' : 'edges');
        const expected = flooded(ids, width, height, corners);
        expect([...components.ids]).toEqual(expected);
        expect(components.count).toBe(Math.max(0, ...expected));
      }),
      { numRuns: 400 },
    );
  });

  test('keeps a slanting line whole and does not join across the edge of the image', () => {
    const diagonal = Uint8Array.of(5, 0, 0, 0, 5, 0, 0, 0, 5);
    expect(labelComponents(diagonal, 3, 3).count).toBe(1);
    const sides = Uint8Array.of(0, 0, 5, 5, 0, 0);
    expect(labelComponents(sides, 3, 2).count).toBe(2);
  });

  test('joins a spiral whose arms meet last', () => {
    const rows = ['1111111', '1000001', '1011101', '1010101', '1010001', '1011111', '1000000'];
    const spiral = Uint8Array.from(rows.join(''), Number);
    expect(labelComponents(spiral, 7, 7).count).toBe(1);
  });
});

describe('denseIds', () => {
  test('numbers any ids from 1 without losing or joining any', () => {
    fc.assert(
      fc.property(scatteredIds, ({ ids }) => {
        const dense = denseIds(ids);
        const pairs = new Set([...ids].map((id, i) => `${id}>${dense.ids[i]}`));
        const distinct = new Set(ids);
        expect(pairs.size).toBe(distinct.size);
        distinct.delete(0);
        expect(dense.count).toBe(distinct.size);
        expect(Math.max(0, ...dense.ids)).toBe(dense.count);
        expect([...dense.ids].map((id) => id === 0)).toEqual([...ids].map((id) => id === 0));
      }),
    );
  });
});
