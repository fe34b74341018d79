import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AugmentSettings, DEFAULT_AUGMENT, NO_AUGMENT, type Patch } from '../../domain/augment';
import type { Example } from '../../domain/example';
import { mirrorIndex } from '../../imaging/mirror';
import { drawPatch, plainPatch } from './drawPatch';
import { previewPatches } from './preview';

const SQUARE = { inputSize: 8, outputSize: 8 };
const VALID = { inputSize: 12, outputSize: 4 };
const WEIGHTS = [1, 3];
const SMOOTH: AugmentSettings = {
  ...DEFAULT_AUGMENT,
  brightness: NO_AUGMENT.brightness,
  contrast: NO_AUGMENT.contrast,
};

/** Every pixel's value is its own index, so that a patch tells where it was cut. */
function numbered(id: string, width: number, height: number, channels = 1): Example {
  const pixels = width * height;
  return {
    id,
    image: { width, height, channels, data: Float32Array.from({ length: pixels * channels }, (_, i) => i) },
    labels: {
      width,
      height,
      classes: Uint8Array.from({ length: pixels }, (_, i) => i % 2),
      ignore: Uint8Array.from({ length: pixels }, (_, i) => (i % 3 === 0 ? 1 : 0)),
      instances: null,
    },
  };
}

const EXAMPLES = [numbered('a', 30, 20), numbered('b', 25, 25), numbered('c', 5, 40)];
const index = fc.nat(10_000);

function bytes(patch: Patch): number[] {
  return [patch.image, patch.labels, patch.weights].flatMap(({ buffer }) => [...new Uint8Array(buffer)]);
}

const draw = (i: number, augment = DEFAULT_AUGMENT, geometry = SQUARE) =>
  drawPatch(EXAMPLES, geometry, augment, WEIGHTS, { seed: 7, step: 2, index: i });
const plain = (i: number, geometry = SQUARE) =>
  plainPatch(EXAMPLES, geometry, WEIGHTS, { seed: 7, step: 2, index: i });

