import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AugmentSettings,
  checkedAugment,
  DEFAULT_AUGMENT,
  NO_AUGMENT,
  type Patch,
} from '../../domain/augment';
import { AUGMENT_TRANSFORMS, type TransformInfo } from '../../domain/augmentTransforms';
import type { Example } from '../../domain/example';
import { mirrorIndex } from '../../imaging/mirror';
import { drawPatch, plainPatch } from './drawPatch';
import type { PatchSource } from './patchSource';
import { previewPatch } from './preview';

const SQUARE = { inputSize: 8, outputSize: 8 };
const VALID = { inputSize: 12, outputSize: 4 };
const WEIGHTS = [1, 3];
/** Geometry, brightness and contrast: what the patch's mean and spread can be told from. */
const MIXED: AugmentSettings = {
  ...DEFAULT_AUGMENT,
  blur: off('blur'),
  noise: off('noise'),
  gamma: off('gamma'),
};
const SMOOTH: AugmentSettings = { ...MIXED, brightness: off('brightness'), contrast: off('contrast') };

function off<N extends keyof AugmentSettings>(name: N): AugmentSettings[N] {
  return NO_AUGMENT[name];
}

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
  plainPatch(EXAMPLES, geometry, NO_AUGMENT, WEIGHTS, { seed: 7, step: 2, index: i });

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
    const patch = plainPatch([small], SQUARE, NO_AUGMENT, WEIGHTS, { seed: 1, step: 0, index: 0 });
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
        const after = draw(i, MIXED).image;
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
      const { image, channels } = drawPatch(
        [source],
        VALID,
        { ...DEFAULT_AUGMENT, noise: off('noise') },
        WEIGHTS,
        {
          seed: 3,
          step: 1,
          index: i,
        },
      );
      expect(channels).toBe(2);
      expect(image.length).toBe(12 * 12 * 2);
      expect(image.filter((_, k) => k % 2 === 0)).toEqual(image.filter((_, k) => k % 2 === 1));
    }
  });
});

/** Any setting within its limits, switched on or off. */
const anySettings: fc.Arbitrary<AugmentSettings> = fc
  .record({
    ...Object.fromEntries(
      Object.entries<TransformInfo>(AUGMENT_TRANSFORMS).map(([name, { parameters }]) => [
        name,
        anyTransform(parameters),
      ]),
    ),
    sampling: fc.constantFrom('uniform', 'falk', 'third'),
    interpolation: fc.constantFrom('cubic', 'linear'),
    channels: fc.constantFrom('together', 'apart'),
  })
  .map((settings) => checkedAugment(settings as unknown as AugmentSettings));

function anyTransform(parameters: TransformInfo['parameters']) {
  const numbers = Object.entries(parameters).map(([key, { min, max, whole }]) => [
    key,
    whole ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true }),
  ]);
  return fc
    .record<Record<string, number | boolean>>({
      enabled: fc.boolean(),
      probability: fc.constantFrom(0.5, 1),
      ...Object.fromEntries(numbers),
    })
    .map((drawn) => {
      const { low, high } = drawn;
      if (low === undefined || high === undefined) return drawn;
      return { ...drawn, low: Math.min(+low, +high), high: Math.max(+low, +high) };
    });
}

const key = fc.record({ seed: fc.nat(), step: fc.nat(1000), index: fc.nat(30) });

