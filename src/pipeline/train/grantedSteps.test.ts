import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PAPER_SPEC } from '../../testing/paperSpec';
import { trainPlan } from '../../testing/trainPlan';
import { type RunCosts, withGrantedSteps } from './grantedSteps';

const PLAN = trainPlan(PAPER_SPEC, 64, {
  minutes: 10,
  steps: 1000,
  schedule: { kind: 'oneCycle', warmupSteps: 100 },
});
const COSTS: RunCosts = { spent: 20, step: 0.5, validation: 1, scoring: 12, looks: 0.08 };

/** What a run of the plan takes by the costs, s. */
function whole({ steps, validateEvery }: typeof PLAN, { spent, step, validation, scoring, looks }: RunCosts) {
  return spent + scoring + (steps * step + Math.ceil(steps / validateEvery) * validation) / (1 - looks);
}

it('fills the minutes and no more, with the warm-up in proportion', () => {
  const plan = withGrantedSteps(PLAN, COSTS);
  expect(whole(plan, COSTS)).toBeLessThanOrEqual(600);
  expect(whole(plan, COSTS)).toBeGreaterThan(570);
  expect(plan.schedule).toEqual({ kind: 'oneCycle', warmupSteps: Math.round(plan.steps / 10) });
});

it('leaves a plan with given steps alone', () => {
  const plan = { ...PLAN, minutes: 0 };
  expect(withGrantedSteps(plan, COSTS)).toBe(plan);
});

it('spends the time on steps where validations are dear, and validates often enough in a long run', () => {
  const dear = withGrantedSteps({ ...PLAN, minutes: 1 }, { ...COSTS, validation: 15, scoring: 0, spent: 0 });
  expect(dear.steps).toBeGreaterThan(30);
  const day = withGrantedSteps({ ...PLAN, minutes: 24 * 60 }, { ...COSTS, step: 2 });
  expect(day.validateEvery * 2).toBeLessThanOrEqual(3 * 60);
});

it('never takes longer than granted where a step fits at all, and more time never gives fewer steps', () => {
  const seconds = (max: number) => fc.double({ min: 0.001, max, noNaN: true });
  fc.assert(
    fc.property(
      seconds(20),
      seconds(20),
      seconds(60),
      fc.integer({ min: 2, max: 60 }),
      (step, validation, scoring, minutes) => {
        const costs = { ...COSTS, step, validation, scoring };
        const plan = withGrantedSteps({ ...PLAN, minutes }, costs);
        if (plan.steps > 1) expect(whole(plan, costs)).toBeLessThanOrEqual(minutes * 60);
        const more = withGrantedSteps({ ...PLAN, minutes: minutes * 2 }, costs);
        expect(more.steps).toBeGreaterThanOrEqual(plan.steps);
        expect(plan.validateEvery).toBeGreaterThanOrEqual(1);
      },
    ),
  );
});
