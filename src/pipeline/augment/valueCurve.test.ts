import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rngStream } from '../../common/rng';
import { drawValueCurve, valueCurveAt } from './valueCurve';

const curves = fc.nat().map((seed) => drawValueCurve(0.05, 0.2, rngStream(seed, 'test', 0, 0)));

describe('drawValueCurve', () => {
  test("stays within Falk's ranges: black, white, and the slope of either half", () => {
    fc.assert(
      fc.property(curves, ({ black, middle, white }) => {
        expect(Math.abs(black)).toBeLessThanOrEqual(0.05);
        expect(Math.abs(white - 1)).toBeLessThanOrEqual(0.05);
        for (const slope of [2 * (middle - black), 2 * (white - middle)]) {
          expect(slope).toBeGreaterThan(0.8 - 1e-9);
          expect(slope).toBeLessThan(1.2 + 1e-9);
        }
      }),
    );
  });

  test('without room for the slopes, a straight line', () => {
    const { black, middle, white } = drawValueCurve(0.3, 0, rngStream(3, 'test', 0, 0));
    expect(middle).toBeCloseTo((black + white) / 2, 12);
  });
});

describe('valueCurveAt', () => {
  test('equals the two lines convolved numerically with a Gaussian', () => {
    fc.assert(
      fc.property(curves, fc.double({ min: -0.2, max: 1.2, noNaN: true }), (curve, x) => {
        const line = (v: number) =>
          v < 0.5
            ? curve.middle + 2 * (curve.middle - curve.black) * (v - 0.5)
            : curve.middle + 2 * (curve.white - curve.middle) * (v - 0.5);
        let [sum, weights] = [0, 0];
        for (let k = -600; k <= 600; k++) {
          const weight = Math.exp(-((k / 100) ** 2) / 2);
          sum += weight * line(x + (k / 100) * 0.125);
          weights += weight;
        }
        expect(valueCurveAt(curve, x)).toBeCloseTo(sum / weights, 5);
      }),
    );
  });

  test('black, middle and white on a line are that line', () => {
    for (const x of [-0.5, 0, 0.3, 0.5, 1, 2])
      expect(valueCurveAt({ black: 0, middle: 0.5, white: 1 }, x)).toBeCloseTo(x, 12);
  });

  test('rises everywhere, as both slopes do', () => {
    fc.assert(
      fc.property(curves, (curve) => {
        const values = Array.from({ length: 101 }, (_, i) => valueCurveAt(curve, i / 100));
        values.slice(1).forEach((value, i) => {
          expect(value).toBeGreaterThan(values[i] ?? 0);
        });
      }),
    );
  });
});
