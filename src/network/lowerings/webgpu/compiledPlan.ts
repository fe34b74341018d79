/**
 * A network compiled for the GPU, as plain data: which buffers there are, which dispatches run on which parts of
 * them. Made by compileTraining and compilePrediction before anything runs; executed by gpu/, which knows
 * nothing of networks.
 */
import type { KernelProgram } from '../../../kernels/program';

/** One GPU buffer, no larger than the device's `maxBufferSize`. */
export interface Slab {
  readonly bytes: number;
}

/** A part of one slab. `offset` is a multiple of 256 bytes, the device's binding alignment. */
export interface Region {
  /** Index into the plan's slabs. */
  readonly slab: number;
  readonly offset: number;
  readonly bytes: number;
}

export interface PlannedDispatch {
  readonly program: KernelProgram;
  /** One region for each of the program's bindings, in their order. */
  readonly regions: readonly Region[];
  /** The graph's op this dispatch belongs to, for messages: `encoder.0.conv1 input gradient`. */
  readonly op: string;
}

/** Where one parameter lies in the flat buffers of parameters, gradients and optimizer state. */
export interface PlannedParameter {
  /** Name in the parameter table. */
  readonly name: string;
  /** Offset into each flat buffer, in floats; a multiple of 64 (256 bytes). */
  readonly offset: number;
  /** Shape in the parameter table, without padding. */
  readonly shape: readonly number[];
  /** Shape in memory: input and output channels padded to multiples of 4, a concatenation's sources each. */
  readonly paddedShape: readonly number[];
  /** For each axis, the place in memory of each index; the gaps between are padding. */
  readonly places: readonly (readonly number[])[];
}

/** What the host writes before a micro-batch, and what it reads. */
export interface PlanRegions {
  /** [N, H, W, C'] float32. */
  readonly input: Region;
  /** [N, H', W'] class indices, u8 packed. Null for prediction. */
  readonly labels: Region | null;
  /** [N, H', W'] float32. Null for prediction. */
  readonly weights: Region | null;
  /** The step record (kernels/step.ts). Null for prediction. */
  readonly step: Region | null;
  /** Ring of loss records. Null for prediction. */
  readonly ring: Region | null;
  /** [N, H', W', classes'] float32. */
  readonly logits: Region;
  /** The whole of a slab that holds nothing else, so that all plans of one network share the buffer. */
  readonly parameters: Region;
  /** Null for prediction. */
  readonly gradients: Region | null;
  /** Flat buffers of the optimizer by name, EMA included. Empty for prediction. */
  readonly optimizer: Readonly<Record<string, Region>>;
}

/**
 * The lists of a step's first and later micro-batches that only measure the loss. Soft Dice is a ratio of sums over
 * the step's whole batch, so with several micro-batches each goes through the network twice.
 */
export interface LossPass {
  readonly firstMicroBatch: readonly PlannedDispatch[];
  readonly nextMicroBatch: readonly PlannedDispatch[];
}

export interface CompiledPlan {
  readonly slabs: readonly Slab[];
  /** Once a micro-batch: forward, loss, backward into the gradients (the first of a step overwrites them). */
  readonly firstMicroBatch: readonly PlannedDispatch[];
  /** The same for the later micro-batches of a step: adds to the gradients. Empty where the plan allows no more than one. */
  readonly nextMicroBatch: readonly PlannedDispatch[];
  /** To be run over all micro-batches of a step before any of the lists above; missing where none is needed. */
  readonly lossPass?: LossPass;
  /** Once a step: gradient norm, clipping, update. Empty for prediction. */
  readonly update: readonly PlannedDispatch[];
  readonly regions: PlanRegions;
  readonly parameters: readonly PlannedParameter[];
}