describe('drawPatch', () => {
  test('the same key gives the same bytes in whatever order; another key gives others', () => {
    const forwards = Array.from({ length: 20 }, (_, i) => bytes(draw(i)));
    const backwards = Array.from({ length: 20 }, (_, i) => bytes(draw(19 - i))).reverse();
    expect(backwards).toEqual(forwards);
    expect(new Set(forwards.map(String)).size).toBe(20);
    const other = { seed: 8, step: 2, index: 0 };
    expect(bytes(drawPatch(EXAMPLES, SQUARE, DEFAULT_AUGMENT, WEIGHTS, other))).not.toEqual(forwards[0]);
  });

  test('without augmentation the output is a crop that lies inside the image', () => {
    fc.assert(
      fc.property(index, (i) => {
        const patch = plain(i, VALID);
        const source = EXAMPLES.find(({ id }) => id === patch.imageId);
        const { width, height } = source?.image ?? { width: 0, height: 0 };
        const corner = patch.image[4 * 12 + 4] ?? 0;
        const [x, y] = [corner % width, Math.floor(corner / width)];
        expect(x + 4 <= width && y + 4 <= height).toBe(true);
        patch.labels.forEach((label, k) => {
          const pixel = (y + (k >> 2)) * width + x + (k & 3);
          expect(label).toBe(pixel % 2);
          expect(patch.weights[k]).toBe(pixel % 3 === 0 ? 0 : WEIGHTS[label]);
        });
      }),
    );
  });

  test('images are drawn alike often, and places reach every corner', () => {
    const ids = new Map<string, number>();
    const corners = new Set<number>();
    for (let i = 0; i < 1500; i++) {
      const patch = plain(i, { inputSize: 18, outputSize: 18 });
      ids.set(patch.imageId, (ids.get(patch.imageId) ?? 0) + 1);
      if (patch.imageId === 'a') corners.add(patch.image[0] ?? -1);
    }
    for (const { id } of EXAMPLES) expect(Math.abs((ids.get(id) ?? 0) - 500)).toBeLessThan(75);
    // 30 x 20 px leave 13 x 3 places for 18 px.
    expect(corners.size).toBe(39);
    expect(Math.max(...corners)).toBe(2 * 30 + 12);
  });

  test('an image smaller than the patch lies in its middle and is mirrored around', () => {
    const small = numbered('small', 3, 2, 2);
    const patch = plainPatch([small], SQUARE, WEIGHTS, { seed: 1, step: 0, index: 0 });
    const pixels = Array.from({ length: 64 }, (_, k) => {
      const [x, y] = [mirrorIndex((k % 8) - 3, 3), mirrorIndex((k >> 3) - 3, 2)];
      return y * 3 + x;
    });
    expect([...patch.image]).toEqual(pixels.flatMap((pixel) => [2 * pixel, 2 * pixel + 1]));
    expect([...patch.labels]).toEqual(pixels.map((pixel) => pixel % 2));
    const turned = drawPatch([small], SQUARE, DEFAULT_AUGMENT, WEIGHTS, { seed: 1, step: 0, index: 3 });
    expect(turned.image.every(Number.isFinite)).toBe(true);
  });

  test('pinned: intensities leave geometry as it is, byte by byte', () => {
    const strong = { ...DEFAULT_AUGMENT, contrast: { enabled: true, amount: 0.9, probability: 1 } };
    let changed = 0;
    for (let i = 0; i < 30; i++) {
      const [a, b] = [draw(i), draw(i, strong)];
      expect(b.labels).toEqual(a.labels);
      expect(b.weights).toEqual(a.weights);
      expect(b.imageId).toBe(a.imageId);
      if (String(a.image) !== String(b.image)) changed++;
    }
    expect(changed).toBe(30);
  });

  test('brightness and contrast come after the geometry, around the patch mean', () => {
    fc.assert(
      fc.property(index, (i) => {
        const before = draw(i, SMOOTH).image;
        const after = draw(i).image;
        const mean = before.reduce((sum, v) => sum + v, 0) / before.length;
        const spread = (image: Float32Array) => Math.max(...image) - Math.min(...image);
        const factor = spread(after) / spread(before);
        const shift = after.reduce((sum, v) => sum + v, 0) / after.length - mean;
        expect(Math.abs(factor - 1)).toBeLessThanOrEqual(0.2501);
        expect(Math.abs(shift)).toBeLessThanOrEqual(0.2001);
        before.forEach((v, k) => {
          expect(after[k]).toBeCloseTo((v - mean) * factor + mean + shift, 1);
        });
      }),
      { numRuns: 20 },
    );
  });

  test('all channels go through the same transform', () => {
    const twin = numbered('twin', 20, 20, 2);
    const data = twin.image.data.map((_, i) => Math.sin(i >> 1));
    const source = { ...twin, image: { ...twin.image, data } };
    for (let i = 0; i < 10; i++) {
      const { image, channels } = drawPatch([source], VALID, DEFAULT_AUGMENT, WEIGHTS, {
        seed: 3,
        step: 1,
        index: i,
      });
      expect(channels).toBe(2);
      expect(image.length).toBe(12 * 12 * 2);
      expect(image.filter((_, k) => k % 2 === 0)).toEqual(image.filter((_, k) => k % 2 === 1));
    }
  });

  test('refuses an empty list', () => {
    const key = { seed: 1, step: 0, index: 0 };
    expect(() => drawPatch([], SQUARE, NO_AUGMENT, WEIGHTS, key)).toThrow('an example to draw from');
  });
});

describe('previewPatches', () => {
  test('are the very bytes of training at step 0, each beside its plain self', () => {
    const pairs = previewPatches(EXAMPLES, VALID, DEFAULT_AUGMENT, { seed: 11, count: 8 });
    expect(pairs.length).toBe(8);
    pairs.forEach(({ augmented, plain: unchanged }, i) => {
      const key = { seed: 11, step: 0, index: i };
      expect(bytes(augmented)).toEqual(bytes(drawPatch(EXAMPLES, VALID, DEFAULT_AUGMENT, [1, 1], key)));
      expect(bytes(unchanged)).toEqual(bytes(drawPatch(EXAMPLES, VALID, NO_AUGMENT, [1, 1], key)));
      expect(unchanged.imageId).toBe(augmented.imageId);
    });
  });

  test('image and labels do not depend on the class weights that training has', () => {
    const [pair] = previewPatches(EXAMPLES, SQUARE, DEFAULT_AUGMENT, { seed: 2, count: 1 });
    const trained = drawPatch(EXAMPLES, SQUARE, DEFAULT_AUGMENT, WEIGHTS, { seed: 2, step: 0, index: 0 });
    expect(pair?.augmented.image).toEqual(trained.image);
    expect(pair?.augmented.labels).toEqual(trained.labels);
  });
});
