/** A run whose device is lost on the way goes on on another one, with the same bits. */
import { expect, test } from 'vitest';
import { defined } from '../../common/assert';
import type { TrainEvent } from '../../domain/trainEvents';
import { DeviceMemory } from '../../gpu/deviceMemory';
import { PlanNetwork } from '../../gpu/planNetwork';
import { buildGraph } from '../../network/buildGraph';
import { initWeights } from '../../network/initWeights';
import { uniformVariants } from '../../network/lowerings/webgpu/kernelVariants';
import { syntheticPatch } from '../../testing/syntheticPatch';
import { tinySpec } from '../../testing/tinySpec';
import { trainPlan } from '../../testing/trainPlan';
import { AssessmentSheet } from '../predict/assessmentSheet';
import { PlanTrainer } from './planTrainer';
import { TrainControl } from './trainControl';
import { trainModel } from './trainModel';

const SPEC = tinySpec({ dropout: 0.3 });
const PLAN = trainPlan(SPEC, 12, { steps: 9, validateEvery: 3 });

async function trainerOnNewDevice(): Promise<{ device: GPUDevice; trainer: PlanTrainer }> {
  const device = await defined(await navigator.gpu.requestAdapter(), 'adapter').requestDevice();
  const planDevice = {
    memory: new DeviceMemory(device),
    software: true,
    variants: uniformVariants('direct'),
  };
  const network = new PlanNetwork(SPEC, initWeights(buildGraph(SPEC), PLAN.seed), planDevice);
  return { device, trainer: new PlanTrainer(network, PLAN) };
}

/** A run whose device is destroyed when a patch of a step, from 0, is asked for and `goes` says so. */
async function run(goes: (step: number) => boolean, replacements: number) {
  const events: TrainEvent[] = [];
  let now = await trainerOnNewDevice();
  let recoveries = 0;
  const result = await trainModel(now.trainer, PLAN, {
    patch: async (step, index) => {
      if (index === 0 && goes(step)) now.device.destroy();
      return syntheticPatch(SPEC, PLAN.inputSize, step * PLAN.batch + index);
    },
    evaluate: async () => null,
    assess: async () => new AssessmentSheet(2).assessment('heldOutImages'),
    recover: async () => {
      if (recoveries++ >= replacements) return null;
      now = await trainerOnNewDevice();
      return now.trainer;
    },
    onEvent: (event) => events.push(event),
    control: new TrainControl(),
    now: () => 0,
  });
  now.device.destroy();
  return {
    result,
    events,
    last: lastLosses(events),
    recovered: events.filter((e) => e.type === 'recovered'),
  };
}

/** True the first time that each of the steps is met. */
function once(...steps: readonly number[]): (step: number) => boolean {
  const left = new Set(steps);
  return (step) => left.delete(step);
}

/** The loss of each step as it stood in the end. */
function lastLosses(events: readonly TrainEvent[]): Map<number, number> {
  return new Map(events.flatMap((event) => (event.type === 'step' ? [[event.step, event.loss]] : [])));
}

test('goes on from the last validation, twice, as if nothing had been', async () => {
  const plain = await run(() => false, 0);
  const lossy = await run(once(1, 8), 2);
  expect(plain.result.failure).toBeNull();
  expect(lossy.result.failure).toBeNull();
  expect(lossy.recovered).toEqual([
    { type: 'recovered', step: 0 },
    { type: 'recovered', step: 6 },
  ]);
  expect(lossy.result.summary.stepsDone).toBe(9);
  expect(lossy.last).toEqual(plain.last);
  expect(lossy.result.last.weights).toEqual(plain.result.last.weights);
});

test('where no other device is to be had, ends with what is kept and says why', async () => {
  const { result } = await run(once(5), 0);
  expect(result.failure).toMatchObject({ code: 'device-lost' });
  expect(result.last.step).toBe(3);
});

test('does not try for ever where the device goes at the same place each time', async () => {
  const { result, recovered } = await run((step) => step === 5, 9);
  expect(recovered).toEqual([{ type: 'recovered', step: 3 }]);
  expect(result.failure).toMatchObject({ code: 'device-lost' });
});
