import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jitterColor } from './colorJitter';

const value = fc.double({ min: -3, max: 3, noNaN: true });
const rgb = fc.tuple(value, value, value);

function jittered(pixel: readonly number[], hue: number, saturation: number): number[] {
  const image = Float32Array.from(pixel);
  jitterColor(image, hue, saturation);
  return [...image];
}

function expectNear(actual: readonly number[], expected: readonly number[]): void {
  actual.forEach((v, i) => {
    expect(v).toBeCloseTo(expected[i] ?? Number.NaN, 4);
  });
}

describe('jitterColor', () => {
  test('hue 0 and saturation 1 change nothing; a turn of 120 degrees moves each channel into the next', () => {
    fc.assert(
      fc.property(rgb, ([red, green, blue]) => {
        expectNear(jittered([red, green, blue], 0, 1), [red, green, blue]);
        expectNear(jittered([red, green, blue], 120, 1), [blue, red, green]);
        expectNear(jittered([red, green, blue], -120, 1), [green, blue, red]);
      }),
    );
  });

  test('keeps the mean of the channels, and the distance from it times the saturation', () => {
    const angle = fc.double({ min: -180, max: 180, noNaN: true });
    fc.assert(
      fc.property(rgb, angle, fc.double({ min: 0, max: 2, noNaN: true }), (pixel, hue, saturation) => {
        const after = jittered(pixel, hue, saturation);
        const grey = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / 3;
        const off = (values: readonly number[]) => Math.hypot(...values.map((v) => v - grey(values)));
        expect(grey(after)).toBeCloseTo(grey(pixel), 4);
        expect(off(after)).toBeCloseTo(saturation * off(pixel), 3);
      }),
    );
  });
});
