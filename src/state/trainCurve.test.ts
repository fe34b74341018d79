/** Curves of long runs stay small, and their points stay means of the steps they stand for. */
import { describe, expect, it } from 'vitest';
import { FAKE_SCORES } from '../engine/fakeRuns';
import {
  CURVE_LIMIT,
  EMPTY_CURVE,
  resumedCurve,
  type TrainCurve,
  upTo,
  withStep,
  withValidation,
} from './trainCurve';

const stepEvent = (step: number, loss: number) =>
  ({
    type: 'step',
    step,
    loss,
    ms: 1,
    dataWaitMs: step % 3,
    learningRate: 1 / step,
    gradientNorm: loss,
  }) as const;

function curveOf(steps: number, lossAt: (step: number) => number): TrainCurve {
  let curve = EMPTY_CURVE;
  for (let step = 1; step <= steps; step++) curve = withStep(curve, stepEvent(step, lossAt(step)));
  return curve;
}

describe('a curve', () => {
  it('keeps every step of a short run', () => {
    const curve = curveOf(CURVE_LIMIT, (step) => step);
    expect(curve.losses.map(({ step }) => step)).toEqual(
      Array.from({ length: CURVE_LIMIT }, (_, i) => i + 1),
    );
    expect(curve.stride).toBe(1);
  });

  it.each([CURVE_LIMIT + 1, 3 * CURVE_LIMIT + 5, 20_000])(
    'merges the neighbours of a run of %i steps',
    (steps) => {
      const curve = curveOf(steps, (step) => step);
      const { losses, stride } = curve;
      expect(losses.length).toBeLessThanOrEqual(CURVE_LIMIT);
      expect(losses.length).toBe(Math.ceil(steps / stride));
      expect(losses.at(-1)).toMatchObject({ step: steps, learningRate: 1 / steps });
      // The mean of a whole point's steps, all of them equally: as many before its middle as after it.
      for (const [index, { step, loss }] of losses.slice(0, -1).entries()) {
        expect(step).toBe((index + 1) * stride);
        expect(loss).toBeCloseTo(step - (stride - 1) / 2, 6);
      }
    },
  );

  it('costs no more to go on with after 100,000 steps', () => {
    expect(curveOf(100_000, () => 1).losses.length).toBeLessThanOrEqual(CURVE_LIMIT);
  });

  it('forgets the steps that are made anew, and goes on after them', () => {
    let curve = withValidation(
      curveOf(10, (step) => step),
      {
        type: 'validation',
        step: 8,
        scores: FAKE_SCORES,
        tiles: [],
      },
    );
    curve = upTo(curve, 5);
    expect(curve.losses.at(-1)?.step).toBe(5);
    expect(curve.validations).toEqual([]);
    expect(withStep(curve, stepEvent(6, 1)).losses.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(withStep(upTo(curve, 0), stepEvent(1, 1)).losses).toHaveLength(1);
  });

  it('goes on from a kept one', () => {
    const kept = curveOf(6, (step) => step);
    const curve = withStep(resumedCurve(kept, 4), stepEvent(5, 9));
    expect(curve.losses.map(({ loss }) => loss)).toEqual([1, 2, 3, 4, 9]);
  });
});
