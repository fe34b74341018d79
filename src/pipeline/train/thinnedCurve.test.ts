import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LossPoint } from '../../domain/run';
import { MAX_POINTS, ThinnedCurve } from './thinnedCurve';

const at = (step: number): LossPoint => ({
  step,
  loss: Math.sin(step) + 1000 / step,
  learningRate: 1 / step,
  gradientNorm: step % 7,
  dataWaitMs: step % 3,
});

function upTo(steps: number, curve = new ThinnedCurve(), from = 1): ThinnedCurve {
  for (let step = from; step <= steps; step++) curve.push(at(step));
  return curve;
}

const FIELDS = ['loss', 'learningRate', 'gradientNorm', 'dataWaitMs'] as const;

test('a short run is kept as it is', () => {
  expect(upTo(MAX_POINTS).losses).toEqual(Array.from({ length: MAX_POINTS }, (_, i) => at(i + 1)));
});

test('of a long one each point is the mean of the steps since the one before', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20_000 }), (steps) => {
      const { losses } = upTo(steps);
      expect(losses.length).toBeLessThanOrEqual(MAX_POINTS);
      expect(losses.length).toBeGreaterThanOrEqual(Math.min(steps, MAX_POINTS / 2));
      expect(losses.at(-1)?.step).toBe(steps);
      losses.forEach((point, index) => {
        const start = losses[index - 1]?.step ?? 0;
        const stands = Array.from({ length: point.step - start }, (_, i) => at(start + 1 + i));
        for (const field of FIELDS) {
          const sum = stands.reduce((total, step) => total + (step[field] ?? 0), 0);
          expect(point[field]).toBeCloseTo(sum / stands.length, 8);
        }
      });
    }),
    { numRuns: 10 },
  );
});

test('taken up again from what was kept, it goes on as if it had never stopped', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9000 }), fc.integer({ min: 1, max: 3000 }), (first, more) => {
      const kept: LossPoint[] = JSON.parse(JSON.stringify(upTo(first).losses));
      const { losses } = upTo(first + more, new ThinnedCurve(kept), first + 1);
      expect(losses).toEqual(upTo(first + more).losses);
    }),
    { numRuns: 20 },
  );
});

test('gone back, it has no step twice', () => {
  const curve = upTo(5001);
  curve.goBack(4000);
  expect(curve.losses.at(-1)?.step).toBeLessThanOrEqual(4000);
  upTo(6000, curve, 4001);
  const steps = curve.losses.map(({ step }) => step);
  expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
  expect(steps.at(-1)).toBe(6000);
});

test('a norm that is not known stays unknown', () => {
  const curve = new ThinnedCurve();
  for (let step = 1; step <= 3000; step++) curve.push({ ...at(step), gradientNorm: null });
  expect(curve.losses.every(({ gradientNorm }) => gradientNorm === null)).toBe(true);
});
