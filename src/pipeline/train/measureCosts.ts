/**
 * What a run will take on this device, measured on itself before step 0: a few steps that are undone, and a validation.
 * Called by trainModel where minutes are granted. The bits of the run do not depend on it, its number of steps does.
 */
import type { TrainPlan } from '../../domain/train';
import { GLIMPSE_SHARE } from './glimpseBudget';
import type { RunCosts } from './grantedSteps';
import { StepPipeline } from './stepPipeline';
import type { StartedDeps } from './trainDeps';
import type { Trainer } from './trainer';

/** Timed together, as a run has them: one computes while the next is prepared. */
const TRIAL_STEPS = 4;
/** Of the time granted, for a trial of steps; where they are dear, fewer are tried, one at the least. */
const TRIAL_SHARE = 0.05;
/** Of the learning rate: a step that would not last is not to be the one that fails. */
const TRIAL_RATE = 0.1;

/** The trainer is as before afterwards, bit for bit. `startedMs` by `deps.now`. */
export async function measureCosts(trainer: Trainer, plan: TrainPlan, deps: StartedDeps): Promise<RunCosts> {
  const seconds = async (work: () => Promise<unknown>) => {
    const from = deps.now();
    await work();
    return (deps.now() - from) / 1000;
  };
  const before = await trainer.state();
  const step = await stepSeconds(trainer, plan, deps, seconds);
  const copying = await seconds(() => trainer.state());
  await trainer.restore(before);
  const validate = () => trainer.averaged(deps.evaluate);
  const first = await seconds(validate);
  const quick = await seconds(validate);
  const scoring = quick * (deps.scoringCost ?? 1) + Math.max(0, first - quick);
  const spent = (deps.now() - deps.startedMs) / 1000;
  return { spent, step, validation: quick + copying, scoring, looks: deps.glimpse ? GLIMPSE_SHARE : 0 };
}

/** Of the same steps twice: the first patch of an image takes longer, and what is around it is made once a run. */
async function stepSeconds(
  trainer: Trainer,
  { batch, learningRate, minutes }: TrainPlan,
  { patch, now }: StartedDeps,
  seconds: (work: () => Promise<unknown>) => Promise<number>,
): Promise<number> {
  const trial = async (count: number) => {
    const silent = { patch, now, onEvent: () => undefined };
    const steps = new StepPipeline(trainer, { batch, steps: count }, silent);
    for (let step = 1; step <= count; step++) await steps.start(step, learningRate * TRIAL_RATE);
    await steps.drain();
  };
  const first = await seconds(() => trial(1));
  const affordable = Math.floor((TRIAL_SHARE * 60 * minutes) / Math.max(first, 1e-9));
  const count = Math.min(TRIAL_STEPS, Math.max(1, affordable));
  if (count > 1) await trial(count);
  return (await seconds(() => trial(count))) / count;
}
