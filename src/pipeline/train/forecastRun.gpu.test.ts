/** The forecast beside what the counting allocator sees in whole runs: looks, validations and last scores included. */
import { describe, expect, test } from 'vitest';
import type { Example } from '../../domain/example';
import type { TrainPlan } from '../../domain/train';
import { PlanNetwork } from '../../gpu/planNetwork';
import { buildGraph } from '../../network/buildGraph';
import { initWeights } from '../../network/initWeights';
import { randomNumbers } from '../../testing/randomNumbers';
import { syntheticPatch } from '../../testing/syntheticPatch';
import { testPlanDevice } from '../../testing/testPlanDevice';
import { tinySpec } from '../../testing/tinySpec';
import { trainPlan } from '../../testing/trainPlan';
import { assess } from '../predict/assess';
import { glimpseOf } from '../predict/glimpseOf';
import { lookSides } from '../predict/lookSides';
import { quickScores } from '../predict/quickScores';
import { forecastRun } from './forecastRun';
import { PlanTrainer } from './planTrainer';
import { TrainControl } from './trainControl';
import { trainModel } from './trainModel';

const SPEC = tinySpec();

function example(id: string, width: number, height: number): Example {
  const data = new Float32Array(randomNumbers(width * height, width));
  const classes = Uint8Array.from(data, (value) => (value > 0 ? 1 : 0));
  return {
    id,
    image: { width, height, channels: 1, data },
    labels: { width, height, classes, ignore: null, instances: null },
  };
}

/** Peak of a whole run, bytes. */
async function peakOf(plan: TrainPlan, heldOut: readonly Example[]): Promise<number> {
  const { spec } = plan;
  const device = await testPlanDevice();
  const network = new PlanNetwork(spec, initWeights(buildGraph(spec), 1), device);
  const trainer = new PlanTrainer(network, plan);
  const [shown] = heldOut;
  const { failure } = await trainModel(trainer, plan, {
    patch: async (step, index) => syntheticPatch(spec, plan.inputSize, step * plan.batch + index),
    evaluate: () => quickScores(network, heldOut, plan.inputSize),
    assess: () => assess(network, heldOut, plan),
    ...(shown && { glimpse: () => glimpseOf(network, shown, plan.inputSize) }),
    onEvent: () => undefined,
    control: new TrainControl(),
    now: () => 0,
  });
  trainer.dispose();
  network.dispose();
  expect(failure).toBeNull();
  return device.memory.peakBytes;
}

async function forecastOf(
  plan: TrainPlan,
  heldOut: readonly Example[],
  budgetBytes = Number.POSITIVE_INFINITY,
) {
  const { memory, variants } = await testPlanDevice();
  return forecastRun({
    spec: plan.spec,
    plan,
    sides: lookSides(plan.spec, {
      heldOut: heldOut.map(({ image }) => image),
      trainedSize: plan.inputSize,
      validations: Math.ceil(plan.steps / plan.validateEvery),
      glimpses: true,
    }),
    device: { variants, limits: memory.device.limits },
    budgetBytes,
  });
}

const HELD_OUT = [example('b', 70, 30), example('c', 20, 24)];

describe('the forecast of a run is what its allocator counts', () => {
  test.each<[string, TrainPlan, readonly Example[]]>([
    ['same, momentum', trainPlan(SPEC, 24, { optimizer: 'sgd' }), HELD_OUT],
    [
      'Nesterov with average and clipping',
      trainPlan(SPEC, 24, { optimizer: 'nesterov', emaDecay: 0.9, clipNorm: 1 }),
      HELD_OUT,
    ],
    ['plain SGD, nothing held out', trainPlan(SPEC, 32, { optimizer: 'sgd', momentum: 0 }), []],
    ['valid, Adam', trainPlan({ ...SPEC, padding: 'valid' }, 40), HELD_OUT],
    [
      'norm, Adam, Dice, dropout, three classes',
      trainPlan({ ...SPEC, norm: 'instance', dropout: 0.3, classes: 3 }, 24, { loss: 'diceCrossEntropy' }),
      HELD_OUT,
    ],
    [
      'no skips, small tile and large looks',
      trainPlan({ ...SPEC, skips: false }, 16, { batch: 1 }),
      HELD_OUT,
    ],
  ])('%s', async (_, plan, heldOut) => {
    const forecast = await forecastOf(plan, heldOut);
    const peak = await peakOf(plan, heldOut);
    const ratio = (forecast?.memory.peak ?? 0) / peak;
    expect(ratio).toBeGreaterThan(0.98);
    expect(ratio).toBeLessThan(1.02);
  });

  test('takes fewer patches at a time where the whole batch does not fit', async () => {
    const plan = trainPlan(SPEC, 32, { batch: 4 });
    const whole = await forecastOf(plan, []);
    const parts = await forecastOf(plan, [], (whole?.memory.peak ?? 0) - 1);
    expect([whole?.microBatch, parts?.microBatch]).toEqual([4, 2]);
    expect(parts?.memory.peak).toBeLessThan(whole?.memory.peak ?? 0);
  });
});
