import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { defined } from '../../common/assert';
import type { Patch } from '../../domain/augment';
import type { UNetSpec } from '../../domain/network';
import type { PlanDevice } from '../../gpu/planDevice';
import { PlanNetwork } from '../../gpu/planNetwork';
import { tf } from '../../gpu/tf';
import { TfjsNetwork } from '../../gpu/tfjsNetwork';
import { buildGraph } from '../../network/buildGraph';
import { initWeights } from '../../network/initWeights';
import type { WeightMap } from '../../network/parameterTable';
import { tileGeometry } from '../../network/tileGeometry';
import { ReferenceNetwork } from '../../testing/referenceNetwork';
import { relativeError } from '../../testing/relativeError';
import { syntheticPatch } from '../../testing/syntheticPatch';
import { testPlanDevice } from '../../testing/testPlanDevice';
import { tinySpec } from '../../testing/tinySpec';
import { PlanTrainer, type PlanTrainerOptions } from './planTrainer';
import type { TrainerPlan } from './stepOptions';
import { TfjsTrainer } from './tfjsTrainer';
import type { StepRecord, Trainer } from './trainer';

const SPEC = tinySpec();
const SIZE = 12;
const PLAIN = { weightDecay: 0, clipNorm: 0, emaDecay: 0 } as const;
const SGD = { ...PLAIN, optimizer: 'sgd', momentum: 0.9, loss: 'crossEntropy' } as const;
const ADAM = { ...PLAIN, optimizer: 'adam', momentum: 0, loss: 'diceCrossEntropy' } as const;
const RATES = { sgd: 0.05, nesterov: 0.05, adam: 0.01 } as const;

let device: PlanDevice;
const open: { trainer: PlanTrainer; network: PlanNetwork }[] = [];

beforeAll(async () => {
  await tf.setBackend('cpu');
});

afterEach(async () => {
  for (const { trainer, network } of open.splice(0)) {
    trainer.dispose();
    network.dispose();
  }
  await Promise.resolve();
  expect(device.memory.liveBytes).toBe(0);
});

type RatedTrainer = PlanTrainer & { readonly rate: number };

interface Setup {
  readonly spec?: UNetSpec;
  readonly plan?: Partial<TrainerPlan>;
  readonly options?: PlanTrainerOptions;
  readonly capBytes?: number;
  readonly weights?: WeightMap;
  readonly tuning?: PlanDevice['tuning'];
}

async function trainerOf({ spec = SPEC, plan = {}, options = {}, capBytes, weights, tuning }: Setup = {}) {
  device = { ...(await testPlanDevice(capBytes)), ...(tuning && { tuning }) };
  const network = new PlanNetwork(spec, weights ?? initWeights(buildGraph(spec), 1), device);
  const { inputSize, outputSize } = tileGeometry(spec, SIZE);
  const whole = { ...SGD, inputSize, outputSize, batch: 2, seed: 5, ...plan };
  const trainer = Object.assign(new PlanTrainer(network, whole, options), { rate: RATES[whole.optimizer] });
  open.push({ trainer, network });
  return { trainer, network };
}

/** The batch of a step, the same for every trainer. */
function batchOf(step: number, spec = SPEC): Patch[] {
  return [0, 1].map((index) => syntheticPatch(spec, SIZE, 2 * step + index));
}

async function run(trainer: RatedTrainer, from: number, to: number, spec = SPEC): Promise<number[]> {
  const records: Promise<StepRecord>[] = [];
  for (let step = from; step < to; step++) records.push(trainer.step(batchOf(step, spec), trainer.rate));
  return (await Promise.all(records)).map(({ loss }) => loss);
}

/** Ten steps of tf.js on the CPU. */
function referenceSteps(optimizer: tf.Optimizer, dice: number, spec = SPEC) {
  const network = new ReferenceNetwork(buildGraph(spec), initWeights(buildGraph(spec), 1));
  const losses = Array.from({ length: 10 }, (_, step) => {
    const loss = { crossEntropy: 1, dice };
    return network.run(batchOf(step, spec), { loss, seed: 5, step }, optimizer).loss;
  });
  const weights = network.weights();
  network.dispose();
  return { losses, weights };
}