describe('drawPatch, whatever the settings', () => {
  const [width, height] = [37, 29];
  const labels = Uint8Array.from({ length: width * height }, (_, i) => [0, 2, 5][(i >> 3) % 3] ?? 0);
  const source = (channels: number, scale: number, seed: number): PatchSource => ({
    ...numbered('any', width, height, channels),
    image: {
      width,
      height,
      channels,
      data: Float32Array.from({ length: width * height * channels }, (_, i) => Math.sin(i * (seed + 1))),
    },
    labels: {
      width,
      height,
      classes: labels,
      ignore: Uint8Array.from(labels, (_, i) => (i % width < 3 ? 1 : 0)),
      instances: null,
    },
    scale: { x: scale, y: scale },
    borderWeights: { width, height, channels: 1, data: Float32Array.from(labels, (_, i) => 1 + (i % 7)) },
  });

  test('values are finite, labels and weights come from the input set', () => {
    const scale = fc.constantFrom(0.25, 0.7, 1, 2);
    const channels = fc.constantFrom(1, 3);
    fc.assert(
      fc.property(anySettings, key, scale, channels, fc.nat(5), (settings, k, factor, count, seed) => {
        const geometry = { inputSize: 20, outputSize: 12 };
        const patch = drawPatch([source(count, factor, seed)], geometry, settings, [1, 0, 3, 0, 0, 2], k);
        expect(patch.image.length).toBe(20 * 20 * count);
        expect(patch.image.every(Number.isFinite)).toBe(true);
        expect([...patch.labels].every((label) => [0, 2, 5].includes(label))).toBe(true);
        const least = [1, 0, 3, 0, 0, 2];
        patch.weights.forEach((weight, i) => {
          const own = least[patch.labels[i] ?? 0] ?? 0;
          expect(weight === 0 || (weight >= own + 1 - 1e-4 && weight <= own + 7 + 1e-4)).toBe(true);
        });
      }),
      { numRuns: 150 },
    );
  });
});

