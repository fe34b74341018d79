import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeGamma } from './gamma';

const gammas = fc.double({ min: 0.3, max: 4, noNaN: true });
const images = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 12, maxLength: 60 });

function stats(values: readonly number[]) {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return { mean, sd: Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length) };
}

/** The definition, without a table: power of the share of the range, then mean and deviation as before. */
function reference(values: readonly number[], gamma: number, inverted: boolean): number[] {
  const signed = values.map((v) => (inverted ? -v : v));
  const [min, max] = [Math.min(...signed), Math.max(...signed)];
  const raised = signed.map((v) => ((v - min) / (max - min)) ** gamma * (max - min) + min);
  const [before, after] = [stats(signed), stats(raised)];
  return raised.map((v) => {
    const kept = ((v - after.mean) * before.sd) / after.sd + before.mean;
    return inverted ? -kept : kept;
  });
}

describe('changeGamma', () => {
  test('equals the definition, on the image and on its negative', () => {
    fc.assert(
      fc.property(images, gammas, fc.boolean(), (values, gamma, inverted) => {
        const image = Float32Array.from(values);
        const given = [...image];
        fc.pre(stats(given).sd > 0.1);
        changeGamma(image, 1, 0, gamma, inverted);
        const expected = reference(given, gamma, inverted);
        // The table errs by 2e-4 of the range, which the restored spread can make larger.
        image.forEach((value, i) => {
          expect(Math.abs(value - (expected[i] ?? 0))).toBeLessThan(0.02);
        });
      }),
    );
  });

  test('keeps mean, spread and order', () => {
    const image = Float32Array.from({ length: 4096 }, (_, i) => Math.sin(i * 1.3) * 2 + 1);
    for (const gamma of [0.7, 1, 1.5]) {
      const changed = image.slice();
      changeGamma(changed, 1, 0, gamma, false);
      const [before, after] = [stats([...image]), stats([...changed])];
      expect(after.mean).toBeCloseTo(before.mean, 4);
      expect(after.sd).toBeCloseTo(before.sd, 4);
      const order = (values: Float32Array) =>
        Array.from(values, (_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
      expect(order(changed)).toEqual(order(image));
    }
  });

  test('gamma 1 changes nothing but rounding; a flat channel stays; other channels are not touched', () => {
    const image = Float32Array.from([1, 9, 2, 9, 5, 9]);
    changeGamma(image, 2, 0, 1, false);
    changeGamma(image, 2, 1, 3, true);
    [1, 9, 2, 9, 5, 9].forEach((value, i) => {
      expect(image[i]).toBeCloseTo(value, 5);
    });
  });
});
