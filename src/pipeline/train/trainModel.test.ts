import { beforeAll, describe, expect, it } from 'vitest';
import { defined } from '../../common/assert';
import type { Patch } from '../../domain/augment';
import type { Assessment, Scores } from '../../domain/metrics';
import type { TrainPlan } from '../../domain/train';
import type { TrainEvent } from '../../domain/trainEvents';
import { tf } from '../../gpu/tf';
import { TfjsNetwork } from '../../gpu/tfjsNetwork';
import { buildGraph } from '../../network/buildGraph';
import { initWeights } from '../../network/initWeights';
import { syntheticPatch } from '../../testing/syntheticPatch';
import { tinySpec } from '../../testing/tinySpec';
import { trainPlan } from '../../testing/trainPlan';
import { AssessmentSheet } from '../predict/assessmentSheet';
import type { RunState } from './runState';
import { TfjsTrainer } from './tfjsTrainer';
import { TrainControl } from './trainControl';
import type { TrainDeps } from './trainDeps';
import type { Trainer } from './trainer';
import { trainModel } from './trainModel';

const SPEC = tinySpec();

beforeAll(async () => {
  await tf.setBackend('cpu');
});

function planOf(changes: Partial<TrainPlan> = {}): TrainPlan {
  return trainPlan(SPEC, 16, { batch: 1, steps: 6, ...changes });
}

function scoresWith(meanIou: number): Scores {
  return { pixelAccuracy: 1, iou: [], dice: [], precision: [], recall: [], meanIou, meanDice: null };
}

/** Of one held-out image. */
function assessmentWith(meanIou: number): Assessment {
  const scores = scoresWith(meanIou);
  const image = { imageId: 'b', scores, objects: null, membranes: null };
  return { ...new AssessmentSheet(2).assessment('heldOutImages'), scores, images: [image] };
}

/** A run on the real trainer; `meanIous` are the scores that the validations and the assessment return in turn. */
async function run(plan: TrainPlan, changes: Partial<TrainDeps> = {}, meanIous: number[] = []) {
  const network = new TfjsNetwork(plan.spec, initWeights(buildGraph(plan.spec), plan.seed));
  const trainer = new TfjsTrainer(network, plan);
  const events: TrainEvent[] = [];
  let clock = 0;
  const deps: TrainDeps = {
    patch: (step, index) =>
      Promise.resolve(syntheticPatch(plan.spec, plan.inputSize, step * plan.batch + index)),
    evaluate: async () => ({ scores: scoresWith(meanIous.shift() ?? 0), tiles: [] }),
    assess: async () => assessmentWith(meanIous.shift() ?? 0),
    onEvent: (event) => events.push(event),
    control: new TrainControl(),
    now: () => clock++,
    ...changes,
  };
  try {
    return { result: await trainModel(trainer, plan, deps), events, weights: await network.weights() };
  } finally {
    trainer.dispose();
    network.dispose();
  }
}

const stepsOf = (events: TrainEvent[]) =>
  events.flatMap((event) => (event.type === 'step' ? [event.step] : []));
const typesOf = (events: TrainEvent[]) => events.map(({ type }) => type);

