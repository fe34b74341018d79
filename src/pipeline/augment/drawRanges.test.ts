import { describe, expect, test } from 'vitest';
import { type AugmentSettings, NO_AUGMENT } from '../../domain/augment';
import type { TransformName } from '../../domain/augmentTransforms';
import { drawTransform, type PatchTransform } from './drawTransform';

const DRAWS = 2000;
const CERTAIN = { enabled: true, probability: 1 };

function draws<T>(settings: Partial<AugmentSettings>, pick: (transform: PatchTransform) => T): T[] {
  const augment = { ...NO_AUGMENT, ...settings };
  return Array.from({ length: DRAWS }, (_, index) =>
    pick(drawTransform({ seed: 11, step: 2, index }, augment, { inputSize: 64, channels: 3 })),
  );
}

type Row = readonly [
  name: TransformName,
  settings: Readonly<Record<string, number>>,
  low: number,
  high: number,
  pick: (transform: PatchTransform) => number | undefined,
];

/** The range that the settings promise, and where the draw is found. */
const UNIFORM: readonly Row[] = [
  ['shear', { amount: 12 }, -12, 12, ({ shear }) => shear],
  ['rotation', { amount: 40 }, -40, 40, ({ rotation }) => rotation],
  ['shift', { amount: 9 }, -9, 9, ({ shiftX }) => shiftX],
  ['shift', { amount: 9 }, -9, 9, ({ shiftY }) => shiftY],
  ['blur', { low: 0.5, high: 2 }, 0.5, 2, ({ blur }) => blur?.[0]],
  ['lowResolution', { low: 0.3, high: 0.9 }, 0.3, 0.9, ({ lowResolution }) => lowResolution?.[0]],
  ['noise', { low: 0.1, high: 1.6 }, 0.1, 1.6, ({ noise }) => noise?.[0]],
  ['brightness', { amount: 0.3 }, -0.3, 0.3, ({ brightness }) => brightness?.[0]],
  ['contrast', { amount: 0.6 }, 0.4, 1.6, ({ contrast }) => contrast?.[0]],
  ['colorJitter', { hue: 25, saturation: 0.4 }, -25, 25, ({ colorJitter }) => colorJitter?.hue],
  ['colorJitter', { hue: 25, saturation: 0.4 }, 0.6, 1.4, ({ colorJitter }) => colorJitter?.saturation],
  ['cutout', { amount: 0.2, count: 3 }, -0.1, 0.9, ({ cutout }) => cutout?.[2]?.x],
  ['cutout', { amount: 0.2, count: 3 }, -0.1, 0.9, ({ cutout }) => cutout?.[0]?.y],
  ['valueCurve', { amount: 0.1, slope: 0.3 }, -0.1, 0.1, ({ valueCurve }) => valueCurve?.[0]?.black],
  ['valueCurve', { amount: 0.1, slope: 0.3 }, 0.9, 1.1, ({ valueCurve }) => valueCurve?.[0]?.white],
];

describe('drawTransform fills its ranges', () => {
  test.each(UNIFORM)('%s %j: evenly from %d to %d', (name, settings, low, high, pick) => {
    const values = draws({ [name]: { ...CERTAIN, ...settings } }, pick).map((value) => value ?? Number.NaN);
    const shares = values.map((value) => (value - low) / (high - low)).sort((a, b) => a - b);
    expect(shares[0]).toBeGreaterThanOrEqual(-1e-9);
    expect(shares.at(-1)).toBeLessThanOrEqual(1 + 1e-9);
    // Kolmogorov's distance to the even law: one seed in 1,500 goes beyond 2 / √n.
    const distance = Math.max(...shares.map((share, k) => Math.abs(share - (k + 0.5) / DRAWS)));
    expect(distance).toBeLessThan(2 / Math.sqrt(DRAWS));
  });

  test.each(['scale', 'gain', 'gamma', 'gammaInverted'] as const)(
    '%s: half below 1 and half above, evenly on either side',
    (name) => {
      const values = draws({ [name]: { ...CERTAIN, low: 0.5, high: 3 } }, (transform) => {
        const drawn = transform[name];
        return typeof drawn === 'number' ? drawn : (drawn?.[0] ?? Number.NaN);
      });
      const shares = values
        .map((value) => (value < 1 ? value - 0.5 : 0.5 + (value - 1) / 4))
        .sort((a, b) => a - b);
      const distance = Math.max(...shares.map((share, k) => Math.abs(share - (k + 0.5) / DRAWS)));
      expect(distance).toBeLessThan(2 / Math.sqrt(DRAWS));
    },
  );

  test("Falk's slopes reach both ends of their range and never leave it", () => {
    const slopes = draws(
      { valueCurve: { ...CERTAIN, amount: 0.05, slope: 0.2 } },
      ({ valueCurve }) => valueCurve?.[0],
    ).flatMap((curve) => (curve ? [2 * (curve.middle - curve.black), 2 * (curve.white - curve.middle)] : []));
    expect(slopes.length).toBe(2 * DRAWS);
    expect(Math.min(...slopes)).toBeGreaterThan(0.8 - 1e-9);
    expect(Math.min(...slopes)).toBeLessThan(0.82);
    expect(Math.max(...slopes)).toBeLessThan(1.2 + 1e-9);
    expect(Math.max(...slopes)).toBeGreaterThan(1.18);
  });

  test("the vectors of Falk's grid have the deviation that was asked for, x and y independent", () => {
    const spline = { elasticSpline: { ...CERTAIN, amount: 7, spacing: 50 } };
    const vectors = draws(spline, ({ elasticSpline }) => [...(elasticSpline?.vectors ?? [])]).flat();
    const sd = Math.sqrt(vectors.reduce((sum, v) => sum + v * v, 0) / vectors.length);
    expect(Math.abs(sd - 7)).toBeLessThan((4 * 7) / Math.sqrt(2 * vectors.length));
    let product = 0;
    for (let i = 0; i + 1 < vectors.length; i += 2) product += (vectors[i] ?? 0) * (vectors[i + 1] ?? 0);
    const pairs = vectors.length / 2;
    expect(Math.abs(product / pairs)).toBeLessThan((4 * 49) / Math.sqrt(pairs));
  });

  test('as many squares are cut as were asked for', () => {
    const counts = draws({ cutout: { ...CERTAIN, amount: 0.2, count: 3 } }, ({ cutout }) => cutout?.length);
    expect(new Set(counts)).toEqual(new Set([3]));
  });
});
