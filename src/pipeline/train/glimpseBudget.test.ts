import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GlimpseBudget } from './glimpseBudget';

/** Runs steps of the given lengths, looking whenever it is allowed; each look takes `lookMs`. */
async function run(steps: readonly number[], lookMs: number) {
  let clock = 0;
  let looking = 0;
  let looks = 0;
  const budget = new GlimpseBudget(() => clock);
  for (const ms of steps) {
    clock += ms;
    if (!budget.allows()) continue;
    await budget.spend(async () => {
      clock += lookMs;
      looking += lookMs;
      looks++;
    });
  }
  return { share: looking / clock, looks };
}

test('after the first, looks take less than a tenth of the time whatever they and the steps cost', async () => {
  const steps = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 1, max: 20_000 }), async (list, lookMs) => {
      const { share, looks } = await run(list, lookMs);
      if (looks > 1) expect(share).toBeLessThanOrEqual(0.1);
    }),
  );
});

test('cheap looks come often, dear ones seldom', async () => {
  const steps = new Array<number>(100).fill(200);
  const often = (await run(steps, 5)).looks;
  const seldom = (await run(steps, 1000)).looks;
  expect(often).toBe(91);
  expect(seldom).toBe(1);
});
