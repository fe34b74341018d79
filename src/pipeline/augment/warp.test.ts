import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FloatRaster } from '../../domain/raster';
import { STILL } from '../../testing/stillTransform';
import { numberedExample, WEIGHTS, warped } from '../../testing/warped';
import { PatchMap } from './patchMap';
import type { PatchSource } from './patchSource';
import { warpPatch } from './warp';

const LANDMARK_SIDE = 160;

describe('warpPatch, labels', () => {
  test('the label square is the middle of the input, under the same map', () => {
    const source = numberedExample(20, 20);
    const map = new PatchMap({ ...STILL, rotation: 33 }, 2, 3, 12);
    const whole = warpPatch(source, map, { inputSize: 12, outputSize: 12 }, 'cubic', WEIGHTS);
    const middle = warpPatch(source, map, { inputSize: 12, outputSize: 6 }, 'cubic', WEIGHTS);
    const rows = Array.from({ length: 6 }, (_, y) => [
      ...whole.labels.slice((y + 3) * 12 + 3, (y + 3) * 12 + 9),
    ]);
    expect([...middle.labels]).toEqual(rows.flat());
    expect(middle.image).toEqual(whole.image);
  });

  test('weights are those of the classes, 0 where ignored', () => {
    const source = numberedExample(6, 6);
    const patch = warped(source, STILL, 0, 0, 6);
    const expected = Array.from({ length: 36 }, (_, i) => (i % 7 === 0 ? 0 : WEIGHTS[i % 5]));
    expect([...patch.weights]).toEqual(expected);
  });

  test('labels follow the image: where intensities are far from the threshold, both agree', () => {
    const [size, width] = [24, 40];
    const wave = (i: number) => Math.sin((i % width) / 4) + Math.cos(Math.floor(i / width) / 5);
    const data = Float32Array.from({ length: width * width }, (_, i) => wave(i));
    const source: PatchSource = {
      id: 'wave',
      image: { width, height: width, channels: 1, data },
      labels: {
        width,
        height: width,
        classes: Uint8Array.from(data, (v) => (v > 0 ? 1 : 0)),
        ignore: null,
        instances: null,
      },
    };
    // Slopes are at most 1/4 and 1/5 a pixel, and the nearest pixel is at most half a pixel off in x and in y.
    const slack = 0.5 / 4 + 0.5 / 5 + 0.05;
    const transform = fc.record({
      flipHorizontal: fc.boolean(),
      flipVertical: fc.boolean(),
      rotation: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(
        transform,
        fc.integer({ min: -4, max: 20 }),
        fc.integer({ min: -4, max: 20 }),
        (t, x, y) => {
          const { image, labels } = warped(source, { ...STILL, ...t }, x, y, size);
          const wrong = image.filter((v, i) => Math.abs(v) > slack && (v > 0 ? 1 : 0) !== labels[i]);
          expect(wrong.length).toBe(0);
          expect(image.filter((v) => Math.abs(v) > slack).length).toBeGreaterThan(size ** 2 / 3);
        },
      ),
    );
  });

  test('refuses an example without labels, a class without weight, an output off the centre', () => {
    const source = numberedExample(4, 4);
    const map = new PatchMap(STILL, 0, 0, 4);
    const square = { inputSize: 4, outputSize: 4 };
    expect(() => warpPatch({ ...source, labels: null }, map, square, 'linear', WEIGHTS)).toThrow(
      'labels of numbered',
    );
    expect(() => warpPatch(source, map, square, 'linear', [1, 1])).toThrow('weight of a class');
    expect(() => warpPatch(source, map, { inputSize: 4, outputSize: 3 }, 'linear', WEIGHTS)).toThrow(
      'not centred',
    );
  });
});

/** A blob of class 1 whose intensity is a smooth bump around the same centre: what a patch shows where can be measured. */
function landmark(cx: number, cy: number, scale = 1): PatchSource {
  const side = LANDMARK_SIDE / scale;
  const at = (i: number) => Math.hypot((i % side) - cx / scale, Math.floor(i / side) - cy / scale) * scale;
  const pixels = side * side;
  return {
    id: 'landmark',
    image: {
      width: side,
      height: side,
      channels: 1,
      data: Float32Array.from({ length: pixels }, (_, i) => Math.exp(-((at(i) / 6) ** 2) / 2)),
    },
    labels: {
      width: side,
      height: side,
      classes: Uint8Array.from({ length: pixels }, (_, i) => (at(i) < 20 ? 1 : 0)),
      ignore: null,
      instances: null,
    },
    scale: { x: scale, y: scale },
  };
}

/** Centre of mass, px. */
function centre(mass: ArrayLike<number>, size: number): readonly [number, number] {
  let [sum, x, y] = [0, 0, 0];
  for (let i = 0; i < mass.length; i++) {
    const m = mass[i] ?? 0;
    sum += m;
    x += m * (i % size);
    y += m * Math.floor(i / size);
  }
  return [x / sum, y / sum];
}

const mass = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);

