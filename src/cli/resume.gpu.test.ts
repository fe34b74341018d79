/** A run that goes on from its checkpoint files, on a device opened anew, has the losses of one that never stopped. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defined } from '../common/assert';
import type { TrainEvent } from '../domain/trainEvents';
import { DeviceMemory } from '../gpu/deviceMemory';
import { PlanNetwork } from '../gpu/planNetwork';
import { buildGraph } from '../network/buildGraph';
import { initWeights } from '../network/initWeights';
import { uniformVariants } from '../network/lowerings/webgpu/kernelVariants';
import { AssessmentSheet } from '../pipeline/predict/assessmentSheet';
import { PlanTrainer } from '../pipeline/train/planTrainer';
import type { RunState } from '../pipeline/train/runState';
import { TrainControl } from '../pipeline/train/trainControl';
import { trainModel } from '../pipeline/train/trainModel';
import { syntheticPatch } from '../testing/syntheticPatch';
import { tinySpec } from '../testing/tinySpec';
import { trainPlan } from '../testing/trainPlan';
import { CheckpointFolder } from './checkpointFolder';

const SPEC = tinySpec({ dropout: 0.3 });

/** Everything that has a state of its own: momentum, average, schedule, decay, clipping, patience. */
const PLAN = trainPlan(SPEC, 12, {
  steps: 12,
  validateEvery: 3,
  optimizer: 'nesterov',
  schedule: { kind: 'polynomial', warmupSteps: 2 },
  weightDecay: 1e-3,
  clipNorm: 1,
  emaDecay: 0.9,
  patience: 100,
});

let out: string;
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'studio-resume-'));
});
afterAll(() => rm(out, { recursive: true }));

interface Wishes {
  readonly resume?: RunState;
  readonly folder?: CheckpointFolder;
  /** The step, from 0, whose patches never come: the tab is gone. */
  readonly killedAt?: number;
}

/** One session: a device of its own. Where it is killed it never comes to an end. */
async function session({ resume, folder, killedAt }: Wishes) {
  const device = await defined(await navigator.gpu.requestAdapter(), 'adapter').requestDevice();
  const memory = new DeviceMemory(device);
  const network = new PlanNetwork(SPEC, initWeights(buildGraph(SPEC), PLAN.seed), {
    memory,
    software: true,
    variants: uniformVariants('direct'),
  });
  const events: TrainEvent[] = [];
  const control = new TrainControl();
  let kill: () => void = () => undefined;
  const killed = new Promise<void>((resolve) => {
    kill = resolve;
  });
  let scored = 0;
  const run = trainModel(new PlanTrainer(network, PLAN), PLAN, {
    patch: async (step, index) => {
      if (step === 4 && !resume) control.changeRate(0.5);
      if (step === killedAt) {
        kill();
        await new Promise(() => undefined);
      }
      return syntheticPatch(SPEC, PLAN.inputSize, step * PLAN.batch + index);
    },
    // Scores that fall and rise, so that the best and the count since are a matter of the state.
    evaluate: async () => ({ scores: { ...SCORES, meanIou: MEAN_IOUS[scored++ % 4] ?? null }, tiles: [] }),
    assess: async () => new AssessmentSheet(2).assessment('heldOutImages'),
    ...(resume && { resume }),
    ...(folder && { checkpoint: (state: RunState) => folder.keep(state) }),
    onEvent: (event) => events.push(event),
    control,
    now: () => 0,
  });
  const ended = await Promise.race([run, killed]);
  const checkpoints = () => events.flatMap((event) => (event.type === 'checkpoint' ? [event.step] : []));
  if (!ended) await expect.poll(checkpoints).toHaveLength(Math.floor((killedAt ?? 0) / PLAN.validateEvery));
  device.destroy();
  return { result: ended, steps: events.flatMap((event) => (event.type === 'step' ? [event] : [])) };
}

const MEAN_IOUS = [0.4, 0.2, 0.3, 0.5];

const SCORES = {
  pixelAccuracy: 0.5,
  iou: [0.5],
  dice: [0.5],
  precision: [0.5],
  recall: [0.5],
  meanIou: 0.5,
  meanDice: 0.5,
};

test('killed and resumed through files, losses, norms and rates are those of the uninterrupted run', async () => {
  const whole = await session({});
  const folder = () => new CheckpointFolder(out, () => []);
  const killed = await session({ folder: folder(), killedAt: 8 });
  expect(killed.result).toBeUndefined();
  const again = folder();
  const { state } = await again.newest();
  expect(state).toMatchObject({ training: { step: 6 }, sinceBest: 1, rateChanges: [{ factor: 0.5 }] });
  const rest = await session({ resume: state, folder: again });
  const told = ({ steps }: typeof whole) =>
    steps.map(({ step, loss, gradientNorm, learningRate }) => ({ step, loss, gradientNorm, learningRate }));
  expect(told(rest)).toEqual(told(whole).slice(6));
  expect(rest.result?.last.weights).toEqual(whole.result?.last.weights);
  expect(rest.result?.summary.stepsDone).toBe(12);
});
