import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PAPER_SPEC } from '../../testing/paperSpec';
import { trainPlan } from '../../testing/trainPlan';
import { LEAST_SHARE, LEAST_STEPS, type RunCosts, timeShortWarning, withGrantedSteps } from './grantedSteps';

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

it('makes a least number of steps where nothing is left for them, and says so', () => {
  const eaten = { ...COSTS, spent: 700, step: 0.01, looks: 0 };
  const plan = withGrantedSteps(PLAN, eaten);
  // A fifth of 600 s, some of it for validations.
  expect(plan.steps * eaten.step).toBeGreaterThan(100);
  expect(whole(plan, eaten)).toBeLessThanOrEqual(700 + 12 + 120);
  expect(timeShortWarning(plan, eaten)).toMatchObject({ kind: 'timeShort', step: 0 });
  expect(timeShortWarning(plan, eaten)?.message).toMatch(
    /compiling took 700 s.*for the 600 s granted.*832 s/,
  );
  const slow = { ...COSTS, step: 100 };
  const few = withGrantedSteps(PLAN, slow);
  expect(few.steps).toBe(LEAST_STEPS);
  expect(timeShortWarning(few, slow)?.message).toContain(`makes ${LEAST_STEPS} steps`);
  expect(timeShortWarning(withGrantedSteps(PLAN, COSTS), COSTS)).toBeNull();
});

it('takes longer than granted only where it says so, and more time never gives fewer steps', () => {
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
        if (timeShortWarning(plan, costs) === null) {
          expect(whole(plan, costs)).toBeLessThanOrEqual(minutes * 60);
        } else {
          const validations = Math.ceil(plan.steps / plan.validateEvery) * validation;
          const least = (LEAST_STEPS * step + validations) / (1 - costs.looks);
          const most = Math.max(LEAST_SHARE * minutes * 60, least);
          expect(whole(plan, costs)).toBeLessThanOrEqual(costs.spent + scoring + most + 1e-6);
        }
        const more = withGrantedSteps({ ...PLAN, minutes: minutes * 2 }, costs);
        expect(more.steps).toBeGreaterThanOrEqual(plan.steps);
        expect(plan.validateEvery).toBeGreaterThanOrEqual(1);
      },
    ),
  );
});
