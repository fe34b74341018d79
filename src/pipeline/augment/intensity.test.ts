import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STILL } from '../../testing/stillTransform';
import type { PatchTransform } from './drawTransform';
import { changeIntensity } from './intensity';

const KEY = { seed: 1, step: 0, index: 0 };
const pixels = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 16, maxLength: 16 });

function changed(values: readonly number[], transform: Partial<PatchTransform>, channels = 1, key = KEY) {
  const data = Float32Array.from(values);
  const size = Math.sqrt(values.length / channels);
  const ranges = Array.from({ length: channels }, () => ({ min: -4, max: 4 }));
  changeIntensity({ data, size, channels, ranges }, { ...STILL, ...transform }, key);
  return data;
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function sd(values: Float32Array): number {
  const m = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - m) ** 2, 0) / values.length);
}

describe('changeIntensity', () => {
  test('where nothing happens every bit stays', () => {
    fc.assert(
      fc.property(pixels, (values) => {
        expect(changed(values, {})).toEqual(Float32Array.from(values));
      }),
    );
  });

  test('gain, contrast and brightness: contrast keeps the mean, gain multiplies, brightness moves', () => {
    const number = fc.double({ min: 0.5, max: 2, noNaN: true });
    fc.assert(
      fc.property(pixels, number, number, number, (values, gain, contrast, brightness) => {
        const before = Float32Array.from(values);
        const after = changed(values, { gain: [gain], contrast: [contrast], brightness: [brightness] });
        const centre = mean(before) * gain;
        after.forEach((value, i) => {
          const expected = ((before[i] ?? 0) * gain - centre) * contrast + centre + brightness;
          expect(value).toBeCloseTo(expected, 4);
        });
      }),
    );
  });

  test('works on each channel by itself, with its own values', () => {
    const image = changed([0, 10, 2, 30, 0, 10, 2, 30], { contrast: [2, 1], brightness: [0.5, 0] }, 2);
    expect([...image]).toEqual([-0.5, 10, 3.5, 30, -0.5, 10, 3.5, 30]);
  });

  test('noise has its deviation, other noise for another key and channel, the same for the same', () => {
    const zeros = new Array<number>(2 * 64 * 64).fill(0);
    const one = changed(zeros, { noise: [0.5, 0.5] }, 2);
    expect(Math.abs(sd(one) - 0.5)).toBeLessThan((4 * 0.5) / Math.sqrt(2 * zeros.length));
    expect(changed(zeros, { noise: [0.5, 0.5] }, 2)).toEqual(one);
    expect(changed(zeros, { noise: [0.5, 0.5] }, 2, { ...KEY, index: 1 })).not.toEqual(one);
    const products = Array.from({ length: 4096 }, (_, i) => (one[2 * i] ?? 0) * (one[2 * i + 1] ?? 0));
    expect(Math.abs(products.reduce((a, b) => a + b, 0) / 4096)).toBeLessThan((4 * 0.25) / 64);
  });

  test('photon noise keeps the mean and has the variance of counts', () => {
    const values = new Array<number>(128 * 128).fill(2);
    // 2 of -4..4 is three quarters of the brightest: a mean of 0.75 · photons, each worth 8 / photons.
    for (const photons of [4, 40, 400]) {
      const after = changed(values, { poisson: [photons] });
      const expected = (8 / photons) * Math.sqrt(0.75 * photons);
      expect(Math.abs(mean(after) - 2)).toBeLessThan((4 * expected) / 128);
      expect(Math.abs(sd(after) / expected - 1)).toBeLessThan(0.04);
    }
    const dark = changed([...values.slice(1), -4], { poisson: [40] });
    expect(dark.at(-1)).toBe(-4);
  });

  test('a dropped channel is flat and the others stay', () => {
    const values = Array.from({ length: 27 }, (_, i) => i);
    const after = changed(values, { droppedChannel: 1 }, 3);
    expect([...after]).toEqual(values.map((value, i) => (i % 3 === 1 ? 0 : value)));
  });

  test('cutout fills its squares with the mean and nothing else', () => {
    const values = Array.from({ length: 64 }, (_, i) => i);
    const after = changed(values, {
      cutout: [
        { x: 0.5, y: 0.25, side: 0.25 },
        { x: -0.1, y: 0.9, side: 0.2 },
      ],
    });
    const filled = [...after].flatMap((value, i) => (value === i ? [] : [i]));
    expect(filled).toEqual([20, 21, 28, 29, 56]);
    for (const i of filled) expect(after[i]).toBe(31.5);
  });

  test('all at once, everything is finite', () => {
    const square = fc.record({
      x: fc.double({ min: -0.2, max: 1, noNaN: true }),
      y: fc.double({ min: -0.2, max: 1, noNaN: true }),
      side: fc.double({ min: 0, max: 0.5, noNaN: true }),
    });
    const list = (min: number, max: number) =>
      fc.tuple(fc.double({ min, max, noNaN: true })).map(([v]) => [v, v, v]);
    const transform = fc.record({
      blur: list(0, 8),
      lowResolution: list(0.1, 1),
      poisson: list(5, 10_000),
      noise: list(0, 2),
      gain: list(0.1, 4),
      brightness: list(-1, 1),
      contrast: list(0.1, 1.9),
      gammaInverted: list(0.2, 5),
      gamma: list(0.2, 5),
      cutout: fc.array(square, { maxLength: 3 }),
    });
    const values = fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), {
      minLength: 147,
      maxLength: 147,
    });
    const flat = fc.double({ min: -4, max: 4, noNaN: true }).map((v) => new Array<number>(147).fill(v));
    fc.assert(
      fc.property(transform, fc.oneof(values, flat), (t, image) => {
        const curve = { black: -0.05, middle: 0.5, white: 1.05 };
        const colorJitter = { hue: 100, saturation: 1.5 };
        const after = changed(image, { ...t, valueCurve: [curve, curve, curve], colorJitter }, 3);
        expect(after.every(Number.isFinite)).toBe(true);
      }),
    );
  });
});
