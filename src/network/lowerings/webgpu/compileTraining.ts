/**
 * Compiles training: forward, loss, backward and update of a graph for one size of input, as a fixed list of
 * dispatches over an arena. Pure: memory is known and every dispatch checked before there is a device.
 */
import { DICE_SMOOTHING, type LossOptions, labelBytes, sumBytes } from '../../../kernels/loss/lossOptions';
import { type OptimizerRule, optimizerState } from '../../../kernels/optimizer/optimizerUpdate';
import { RING_FLOATS, STEP_BYTES } from '../../../kernels/step';
import type { Graph } from '../../graph';
import { inferShapes, type NodeShape } from '../../inferShapes';
import type { CompiledPlan, LossPass, PlannedParameter } from './compiledPlan';
import type { KernelVariants } from './kernelVariants';
import { lowerBackward } from './lowerBackward';
import { lowerForward } from './lowerForward';
import type { Lowering } from './lowering';
import { lowerLossGradient, lowerLossSums } from './lowerLoss';
import { lowerUpdate } from './lowerUpdate';
import { type PlacedDrafts, placeDrafts } from './placeDrafts';
import { type Draft, PlanBuilder, type PlanTensor } from './planBuilder';
import { flatLength, planParameters } from './planParameters';
import { shapeBytes } from './storedValue';
import { validatePlan } from './validatePlan';

export interface TrainingOptions {
  /** Side of the square input, px; one that the network takes. */
  readonly inputSize: number;
  /** Images a micro-batch. */
  readonly batch: number;
  /** Whether a step may have several micro-batches, whose gradients add up. */
  readonly severalMicroBatches: boolean;
  /** Factors of the loss's two parts, at least 0. */
  readonly loss: { readonly crossEntropy: number; readonly dice: number };
  readonly rule: OptimizerRule;
  /** Norm above which a gradient is scaled down to it; null never does. */
  readonly clipNorm: number | null;
  /** Of the weights' moving average; null keeps none. */
  readonly emaDecay: number | null;
  readonly variants: KernelVariants;
  /** Records in the ring of losses. */
  readonly ringSlots: number;
  readonly limits: PlanLimits;
}

/** What the device allows, bytes; a GPUSupportedLimits fits. */
export interface PlanLimits {
  readonly maxBufferSize: number;
  readonly maxStorageBufferBindingSize: number;
}

/** What lives from step to step or is seen by the host. */
export interface TrainingTensors {
  readonly input: PlanTensor;
  readonly labels: PlanTensor;
  readonly pixelWeights: PlanTensor;
  readonly step: PlanTensor;
  readonly ring: PlanTensor;
  readonly logits: PlanTensor;
  /** Sums of the loss over the micro-batches of a step. */
  readonly sums: PlanTensor;
  readonly parameters: PlanTensor;
  readonly gradients: PlanTensor;
  readonly optimizer: Readonly<Record<string, PlanTensor>>;
}

/**
 * Throws `bad-setting` where the network cannot take the size, `out-of-memory` naming a tensor that is larger than
 * the device's buffers.
 */
export function compileTraining(graph: Graph, options: TrainingOptions): CompiledPlan {
  const { inputSize, batch, variants, limits } = options;
  const shapes = inferShapes(graph, inputSize, inputSize);
  const parameters = planParameters(graph);
  const loss = lossOptions(shapes, options);
  const tensors = trainingTensors(shapes, parameters, loss, options);
  const builder = new PlanBuilder();
  const lowering: Lowering = {
    graph,
    shapes,
    batch,
    variants,
    builder,
    parameters,
    weights: tensors.parameters,
  };
  const stored = lowerForward(lowering, tensors);
  const forwardEnd = builder.drafts.length;
  lowerLossSums(builder, loss, variants.finish, tensors);
  const sumsEnd = builder.drafts.length;
  const dlogits = lowerLossGradient(builder, loss, tensors);
  lowerBackward(lowering, stored, { ...tensors, dlogits });
  const passEnd = builder.drafts.length;
  lowerUpdate(builder, loss, flatLength(parameters), options, tensors);
  const { drafts } = builder;
  const placed = placeDrafts(drafts, keptTensors(tensors), slabLimit(limits));
  const plan = {
    slabs: placed.slabs,
    ...microBatches(drafts.slice(0, passEnd), forwardEnd, sumsEnd, placed, options),
    update: drafts.slice(passEnd).map(placed.first),
    regions: regionsOf(tensors, placed),
    parameters,
  };
  validatePlan(plan, slabLimit(limits));
  return plan;
}