describe('kernels of a PlanTrainer', () => {
  const forward = 'conv3x3 forward 4→4 @12x12, batch 2, pad 1';

  it('all stand in the frozen plan, which forces them to the same bits', async () => {
    const { trainer, network } = await trainerOf();
    const kernelVariants = await trainer.kernels();
    // Three passes of five convolutions, an up-convolution and the head; two shapes occur twice, the first has no input gradient.
    expect(Object.keys(kernelVariants.tiles)).toContain(forward);
    await run(trainer, 0, 2);
    const forced = await trainerOf({ plan: { kernelVariants: JSON.parse(JSON.stringify(kernelVariants)) } });
    await run(forced.trainer, 0, 2);
    expect(await forced.network.weights()).toEqual(await network.weights());
    expect(await forced.trainer.kernels()).toEqual(kernelVariants);
  });

  it('of a plan that names them are not measured', async () => {
    const { trainer } = await trainerOf();
    const kernelVariants = await trainer.kernels();
    const forbidden = () => Promise.reject(new Error('a forced plan was tuned'));
    const tuning = { adapter: 'any', store: { read: forbidden, write: forbidden } };
    const forced = await trainerOf({ plan: { kernelVariants }, tuning });
    await forced.trainer.prepare();
    const free = await trainerOf({ tuning });
    await expect(free.trainer.prepare()).rejects.toThrow('a forced plan was tuned');
  });

  it('that this version does not know are refused by name', async () => {
    const { trainer } = await trainerOf();
    const { tiles, ...kinds } = await trainer.kernels();
    const kernelVariants = { ...kinds, tiles: { ...tiles, [forward]: 'warp pixels=4' } };
    const forced = await trainerOf({ plan: { kernelVariants } });
    await expect(forced.trainer.prepare()).rejects.toMatchObject({ code: 'bad-setting' });
  });
});

describe('PlanTrainer beside tf.js', () => {
  it.each([
    ['same', SPEC],
    ['valid', { ...SPEC, padding: 'valid' }],
    ['norm and dropout', { ...SPEC, norm: 'instance', dropout: 0.3 }],
  ] as const)('ten SGD steps stay within 1e-3, %s', async (_, spec) => {
    const { trainer, network } = await trainerOf({ spec });
    const expected = referenceSteps(tf.train.momentum(RATES.sgd, SGD.momentum), 0, spec);
    expect(relativeError(await run(trainer, 0, 10, spec), expected.losses)).toBeLessThan(1e-3);
    const weights = await network.weights();
    for (const [name, values] of expected.weights) {
      expect(relativeError(defined(weights.get(name), name), values), name).toBeLessThan(1e-3);
    }
  });

  it('ten Adam steps have its losses', async () => {
    const { trainer } = await trainerOf({ plan: ADAM });
    const { losses } = referenceSteps(tf.train.adam(RATES.adam), 1);
    expect(relativeError(await run(trainer, 0, 10), losses)).toBeLessThan(1e-3);
  });

  it.each([
    ['Nesterov', { optimizer: 'nesterov', momentum: 0.9, loss: 'crossEntropy' }],
    ['AdamW', { optimizer: 'adam', momentum: 0, loss: 'diceCrossEntropy' }],
  ] as const)('%s with decay, clipping and average takes the steps of slow mode', async (_, rule) => {
    const plan = { ...rule, weightDecay: 0.01, clipNorm: 0.2, emaDecay: 0.7 };
    const { trainer, network } = await trainerOf({ plan });
    const slowNetwork = new TfjsNetwork(SPEC, initWeights(buildGraph(SPEC), 1));
    const slow = new TfjsTrainer(slowNetwork, { ...plan, batch: 2, seed: 5 });
    for (let step = 0; step < 8; step++) {
      const rate = 0.02 / (step + 1);
      const [a, b] = [await trainer.step(batchOf(step), rate), await slow.step(batchOf(step), rate)];
      expect(relativeError([a.loss, a.gradientNorm], [b.loss, b.gradientNorm])).toBeLessThan(1e-3);
    }
    for (const average of [false, true]) {
      const weightsOf = (one: Trainer) =>
        average ? one.averaged(() => one.network.weights()) : one.network.weights();
      const expected = await weightsOf(slow);
      for (const [name, values] of await weightsOf(trainer)) {
        expect(relativeError(values, defined(expected.get(name), name)), name).toBeLessThan(1e-3);
      }
    }
    const trained = await network.weights();
    expect(await trainer.averaged(() => network.weights())).toEqual(
      (await trainer.state()).optimizer.average,
    );
    expect(await network.weights()).toEqual(trained);
    slow.dispose();
    slowNetwork.dispose();
  });

  it('learns the same by micro-batches, to rounding', async () => {
    const plan = { loss: 'diceCrossEntropy', clipNorm: 1 } as const;
    const whole = await trainerOf({ plan });
    const parts = await trainerOf({ plan, options: { microBatch: 1 } });
    const [a, b] = [await run(whole.trainer, 0, 5), await run(parts.trainer, 0, 5)];
    expect(relativeError(b, a)).toBeLessThan(1e-4);
    const saved = await parts.trainer.state();
    expect(saved.microBatch).toBe(1);
    await whole.trainer.restore(saved);
    expect(await run(whole.trainer, 5, 7)).toEqual(await run(parts.trainer, 5, 7));
  });
});

