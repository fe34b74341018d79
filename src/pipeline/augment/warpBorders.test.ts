import { describe, expect, test } from 'vitest';
import type { FloatRaster } from '../../domain/raster';
import { STILL } from '../../testing/stillTransform';
import { numberedExample, WEIGHTS, warped } from '../../testing/warped';
import type { PatchSource } from './patchSource';

describe('warpPatch, border weights', () => {
  const flat = (width: number, height: number, value: number): FloatRaster => ({
    width,
    height,
    channels: 1,
    data: new Float32Array(width * height).fill(value),
  });

  test('are added to the class weight and are 0 where ignored, at any size of their own', () => {
    const source = numberedExample(6, 6);
    for (const borders of [flat(6, 6, 2.5), flat(3, 3, 2.5), flat(12, 12, 2.5)]) {
      const patch = warped({ ...source, borderWeights: borders }, STILL, 0, 0, 6);
      const expected = Array.from({ length: 36 }, (_, i) => (i % 7 === 0 ? 0 : 2.5 + (WEIGHTS[i % 5] ?? 0)));
      expect([...patch.weights]).toEqual(expected);
    }
  });

  test('are read linearly at the points of the image', () => {
    const ramp: FloatRaster = {
      ...flat(40, 40, 0),
      data: Float32Array.from({ length: 1600 }, (_, i) => i % 40),
    };
    const source: PatchSource = { ...numberedExample(40, 40), image: ramp, borderWeights: ramp };
    const patch = warped(source, { ...STILL, rotation: 25, scale: 1.3 }, 12, 12, 16, 'linear');
    patch.weights.forEach((weight, i) => {
      if (weight !== 0)
        expect(weight - (WEIGHTS[patch.labels[i] ?? 0] ?? 0)).toBeCloseTo(patch.image[i] ?? 0, 4);
    });
  });

  test('of half the size lie where the image of twice the size has them', () => {
    const half: FloatRaster = {
      ...flat(10, 10, 0),
      data: Float32Array.from({ length: 100 }, (_, i) => 2 * (i % 10) + 0.5),
    };
    const patch = warped({ ...numberedExample(20, 20), borderWeights: half }, STILL, 2, 2, 16);
    patch.weights.forEach((weight, i) => {
      if (weight !== 0) expect(weight - (WEIGHTS[patch.labels[i] ?? 0] ?? 0)).toBeCloseTo((i % 16) + 2, 5);
    });
  });
});
