import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { discIds, distancesByComparing, scatteredIds } from '../testing/labelImages';
import { squaredDistances } from './distanceTransform';

describe('squaredDistances', () => {
  test('equals comparing every pixel with every other one', () => {
    fc.assert(
      fc.property(scatteredIds, ({ width, height, ids }) => {
        const one = ids.map((id) => (id === 0 ? 0 : 1));
        const expected = Array.from(
          one,
          (_, i) => distancesByComparing({ width, height, ids: one }, i)[0] ?? Number.POSITIVE_INFINITY,
        );
        expect([...squaredDistances(one, width, height)]).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  test('of one pixel is the distance to it, of none infinite', () => {
    const mask = new Uint8Array(7 * 5);
    expect(squaredDistances(mask, 7, 5).every((square) => square === Number.POSITIVE_INFINITY)).toBe(true);
    mask[2 * 7 + 3] = 1;
    const squares = squaredDistances(mask, 7, 5);
    squares.forEach((square, i) => {
      expect(square).toBe(((i % 7) - 3) ** 2 + (Math.floor(i / 7) - 2) ** 2);
    });
  });

  test('is exact over long distances and on larger shapes', () => {
    const line = new Uint8Array(20_000);
    line[0] = 1;
    expect(squaredDistances(line, 20_000, 1)[19_999]).toBe(19_999 ** 2);
    expect(squaredDistances(line, 1, 20_000)[19_999]).toBe(19_999 ** 2);
    const image = discIds(60, 50, 6, 5, 3);
    const one = { ...image, ids: image.ids.map((id) => (id === 0 ? 0 : 1)) };
    squaredDistances(one.ids, 60, 50).forEach((square, i) => {
      if (i % 17 === 0) expect(square).toBe(distancesByComparing(one, i)[0]);
    });
  });
});
