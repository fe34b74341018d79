import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeIntensity } from './intensity';

const pixels = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 1, maxLength: 30 });

function changed(
  values: readonly number[],
  channels: number,
  brightness: number,
  contrast: number,
): Float32Array {
  const image = Float32Array.from(values);
  changeIntensity(image, channels, { brightness, contrast });
  return image;
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('changeIntensity', () => {
  test('brightness 0 and contrast 1 keep every bit', () => {
    fc.assert(
      fc.property(pixels, (values) => {
        expect(changed(values, 1, 0, 1)).toEqual(Float32Array.from(values));
      }),
    );
  });

  test('contrast keeps the mean, brightness moves it by itself', () => {
    fc.assert(
      fc.property(pixels, fc.double({ min: -1, max: 1, noNaN: true }), (values, brightness) => {
        const before = mean(Float32Array.from(values));
        expect(mean(changed(values, 1, brightness, 1.7))).toBeCloseTo(before + brightness, 4);
      }),
    );
  });

  test('works on each channel by itself', () => {
    const image = changed([0, 10, 2, 30], 2, 0.5, 2);
    expect([...image]).toEqual([-0.5, 0.5, 3.5, 40.5]);
  });
});