describe('drawPatch, image and labels stay together', () => {
  const SIDE = 150;
  /** A disc whose rim is where a smooth hill passes RIM, in an image of its own scale. */
  const RIM = Math.exp(-((12 / 9) ** 2) / 2);

  function disc(cx: number, cy: number, scale: number): PatchSource {
    const side = Math.round(SIDE / scale);
    const at = (i: number) => {
      const [x, y] = [((i % side) + 0.5) * scale - 0.5, (Math.floor(i / side) + 0.5) * scale - 0.5];
      return Math.hypot(x - cx, y - cy);
    };
    const hill = Float32Array.from({ length: side * side }, (_, i) => Math.exp(-((at(i) / 9) ** 2) / 2));
    return {
      id: 'disc',
      image: { width: side, height: side, channels: 1, data: hill },
      labels: {
        width: side,
        height: side,
        classes: Uint8Array.from(hill, (v) => (v > RIM ? 1 : 0)),
        ignore: null,
        instances: null,
      },
      borderWeights: { width: side, height: side, channels: 1, data: hill },
      scale: { x: scale, y: scale },
    };
  }

  const geometrySettings = fc
    .record({
      shear: fc.integer({ min: 0, max: 25 }),
      low: fc.double({ min: 0.6, max: 1, noNaN: true }),
      high: fc.double({ min: 1, max: 2, noNaN: true }),
      shift: fc.integer({ min: 0, max: 30 }),
      elastic: fc.integer({ min: 0, max: 6 }),
      nodes: fc.integer({ min: 2, max: 4 }),
      spline: fc.integer({ min: 0, max: 6 }),
      interpolation: fc.constantFrom('cubic' as const, 'linear' as const),
    })
    .map(({ shear, low, high, shift, elastic, nodes, spline, interpolation }): AugmentSettings => {
      const on = { enabled: true, probability: 0.7 };
      return {
        ...NO_AUGMENT,
        flipHorizontal: on,
        flipVertical: on,
        rotation: { ...on, amount: 180 },
        shear: { ...on, amount: shear },
        scale: { ...on, low, high },
        shift: { ...on, amount: shift },
        elastic: { ...on, amount: elastic, nodes },
        elasticSpline: { ...on, amount: spline, spacing: 50 },
        sampling: 'third',
        interpolation,
      };
    });

  function centre(mass: ArrayLike<number>) {
    let [sum, x, y] = [0, 0, 0];
    for (let i = 0; i < mass.length; i++) {
      const m = mass[i] ?? 0;
      sum += m;
      x += m * (i % 96);
      y += m * Math.floor(i / 96);
    }
    return { sum, x: x / sum, y: y / sum };
  }

  function onFrame(mass: ArrayLike<number>): boolean {
    const ends = Array.from({ length: 96 }, (_, i) => [i, 95 * 96 + i, i * 96, i * 96 + 95]).flat();
    return ends.some((at) => (mass[at] ?? 0) > 0);
  }

  test('to under half a pixel, through any composition and training scale', () => {
    const sources = [0.4, 0.5, 1, 2].flatMap((scale) => [disc(75, 75, scale), disc(58, 93, scale)]);
    let compared = 0;
    fc.assert(
      fc.property(geometrySettings, key, fc.constantFrom(...sources), (settings, k, source) => {
        const { image, labels, weights } = drawPatch(
          [source],
          { inputSize: 96, outputSize: 96 },
          settings,
          [0, 0],
          k,
        );
        const seen = centre(image.map((v) => (v > RIM ? 1 : 0)));
        const told = centre(labels);
        const weighed = centre(weights.map((v) => (v > RIM ? 1 : 0)));
        // Of a landmark that the patch cuts, the middle says little about where it is.
        if (told.sum < 100 || onFrame(labels)) return;
        compared++;
        // Labels say nothing finer than their own pixels, which are larger than the patch's where the scale enlarges.
        const half = 0.5 * Math.max(1, source.scale?.x ?? 1);
        for (const other of [seen, weighed]) {
          expect(Math.abs(other.x - told.x)).toBeLessThan(half);
          expect(Math.abs(other.y - told.y)).toBeLessThan(half);
          expect(Math.abs(other.sum / told.sum - 1)).toBeLessThan(0.15);
        }
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(60);
  });
});

describe('previewPatch', () => {
  const keys = Array.from({ length: 8 }, (_, index) => ({ seed: 11, step: index % 3, index }));

  test('has the very bytes of the training patch of its key, beside its plain self', () => {
    for (const key of keys) {
      const pair = previewPatch(EXAMPLES, VALID, DEFAULT_AUGMENT, WEIGHTS, key);
      expect(bytes(pair.augmented)).toEqual(bytes(drawPatch(EXAMPLES, VALID, DEFAULT_AUGMENT, WEIGHTS, key)));
      const none = { ...NO_AUGMENT, sampling: DEFAULT_AUGMENT.sampling };
      expect(bytes(pair.plain)).toEqual(bytes(drawPatch(EXAMPLES, VALID, none, WEIGHTS, key)));
      expect(pair.plain.imageId).toBe(pair.augmented.imageId);
      expect(pair.description.imageId).toBe(pair.augmented.imageId);
      expect(pair.key).toEqual(key);
    }
  });

  test("with border weights, its weights too are training's, byte by byte", () => {
    const sources: PatchSource[] = EXAMPLES.map((one) => ({
      ...one,
      borderWeights: { ...one.image, data: one.image.data.map((v) => v % 5) },
    }));
    for (const key of keys) {
      const { augmented } = previewPatch(sources, VALID, DEFAULT_AUGMENT, WEIGHTS, key);
      expect(bytes(augmented)).toEqual(bytes(drawPatch(sources, VALID, DEFAULT_AUGMENT, WEIGHTS, key)));
    }
  });

  test('image and labels do not depend on the class weights that training has', () => {
    const key = { seed: 2, step: 0, index: 0 };
    const { augmented } = previewPatch(EXAMPLES, SQUARE, DEFAULT_AUGMENT, [1, 1], key);
    const trained = drawPatch(EXAMPLES, SQUARE, DEFAULT_AUGMENT, WEIGHTS, key);
    expect(augmented.image).toEqual(trained.image);
    expect(augmented.labels).toEqual(trained.labels);
  });
});
