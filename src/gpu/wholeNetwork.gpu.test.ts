/** Compiled training plans against tf.js on the CPU: logits, loss and the gradient of every parameter. */
import { beforeAll, expect, test } from 'vitest';
import { defined } from '../common/assert';
import { rngStream } from '../common/rng';
import type { Patch } from '../domain/augment';
import { packStep } from '../kernels/step';
import { buildGraph } from '../network/buildGraph';
import { compileTraining } from '../network/lowerings/webgpu/compileTraining';
import { type KernelVariants, uniformVariants } from '../network/lowerings/webgpu/kernelVariants';
import { packParameters } from '../network/lowerings/webgpu/packParameters';
import { unpackParameters } from '../network/lowerings/webgpu/unpackParameters';
import type { WeightMap } from '../network/parameterTable';
import { type NetworkCase, networkCases } from '../testing/networkSpecs';
import { ReferenceNetwork } from '../testing/referenceNetwork';
import { relativeError } from '../testing/relativeError';
import { syntheticPatch } from '../testing/syntheticPatch';
import { testPlanDevice } from '../testing/testPlanDevice';
import { trainingCase } from '../testing/trainingCase';
import type { DispatchList } from './dispatchLists';
import { unpadChannels } from './padChannels';
import { PlanExecutor } from './planExecutor';
import { inverseWeight, StepInput } from './stepInput';
import { tf } from './tf';

const SEED = 7;
const STEP = 3;

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Also one patch at a time, with and without Dice, which then needs a pass of its own. */
const IN_PARTS = ['same', 'dropout after instance norm, no skips'];

/** How a plan is compiled, where it is not as small as can be. */
interface Way {
  readonly microBatch: number;
  readonly variants?: KernelVariants;
  readonly mostMultiplyAdds?: number;
}

/** Also cut into bands and parts. */
const CUT = ['same'];
/** Also with the statistics of a norm as GPUs take them; the other kernels differ in no binding. */
const TILED = ['valid with instance norm'];
const TILED_FORWARD = { ...uniformVariants('direct'), forward: 'tiled', finish: 'tiled' } as const;

const cases: readonly (NetworkCase & Way)[] = [
  ...networkCases.map((one) => ({ ...one, microBatch: one.batch })),
  ...networkCases
    .filter(({ name }) => CUT.includes(name))
    .map((one) => ({ ...one, microBatch: one.batch, mostMultiplyAdds: 4000, name: `${one.name}, cut` })),
  ...networkCases
    .filter(({ name }) => TILED.includes(name))
    .map((one) => ({ ...one, microBatch: one.batch, variants: TILED_FORWARD, name: `${one.name}, tiled` })),
  ...networkCases
    .filter(({ name }) => IN_PARTS.includes(name))
    .map((one) => ({ ...one, microBatch: 1, name: `${one.name}, in micro-batches` })),
];

for (const one of cases) {
  test(`${one.name}: logits, loss and every gradient are tf.js's`, async () => {
    const { spec, side, batch, loss } = one;
    const { weights } = trainingCase(spec, { batch, side, seed: SEED, step: STEP, firstSample: 0 });
    const patches = Array.from({ length: batch }, (_, index) =>
      weighted(syntheticPatch(spec, side, index), spec.classes),
    );
    const reference = new ReferenceNetwork(buildGraph(spec), weights);
    const expected = reference.run(patches, { loss, seed: SEED, step: STEP });
    reference.dispose();
    const actual = await runPlan(one, weights, patches);
    expect(relativeError([actual.loss], [expected.loss])).toBeLessThan(1e-5);
    expect(relativeError(actual.logits, expected.logits.subarray(-actual.logits.length))).toBeLessThan(1e-4);
    for (const [name, gradient] of expected.gradients) {
      expect(relativeError(defined(actual.gradients.get(name), name), gradient), name).toBeLessThan(1e-4);
    }
  });
}

/** Logits are those of the last micro-batch. */
async function runPlan(
  { spec, loss, microBatch, mostMultiplyAdds, ...way }: NetworkCase & Way,
  weights: WeightMap,
  patches: readonly Patch[],
) {
  const { memory, variants } = await testPlanDevice();
  const { inputSize, outputSize } = defined(patches[0], 'patch');
  const plan = compileTraining(buildGraph(spec), {
    inputSize,
    batch: microBatch,
    severalMicroBatches: microBatch < patches.length,
    loss,
    rule: { kind: 'sgd', momentum: 0, nesterov: false, weightDecay: 0 },
    clipNorm: null,
    emaDecay: null,
    variants: way.variants ?? variants,
    ...(mostMultiplyAdds && { mostMultiplyAdds }),
    ringSlots: 2,
    limits: memory.device.limits,
  });
  const executor = await PlanExecutor.create(memory, plan, { owner: 'test' });
  const { regions, parameters } = plan;
  executor.write(regions.parameters, packParameters(parameters, weights));
  const input = new StepInput({ batch: microBatch, inputSize, outputSize, channels: spec.inputChannels });
  const passes: [DispatchList, DispatchList][] = [['firstMicroBatch', 'nextMicroBatch']];
  if (plan.lossPass) passes.unshift(['firstLoss', 'nextLoss']);
  for (const [first, next] of passes) {
    for (let sample = 0; sample < patches.length; sample += microBatch) {
      input.fill(patches.slice(sample, sample + microBatch));
      executor.write(regions.input, input.images);
      executor.write(defined(regions.labels, 'labels'), input.labels);
      executor.write(defined(regions.weights, 'weights'), input.weights);
      executor.write(defined(regions.step, 'step'), packStep(stepOf(patches, sample)));
      executor.run([sample === 0 ? first : next]);
    }
  }
  executor.run(['update']);
  const [logits, gradients, ring] = await executor.read([
    regions.logits,
    defined(regions.gradients, 'gradients'),
    defined(regions.ring, 'ring'),
  ]);
  executor.dispose();
  expect(memory.liveBytes).toBe(0);
  return {
    logits: unpadChannels(new Float32Array(defined(logits, 'logits')), spec.classes),
    gradients: unpackParameters(parameters, new Float32Array(defined(gradients, 'gradients'))),
    loss: new Float32Array(defined(ring, 'ring'))[4] ?? Number.NaN,
  };
}

function stepOf(patches: readonly Patch[], firstSample: number) {
  return {
    seed: SEED,
    index: STEP,
    firstSample,
    slot: 1,
    inverseWeight: inverseWeight(patches),
    learningRate: 0,
    correction1: 1,
    correction2: 1,
    mostAverageDecay: 0,
  };
}

/** Some pixels ignored, some heavier, all classes. */
function weighted(patch: Patch, classes: number): Patch {
  const rng = rngStream(SEED, 'test', 0, patch.labels.length);
  const weights = patch.weights.map(() => (rng.chance(0.2) ? 0 : rng.uniform(0.5, 2)));
  return { ...patch, weights, labels: patch.labels.map(() => rng.below(classes)) };
}
