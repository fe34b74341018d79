/**
 * Whether a device computes right: one training step of a small network, its logits and the gradient of every
 * parameter, beside the float64 reference on the CPU. Called before the first training on an adapter and by diagnostics.
 */
import { defined } from '../common/assert';
import { relativeError } from '../common/relativeError';
import { rngStream } from '../common/rng';
import type { CheckedResult, SelfCheck } from '../domain/diagnostics';
import type { Norm, UNetSpec } from '../domain/network';
import { DICE_SMOOTHING } from '../kernels/loss/lossOptions';
import { lossGradientReference } from '../kernels/loss/reference';
import { packStep } from '../kernels/step';
import { buildGraph } from '../network/buildGraph';
import type { Graph } from '../network/graph';
import { initWeights } from '../network/initWeights';
import type { CompiledPlan } from '../network/lowerings/webgpu/compiledPlan';
import { compileTraining } from '../network/lowerings/webgpu/compileTraining';
import { packParameters } from '../network/lowerings/webgpu/packParameters';
import { unpackParameters } from '../network/lowerings/webgpu/unpackParameters';
import type { WeightMap } from '../network/parameterTable';
import { float64Gradients } from '../network/reference/float64Gradients';
import { float64Forward, outputOf } from '../network/reference/float64Network';
import { padChannels, unpadChannels } from './padChannels';
import type { PlanDevice } from './planDevice';
import { PlanExecutor } from './planExecutor';

/** Rounding stays below 1e-4 on the devices that are right; a wrong kernel is off by whole parts. */
export const SELF_CHECK_TOLERANCE = 1e-3;

const SIDE = 16;
const SEED = 11;
const LOSS = { crossEntropy: 1, dice: 1 } as const;

/** Two skips' worth of channels, three classes: nothing is a multiple of the padding. */
const SPEC: UNetSpec = {
  depth: 1,
  width: 5,
  padding: 'same',
  inputChannels: 1,
  classes: 3,
  norm: 'none',
  activation: { kind: 'leaky', slope: 0.1 },
  upActivation: 'relu',
  dropout: 0,
  skips: true,
};

interface Subject {
  readonly spec: UNetSpec;
  readonly graph: Graph;
  readonly weights: WeightMap;
  /** [SIDE,SIDE,1]. */
  readonly image: Float32Array<ArrayBuffer>;
  readonly labels: Uint8Array<ArrayBuffer>;
}

/** Logits, then gradients by the parameter's name. */
type Results = ReadonlyMap<string, ArrayLike<number>>;

/** Rejects as PlanExecutor.create does. With the variants of `device`. */
export async function selfCheck(device: PlanDevice, norm: Norm): Promise<SelfCheck> {
  const subject = subjectOf(norm);
  const expected = referenceOf(subject);
  const found = await resultsOf(device, subject);
  const errors = [...expected].map(([name, values]): CheckedResult => {
    return { name, error: relativeError(defined(found.get(name), name), values) };
  });
  const worst = errors.reduce((most, one) => (one.error > most.error ? one : most));
  return { norm, passed: worst.error <= SELF_CHECK_TOLERANCE, tolerance: SELF_CHECK_TOLERANCE, worst };
}

function subjectOf(norm: Norm): Subject {
  const spec = { ...SPEC, norm };
  const graph = buildGraph(spec);
  const rng = rngStream(SEED, 'self-check', 0, 0);
  return {
    spec,
    graph,
    weights: initWeights(graph, SEED),
    image: Float32Array.from({ length: SIDE ** 2 }, () => rng.normal()),
    labels: Uint8Array.from({ length: SIDE ** 2 }, () => rng.below(spec.classes)),
  };
}

function referenceOf({ spec, graph, weights, image, labels }: Subject): Results {
  const network = {
    graph,
    batch: 1,
    height: SIDE,
    width: SIDE,
    weights,
    input: [...image],
    masks: new Map(),
  };
  const nodes = float64Forward(network);
  const logits = outputOf(nodes, graph.nodes.length - 1);
  const options = { batch: 1, height: SIDE, width: SIDE, classes: spec.classes, ...LOSS };
  const target = { logits, labels: [...labels], weights: new Array<number>(labels.length).fill(1) };
  const dlogits = lossGradientReference({ ...options, smoothing: DICE_SMOOTHING }, target);
  return named(logits, float64Gradients(network, nodes, dlogits));
}

async function resultsOf({ memory, variants }: PlanDevice, subject: Subject): Promise<Results> {
  const plan = compileTraining(subject.graph, {
    inputSize: SIDE,
    batch: 1,
    severalMicroBatches: false,
    loss: LOSS,
    rule: { kind: 'sgd', momentum: 0, nesterov: false, weightDecay: 0 },
    clipNorm: null,
    emaDecay: null,
    variants,
    ringSlots: 1,
    limits: memory.device.limits,
  });
  const executor = await PlanExecutor.create(memory, plan, { owner: 'the self-check' });
  try {
    write(executor, plan, subject);
    executor.run(['firstMicroBatch']);
    const regions = [plan.regions.logits, defined(plan.regions.gradients, 'gradients')];
    const [logits, gradients] = await executor.read(regions);
    return named(
      unpadChannels(new Float32Array(defined(logits, 'logits')), subject.spec.classes),
      unpackParameters(plan.parameters, new Float32Array(defined(gradients, 'gradients'))),
    );
  } finally {
    executor.dispose();
  }
}

function write(executor: PlanExecutor, { regions, parameters }: CompiledPlan, subject: Subject): void {
  const { weights, image, labels } = subject;
  const input = new Float32Array(regions.input.bytes / 4);
  padChannels(image, 1, input);
  executor.write(regions.parameters, packParameters(parameters, weights));
  executor.write(regions.input, input);
  executor.write(defined(regions.labels, 'labels'), labels);
  executor.write(defined(regions.weights, 'weights'), new Float32Array(labels.length).fill(1));
  const step = { index: 0, firstSample: 0, slot: 0, seed: SEED, inverseWeight: 1 / labels.length };
  const still = { learningRate: 0, correction1: 1, correction2: 1, mostAverageDecay: 0 };
  executor.write(defined(regions.step, 'step record'), packStep({ ...step, ...still }));
}

function named(logits: ArrayLike<number>, gradients: ReadonlyMap<string, ArrayLike<number>>): Results {
  const parts = [...gradients].map(([name, values]) => [`gradient of ${name}`, values] as const);
  return new Map<string, ArrayLike<number>>([['logits', logits], ...parts]);
}
