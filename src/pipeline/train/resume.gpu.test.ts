/** A run that goes on from its state, and one that is looked at on the way, take the very steps of one that is left alone. */
import { expect, test } from 'vitest';
import { defined } from '../../common/assert';
import type { TrainPlan } from '../../domain/train';
import type { TrainEvent } from '../../domain/trainEvents';
import { PlanNetwork } from '../../gpu/planNetwork';
import { buildGraph } from '../../network/buildGraph';
import { initWeights } from '../../network/initWeights';
import { syntheticPatch } from '../../testing/syntheticPatch';
import { testPlanDevice } from '../../testing/testPlanDevice';
import { tinySpec } from '../../testing/tinySpec';
import { trainPlan } from '../../testing/trainPlan';
import { PlanTrainer } from './planTrainer';
import { extendedState, type RunState } from './runState';
import { TrainControl } from './trainControl';
import type { TrainDeps } from './trainDeps';
import { trainModel } from './trainModel';

const SPEC = tinySpec({ dropout: 0.3 });
const PLAN = trainPlan(SPEC, 12, {
  steps: 10,
  validateEvery: 2,
  optimizer: 'nesterov',
  schedule: { kind: 'polynomial', warmupSteps: 3 },
  weightDecay: 0.001,
  clipNorm: 0.5,
  emaDecay: 0.9,
  patience: 3,
});
const NONE = { iou: [], dice: [], precision: [], recall: [], pixelAccuracy: null, meanDice: null };
const MEAN_IOUS: Readonly<Record<number, number>> = { 2: 0.3, 4: 0.6, 6: 0.5, 8: 0.4, 10: 0.7 };

async function run(plan: TrainPlan, changes: Partial<TrainDeps> = {}, changeAfter = 3) {
  const { spec } = plan;
  const network = new PlanNetwork(spec, initWeights(buildGraph(spec), 1), await testPlanDevice());
  const trainer = new PlanTrainer(network, plan);
  const events: TrainEvent[] = [];
  const states: RunState[] = [];
  const control = new TrainControl();
  const [patch] = [syntheticPatch(spec, plan.inputSize, 0)];
  const result = await trainModel(trainer, plan, {
    patch: async (step, index) => syntheticPatch(spec, plan.inputSize, step * plan.batch + index),
    evaluate: async () => {
      await network.logits(patch.image, 1, plan.inputSize);
      const step = events.findLast((event) => event.type === 'step')?.step ?? 0;
      return { scores: { ...NONE, meanIou: MEAN_IOUS[step] ?? 0 }, tiles: [] };
    },
    assess: async () => ({
      scores: { ...NONE, meanIou: 0 },
      images: [],
      spread: SPREAD,
      calibration: null,
      sentence: '',
    }),
    checkpoint: async (state) => states.push(state) > 0,
    onEvent: (event) => {
      events.push(event);
      if (event.type === 'step' && event.step === changeAfter) control.changeRate(0.5);
    },
    control,
    now: () => 0,
    ...changes,
  });
  trainer.dispose();
  network.dispose();
  expect(result.failure).toBeNull();
  const losses = new Map(
    events.flatMap((event) => (event.type === 'step' ? [[event.step, event.loss]] : [])),
  );
  return { result, events, states, losses };
}

const SPREAD = {
  meanDice: null,
  meanIou: null,
  pixelAccuracy: null,
  f1: null,
  seg: null,
  vRand: null,
  vInfo: null,
};

test('goes on bit for bit from each of its states, with average, schedule, rate change and patience', async () => {
  const whole = await run(PLAN);
  expect(whole.losses.size).toBe(10);
  expect(whole.events.filter(({ type }) => type === 'rate')).toEqual([
    { type: 'rate', step: 4, factor: 0.5 },
  ]);
  const state = defined(
    whole.states.find(({ training }) => training.step === 6),
    'state of step 6',
  );
  expect(state).toMatchObject({ sinceBest: 1, best: { step: 4 }, rateChanges: [{ step: 4, factor: 0.5 }] });
  const later = await run(state.plan, { resume: state });
  expect([...later.losses]).toEqual([...whole.losses].slice(6));
  expect(later.result.last.weights).toEqual(whole.result.last.weights);
  expect(later.result.best).toEqual(whole.result.best);
  expect(later.states.at(-1)).toEqual(whole.states.at(-1));
});

test('validations, looks and measuring leave no trace in the losses', async () => {
  const looked = await run(PLAN);
  const plain = await run({ ...PLAN, validateEvery: 100, emaDecay: 0 });
  expect([...looked.losses]).toEqual([...plain.losses]);
});

test('keeps the average, not the trained weights, and scores it', async () => {
  const { result, states } = await run(PLAN);
  const last = defined(states.at(-1), 'last state').training;
  expect(result.last.weights).toEqual(last.optimizer.average);
  expect(result.last.weights).not.toEqual(last.weights);
});

test('ends by itself where patience is at its end, and goes on when it is given more steps', async () => {
  const impatient = { ...PLAN, patience: 2 };
  const short = await run(impatient);
  expect(short.result.summary).toMatchObject({
    stoppedEarly: true,
    stopped: false,
    stepsDone: 8,
    bestStep: 4,
  });
  const state = extendedState(defined(short.states.at(-1), 'last state'), 4);
  const longer = await run(state.plan, { resume: state });
  expect([...longer.losses.keys()]).toEqual([9, 10, 11, 12, 13, 14].slice(0, longer.losses.size));
  expect(longer.losses.size).toBeGreaterThan(2);
});

test('minutes granted become steps before the first, which is the one of a run with as many', async () => {
  let clock = 0;
  // A second passes at each look at the clock: the least steps are what is left time for.
  const granted = await run({ ...PLAN, steps: 25, minutes: 1, patience: 0 }, { now: () => (clock += 1000) });
  const { plan } = granted.result.summary;
  expect(plan.steps).toBeGreaterThan(0);
  expect(plan.steps).not.toBe(25);
  const same = await run({ ...plan, minutes: 0 });
  expect([...granted.losses]).toEqual([...same.losses]);
});