describe('PlanTrainer repeats itself', () => {
  const spec: UNetSpec = { ...SPEC, norm: 'instance', dropout: 0.3 };
  const setup = { spec, plan: { ...ADAM, emaDecay: 0.9, clipNorm: 1 } };

  it('gives the same bits after 20 steps, twice and across saving and loading', async () => {
    const first = await trainerOf(setup);
    const losses = await run(first.trainer, 0, 20, spec);
    const end = await first.trainer.state();
    expect(end.step).toBe(20);
    expect(Object.keys(end.optimizer)).toEqual(['moment1', 'moment2', 'average']);

    const again = await trainerOf(setup);
    expect(await run(again.trainer, 0, 20, spec)).toEqual(losses);
    expect(await again.trainer.state()).toEqual(end);

    const before = await trainerOf(setup);
    await run(before.trainer, 0, 9, spec);
    const saved = await before.trainer.state();
    const after = await trainerOf({ ...setup, weights: initWeights(buildGraph(spec), 99) });
    await after.trainer.restore(saved);
    expect(await run(after.trainer, 9, 20, spec)).toEqual(losses.slice(9));
    expect(await after.trainer.state()).toEqual(end);
    for (const { trainer, network } of open) {
      trainer.dispose();
      network.dispose();
    }
    open.length = 0;
  });

  it('predicts with the weights as trained, during training', async () => {
    const { trainer, network } = await trainerOf();
    await run(trainer, 0, 3);
    const [patch] = batchOf(0);
    const { image } = defined(patch, 'patch');
    const during = await network.logits(image, 1, SIZE);
    const copy = new PlanNetwork(SPEC, await network.weights(), device);
    expect(await copy.logits(image, 1, SIZE)).toEqual(during);
    copy.dispose();
  });
});

describe('PlanTrainer says what went wrong', () => {
  const poisoned = (value: number, count: number) =>
    batchOf(2).map((patch) => ({ ...patch, image: patch.image.slice().fill(value, 0, count) }));

  it('names the input where a patch is not finite, and keeps the weights', async () => {
    const { trainer, network } = await trainerOf();
    await run(trainer, 0, 2);
    const before = await network.weights();
    await expect(trainer.step(poisoned(Number.NaN, 1), 0.05)).rejects.toMatchObject({
      code: 'loss-not-finite',
      message: expect.stringMatching(/at step 3: the input was the first/),
    });
    expect(await network.weights()).toEqual(before);
    await expect(trainer.step(batchOf(3), 0.05)).rejects.toMatchObject({ code: 'loss-not-finite' });
    expect(await network.weights()).toEqual(before);
  });

  it('names the op that overflows', async () => {
    const { trainer } = await trainerOf();
    await expect(trainer.step(poisoned(3e38, SIZE ** 2), 0.05)).rejects.toMatchObject({
      code: 'loss-not-finite',
      message: expect.stringMatching(/at step 1: encoder\.0\.conv1 forward was the first/),
    });
  });

  it('names the weights, and the step in flight behind fails alike', async () => {
    const weights = new Map(initWeights(buildGraph(SPEC), 1));
    weights.set('head.bias', Float32Array.of(Number.NaN, 0));
    const { trainer } = await trainerOf({ weights });
    const outcomes = await Promise.allSettled([0, 1, 2].map((step) => trainer.step(batchOf(step), 0.05)));
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ reason: { message: expect.stringMatching(/the weights was/) } });
    }
  });

  it('takes smaller micro-batches under a cap, and names the bytes where one patch is too much', async () => {
    const whole = await trainerOf();
    await whole.trainer.prepare();
    const { liveBytes } = device.memory;
    const losses = await run(whole.trainer, 0, 2);
    const capped = await trainerOf({ capBytes: liveBytes - 256 });
    expect(relativeError(await run(capped.trainer, 0, 2), losses)).toBeLessThan(1e-4);
    expect(device.memory.peakBytes).toBeLessThan(liveBytes);
    const { trainer } = await trainerOf({ capBytes: 20_000 });
    await expect(trainer.step(batchOf(0), 0.05)).rejects.toMatchObject({
      code: 'out-of-memory',
      message: expect.stringMatching(/training, slab 1.*20,000 bytes are allowed/),
    });
  });
});

describe('what a step takes', () => {
  it('is known before the first step, and more micro-batches take longer', async () => {
    const whole = await trainerOf({ options: { microBatch: 2 } });
    expect(await whole.trainer.secondsPerStep()).toBeGreaterThan(0);
    const { trainer } = await trainerOf({ plan: { batch: 200 }, options: { microBatch: 1 } });
    const of200 = await trainer.secondsPerStep();
    const one = await trainerOf({ plan: { batch: 2 }, options: { microBatch: 1 } });
    expect(of200).toBeGreaterThan(await one.trainer.secondsPerStep());
  });
});
