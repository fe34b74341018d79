import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { discIds, distancesByComparing, type IdImage, scatteredIds } from '../testing/labelImages';
import { squaredDistances } from './distanceTransform';
import { twoNearestObjects } from './twoNearestObjects';

const NONE = Number.POSITIVE_INFINITY;

interface Whole {
  readonly nearest: Float64Array;
  readonly second: Float64Array;
  readonly nearestSite: Int32Array;
  readonly secondSite: Int32Array;
}

function whole({ width, height, ids }: IdImage): Whole {
  const size = width * height;
  const nearest = new Float64Array(size).fill(Number.NaN);
  const second = new Float64Array(size).fill(Number.NaN);
  const nearestSite = new Int32Array(size).fill(-9);
  const secondSite = new Int32Array(size).fill(-9);
  twoNearestObjects(ids, width, height, (row) => {
    nearest.set(row.nearestSquare, row.y * width);
    second.set(row.secondSquare, row.y * width);
    nearestSite.set(row.nearestSite, row.y * width);
    secondSite.set(row.secondSite, row.y * width);
  });
  return { nearest, second, nearestSite, secondSite };
}

function squareBetween(width: number, i: number, k: number): number {
  return ((i % width) - (k % width)) ** 2 + (Math.floor(i / width) - Math.floor(k / width)) ** 2;
}

function check(image: IdImage, stride = 1): void {
  const { nearest, second, nearestSite, secondSite } = whole(image);
  for (let i = 0; i < image.ids.length; i += stride) {
    const [d1 = NONE, d2 = NONE] = distancesByComparing(image, i);
    expect([nearest[i], second[i]]).toEqual([d1, d2]);
    const [one, two] = [nearestSite[i] ?? -9, secondSite[i] ?? -9];
    expect([one < 0, two < 0]).toEqual([d1 === NONE, d2 === NONE]);
    if (one >= 0) expect(squareBetween(image.width, i, one)).toBe(d1);
    if (two >= 0) expect(squareBetween(image.width, i, two)).toBe(d2);
    if (two >= 0) expect([0, image.ids[one]]).not.toContain(image.ids[two]);
    if (one >= 0) expect(image.ids[one]).not.toBe(0);
  }
}

describe('twoNearestObjects', () => {
  test('equals comparing every pixel with every object, on scattered ids of any density and size', () => {
    fc.assert(
      fc.property(scatteredIds, (image) => check(image)),
      { numRuns: 200 },
    );
  });

  test.each([
    [3, 9],
    [12, 5],
    [40, 3],
    [90, 7],
  ])('equals it on %d discs of about %d px', (objects, radius) => {
    for (const seed of [1, 2, 3]) check(discIds(70, 45, objects, radius, seed), 7);
  });

  test('has the nearest object in common with the distance transform, on a larger image', () => {
    const image = discIds(300, 200, 60, 9, 8);
    const mask = image.ids.map((id) => (id === 0 ? 0 : 1));
    expect(whole(image).nearest).toEqual(squaredDistances(mask, 300, 200));
  });

  test('of two half planes the distances add up to the width of the gap, everywhere in it', () => {
    const image = { width: 30, height: 4, ids: new Uint32Array(120) };
    for (let i = 0; i < 120; i++) image.ids[i] = i % 30 < 10 ? 70_000 : i % 30 >= 20 ? 5 : 0;
    const { nearest, second } = whole(image);
    for (let i = 0; i < 120; i++) {
      const x = i % 30;
      const sum = Math.sqrt(nearest[i] ?? 0) + Math.sqrt(second[i] ?? 0);
      expect(sum).toBe(x < 10 ? 20 - x : x >= 20 ? x - 9 : 11);
    }
  });

  test('two pixels of one id far apart are one object', () => {
    const ids = Uint32Array.of(4, 0, 0, 0, 4);
    expect(whole({ width: 5, height: 1, ids }).second.every((square) => square === NONE)).toBe(true);
  });

  test('an image without pixels has no rows', () => {
    expect(whole({ width: 0, height: 0, ids: new Uint32Array(0) }).nearest.length).toBe(0);
    expect(whole({ width: 0, height: 3, ids: new Uint32Array(0) }).nearest.length).toBe(0);
  });
});