describe('trainModel', () => {
  it('stopped while kernels are being timed, times no more and ends', async () => {
    const control = new TrainControl();
    const plan = planOf();
    const network = new TfjsNetwork(plan.spec, initWeights(buildGraph(plan.spec), plan.seed));
    const trainer = new TfjsTrainer(network, plan);
    let timed = 0;
    const prepare: NonNullable<Trainer['prepare']> = async (onProgress) => {
      for (; timed < 10; timed++) {
        if (timed === 3) control.stop();
        onProgress('tuning', timed, 10);
      }
    };
    const deps: TrainDeps = {
      patch: () => Promise.reject(new Error('no patch is asked for')),
      evaluate: async () => null,
      assess: async () => assessmentWith(0),
      onEvent: () => undefined,
      control,
      now: () => 0,
    };
    const { summary, failure } = await trainModel(Object.assign(trainer, { prepare }), plan, deps);
    expect(failure).toBeNull();
    expect(summary).toMatchObject({ stopped: true, stepsDone: 0 });
    expect(timed).toBe(3);
    network.dispose();
  });

  it.each(['valid', 'same'] as const)(
    'fits one patch with %s padding',
    async (padding) => {
      const spec = { ...SPEC, padding };
      const patch = syntheticPatch(spec, 24, 0);
      const plan = planOf({ spec, inputSize: patch.inputSize, steps: 30, validateEvery: 30 });
      const { events } = await run(plan, { patch: () => Promise.resolve(patch) });
      const losses = events.flatMap((event) => (event.type === 'step' ? [event.loss] : []));
      expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) / 4);
    },
    60_000,
  );

  it('reports every step once and in order, and validates as planned and after the last', async () => {
    const { events, result } = await run(planOf({ steps: 5 }));
    expect(stepsOf(events)).toEqual([1, 2, 3, 4, 5]);
    expect(typesOf(events).slice(0, 2)).toEqual(['planned', 'compiling']);
    const validated = events.flatMap((event) => (event.type === 'validation' ? [event.step] : []));
    expect(validated).toEqual([2, 4, 5]);
    expect(result.summary).toMatchObject({ stepsDone: 5, stopped: false });
    expect(result.failure).toBeNull();
  });

  it('repeats itself exactly on the CPU backend', async () => {
    const [first, second] = [await run(planOf()), await run(planOf())];
    expect(second.result.last.weights).toEqual(first.result.last.weights);
    expect(second.events).toEqual(first.events);
  });

  it('shows a held-out image on the way without changing the run', async () => {
    let clock = 0;
    const part = { imageId: 'b', x: 0, y: 0, width: 1, height: 1, labels: Uint8Array.of(1) };
    const looking = { now: () => (clock += 1000), glimpse: () => Promise.resolve(part) };
    const [looked, plain] = [await run(planOf(), looking), await run(planOf())];
    const glimpses = looked.events.flatMap((event) => (event.type === 'glimpse' ? [event.glimpse] : []));
    expect(glimpses[0]).toMatchObject({ imageId: 'b', step: 0 });
    expect(glimpses.length).toBeGreaterThan(2);
    expect(looked.result.last.weights).toEqual(plain.result.last.weights);
  });

  it('keeps the weights with the best mean IoU beside the last, and leaves them in the network', async () => {
    const { result, weights } = await run(planOf(), {}, [0.2, 0.7, 0.5, 0.71]);
    expect([result.best.step, result.last.step]).toEqual([4, 6]);
    expect(result.best.scores?.meanIou).toBe(0.7);
    expect(result.summary.scores?.meanIou).toBe(0.71);
    expect(weights).toEqual(result.best.weights);
    expect(weights).not.toEqual(result.last.weights);
  });

  it('that had ended by itself when it was cut off is only scored; one that was stopped goes on', async () => {
    const states: RunState[] = [];
    const checkpoint = async (state: RunState) => states.push(state) > 0;
    const plan = planOf({ steps: 20, patience: 2 });
    const ended = await run(plan, { checkpoint }, [0.5, 0.4, 0.3]);
    expect(ended.result.summary).toMatchObject({ stoppedEarly: true, stepsDone: 6, bestStep: 2 });
    const resume = defined(states.at(-1), 'last state');
    const again = await run(plan, { resume });
    expect(stepsOf(again.events)).toEqual([]);
    expect(again.result.summary).toMatchObject({ stoppedEarly: true, stepsDone: 6, bestStep: 2 });
    expect(again.result.best.weights).toEqual(ended.result.best.weights);
    const stopped = { ...resume, training: { ...resume.training, step: 5 } };
    expect(stepsOf((await run(plan, { resume: stopped }, [0.9])).events).slice(0, 2)).toEqual([6, 7]);
  });

  it('warns of nothing that it was warned of before it goes on', async () => {
    const scores = { ...scoresWith(0.4), precision: [0.9, null], recall: [0.9, 0] };
    const evaluate = async () => ({ scores, tiles: [] });
    const warned = (events: TrainEvent[]) =>
      events.flatMap((event) => (event.type === 'warning' ? [event.warning] : []));
    const plan = planOf({ steps: 10 });
    const first = warned((await run(plan, { evaluate })).events);
    expect(first.map(({ kind }) => kind)).toEqual(['classNeverPredicted']);
    expect(warned((await run(plan, { evaluate, warned: first })).events)).toEqual([]);
  });

  it('stops after the current step and keeps its weights', async () => {
    const control = new TrainControl();
    const events: TrainEvent[] = [];
    const onEvent = (event: TrainEvent) => {
      events.push(event);
      if (event.type === 'step' && event.step === 3) control.stop();
    };
    const { result } = await run(planOf({ steps: 50, validateEvery: 50 }), { control, onEvent });
    expect(result.summary.stopped).toBe(true);
    expect(result.summary.stepsDone).toBe(stepsOf(events).length);
    expect(result.summary.stepsDone).toBeLessThanOrEqual(4);
    expect(result.last.step).toBe(result.summary.stepsDone);
  });

  it('pauses and resumes without changing the result', async () => {
    const control = new TrainControl();
    const events: TrainEvent[] = [];
    const onEvent = (event: TrainEvent) => {
      events.push(event);
      if (event.type === 'step' && event.step === 2) control.pause();
      if (event.type === 'paused') queueMicrotask(() => control.resume());
    };
    const paused = await run(planOf(), { control, onEvent });
    expect(typesOf(events)).toEqual(expect.arrayContaining(['paused', 'resumed']));
    expect(paused.result.last.weights).toEqual((await run(planOf())).result.last.weights);
  });

  it('ends with loss-not-finite naming the step, the good weights kept', async () => {
    const poison = (patch: Patch): Patch => ({ ...patch, image: patch.image.map(() => Number.NaN) });
    const patch = (step: number) => {
      const good = syntheticPatch(SPEC, 16, step);
      return Promise.resolve(step === 4 ? poison(good) : good);
    };
    const { result } = await run(planOf({ steps: 9 }), { patch });
    expect(result.failure).toMatchObject({ code: 'loss-not-finite', subject: '5' });
    expect(result.last.step).toBe(4);
    expect(result.summary.scores).toBeNull();
    expect([...result.best.weights.values()].every((values) => values.every(Number.isFinite))).toBe(true);
  });

  it('keeps the weights where patches cannot be made, and says why', async () => {
    const cause = new Error('disk gone');
    const patch = (step: number) =>
      step < 3 ? Promise.resolve(syntheticPatch(SPEC, 16, step)) : Promise.reject(cause);
    const { result } = await run(planOf(), { patch });
    expect(result.failure).toBe(cause);
    expect(result.last.step).toBe(2);
  });

  it('keeps the weights where the last scoring fails, and says why', async () => {
    const cause = new Error('device gone');
    const assess: TrainDeps['assess'] = () => Promise.reject(cause);
    const { result } = await run(planOf(), { assess });
    expect(result.failure).toBe(cause);
    expect(result.summary).toMatchObject({ stepsDone: 6, scores: null });
    expect(result.best.step).toBe(2);
  });

  it('rejects with aborted once the signal fires', async () => {
    const signal = AbortSignal.abort();
    await expect(run(planOf(), { signal })).rejects.toMatchObject({ code: 'aborted' });
  });

  it('holds no more tensors after ten steps than after two', async () => {
    const counts: number[] = [];
    const onEvent = (event: TrainEvent) => {
      if (event.type === 'validation') counts.push(tf.memory().numTensors);
    };
    await run(planOf({ steps: 10, validateEvery: 2 }), { onEvent });
    expect(new Set(counts).size).toBe(1);
    const after = tf.memory().numTensors;
    await run(planOf());
    expect(tf.memory().numTensors).toBe(after);
  });
});