/** A tensor is bound as a whole. */
export function slabLimit({ maxBufferSize, maxStorageBufferBindingSize }: PlanLimits): number {
  return Math.min(maxBufferSize, maxStorageBufferBindingSize);
}

function lossOptions(shapes: readonly NodeShape[], { batch, loss }: TrainingOptions): LossOptions {
  const { height, width, channels } = shapes.at(-1) ?? { height: 0, width: 0, channels: 0 };
  return { batch, height, width, classes: channels, ...loss, smoothing: DICE_SMOOTHING };
}

function trainingTensors(
  shapes: readonly NodeShape[],
  parameters: readonly PlannedParameter[],
  loss: LossOptions,
  { batch, rule, emaDecay, ringSlots }: TrainingOptions,
): TrainingTensors {
  const kept = (name: string, bytes: number): PlanTensor => ({ name, bytes, lifetime: 'plan' });
  const flat = flatLength(parameters) * 4;
  const [inputShape, logitShape] = [shapes[0], shapes.at(-1)];
  const bytesOf = (shape: NodeShape | undefined) => (shape ? shapeBytes(batch, shape) : 0);
  const states = [...optimizerState(rule), ...(emaDecay === null ? [] : ['average'])];
  return {
    input: kept('input', bytesOf(inputShape)),
    labels: kept('labels', labelBytes(loss)),
    pixelWeights: kept('pixel weights', batch * loss.height * loss.width * 4),
    step: kept('step record', STEP_BYTES),
    ring: kept('loss records', ringSlots * RING_FLOATS * 4),
    logits: kept('logits', bytesOf(logitShape)),
    sums: kept('loss sums', sumBytes(loss)),
    parameters: { name: 'parameters', bytes: flat, lifetime: 'parameters' },
    gradients: kept('gradients', flat),
    optimizer: Object.fromEntries(states.map((name) => [name, kept(`optimizer's ${name}`, flat)])),
  };
}

function keptTensors({ optimizer, ...others }: TrainingTensors): PlanTensor[] {
  return [...Object.values(others), ...Object.values(optimizer)];
}

type MicroBatches = Pick<CompiledPlan, 'firstMicroBatch' | 'nextMicroBatch' | 'lossPass'>;

/**
 * `pass` is forward (up to `forwardEnd`), loss sums (up to `sumsEnd`), loss gradient and backward. Dice over
 * several micro-batches takes the sums in a pass of their own.
 */
function microBatches(
  pass: readonly Draft[],
  forwardEnd: number,
  sumsEnd: number,
  placed: PlacedDrafts,
  { severalMicroBatches, loss }: TrainingOptions,
): MicroBatches {
  const both = (drafts: readonly Draft[]): LossPass => ({
    firstMicroBatch: drafts.map(placed.first),
    nextMicroBatch: drafts.map(placed.next),
  });
  if (!severalMicroBatches) return { firstMicroBatch: pass.map(placed.first), nextMicroBatch: [] };
  if (loss.dice === 0) return both(pass);
  const lossPass = both(pass.slice(0, sumsEnd));
  return { ...both(pass.filter((_, index) => index < forwardEnd || index >= sumsEnd)), lossPass };
}

function regionsOf(tensors: TrainingTensors, { regionOf }: PlacedDrafts): CompiledPlan['regions'] {
  const optimizer = Object.entries(tensors.optimizer).map(
    ([name, tensor]) => [name, regionOf(tensor)] as const,
  );
  return {
    input: regionOf(tensors.input),
    labels: regionOf(tensors.labels),
    weights: regionOf(tensors.pixelWeights),
    step: regionOf(tensors.step),
    ring: regionOf(tensors.ring),
    logits: regionOf(tensors.logits),
    parameters: regionOf(tensors.parameters),
    gradients: regionOf(tensors.gradients),
    optimizer: Object.fromEntries(optimizer),
  };
}