describe('warpPatch, scale and shear', () => {
  test.each([
    ['scale 2', { ...STILL, scale: 2 }, 4],
    ['scale 1/2', { ...STILL, scale: 0.5 }, 0.25],
    ['shear', { ...STILL, shear: 30 }, 1],
    ['turn by 37 degrees', { ...STILL, rotation: 37 }, 1],
  ])('%s changes the labels by its determinant, and the image by it too', (_, transform, determinant) => {
    const source = landmark(80, 80);
    const plain = warped(source, STILL, 16, 16, 129);
    const moved = warped(source, transform, 16, 16, 129);
    expect(mass(moved.labels) / mass(plain.labels)).toBeGreaterThan(determinant * 0.96);
    expect(mass(moved.labels) / mass(plain.labels)).toBeLessThan(determinant * 1.04);
    expect(mass(moved.image) / mass(plain.image)).toBeGreaterThan(determinant * 0.98);
    expect(mass(moved.image) / mass(plain.image)).toBeLessThan(determinant * 1.02);
  });

  test('a transform and its inverse bring a landmark back', () => {
    const there = { ...STILL, rotation: 30, scale: 1.25 };
    const source = landmark(90, 70);
    const once = warped(source, there, 16, 16, 129);
    const image: FloatRaster = { width: 129, height: 129, channels: 1, data: once.image };
    const back = warped(
      {
        id: 'once',
        image,
        labels: { width: 129, height: 129, classes: once.labels, ignore: null, instances: null },
      },
      { ...STILL, rotation: -30, scale: 0.8 },
      0,
      0,
      129,
    );
    const plain = warped(source, STILL, 16, 16, 129);
    // Nearer to the border the mirrored image comes into view on the way.
    const isInner = (i: number) => Math.hypot((i % 129) - 64, Math.floor(i / 129) - 64) < 45;
    const worst = Math.max(
      ...back.image.map((v, i) => (isInner(i) ? Math.abs(v - (plain.image[i] ?? 0)) : 0)),
    );
    expect(worst).toBeLessThan(0.01);
  });

  test('a known rotation: 90 degrees in three turns of 30', () => {
    const source = landmark(95, 80);
    // The patch's centre is (80, 80) of the image: the landmark lies 15 px to the right of it, then turns clockwise.
    for (const rotation of [0, 30, 60, 90, -45]) {
      const { image } = warped(source, { ...STILL, rotation }, 16, 16, 129);
      const [x, y] = centre(image, 129);
      expect(x).toBeCloseTo(64 + 15 * Math.cos((rotation * Math.PI) / 180), 2);
      expect(y).toBeCloseTo(64 + 15 * Math.sin((rotation * Math.PI) / 180), 2);
    }
  });

  test('shear moves what lies lower to the right', () => {
    const { image } = warped(landmark(80, 100), { ...STILL, shear: 20 }, 16, 16, 129);
    const [x, y] = centre(image, 129);
    expect(x).toBeCloseTo(64 + 20 * Math.tan(Math.PI / 9), 2);
    expect(y).toBeCloseTo(84, 2);
  });
});

describe('warpPatch, training scale', () => {
  test.each([0.5, 0.25, 2])('at %d, image, labels and weights stay aligned', (scale) => {
    const source = landmark(90, 70, scale);
    const side = LANDMARK_SIDE / scale;
    const borders: FloatRaster = {
      width: side,
      height: side,
      channels: 1,
      data: Float32Array.from(source.image.data, (v) => 3 * v),
    };
    const { image, labels, weights } = warped({ ...source, borderWeights: borders }, STILL, 16, 16, 129);
    const expected = [90 - 16 + (scale - 1) / 2, 70 - 16 + (scale - 1) / 2];
    const rest = weights.map((weight, i) => weight - (WEIGHTS[labels[i] ?? 0] ?? 0));
    for (const [x, y] of [centre(image, 129), centre(labels, 129), centre(rest, 129)]) {
      expect(Math.abs(x - (expected[0] ?? 0))).toBeLessThan(0.26);
      expect(Math.abs(y - (expected[1] ?? 0))).toBeLessThan(0.26);
    }
  });

  test('stripes too fine for the training scale become grey instead of an alias', () => {
    const side = 256;
    const source: PatchSource = {
      ...numberedExample(side, side),
      image: {
        width: side,
        height: side,
        channels: 1,
        data: Float32Array.from({ length: side * side }, (_, i) => (i % 2 === 0 ? 1 : -1)),
      },
    };
    for (const scale of [0.5, 0.3, 0.25]) {
      const { image } = warped({ ...source, scale: { x: scale, y: scale } }, STILL, 8, 8, 32);
      // An average over 3.3 px leaves a fifth of a period of 2 px at most; reading it unaveraged would leave all.
      expect(Math.max(...image.map(Math.abs))).toBeLessThan(0.25);
    }
    const { image } = warped(source, { ...STILL, scale: 0.25 }, 100, 100, 32);
    expect(Math.max(...image.map(Math.abs))).toBeLessThan(0.01);
  });

  test('where the training scale halves, the patch is the mean of 2 x 2 pixels', () => {
    const source = numberedExample(20, 14);
    const half = warped({ ...source, scale: { x: 0.5, y: 0.5 } }, STILL, 1, 2, 4);
    const at = (x: number, y: number) => source.image.data[y * 20 + x] ?? 0;
    const expected = Float32Array.from({ length: 16 }, (_, i) => {
      const [x, y] = [2 * (1 + (i % 4)), 2 * (2 + (i >> 2))];
      const rows = [y, y + 1].map((v) => Math.fround(0.5 * at(x, v)) + 0.5 * at(x + 1, v));
      return 0.5 * Math.fround(rows[0] ?? 0) + 0.5 * Math.fround(rows[1] ?? 0);
    });
    half.image.forEach((v, i) => {
      expect(v).toBeCloseTo(expected[i] ?? 0, 6);
    });
  });
});
