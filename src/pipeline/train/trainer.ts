/** What can make one optimizer step on a network, whatever computes it. trainModel knows nothing else of it. */
import type { Patch } from '../../domain/augment';
import type { PlannedKernels } from '../../domain/train';
import type { Network } from '../../gpu/network';
import type { TrainingState } from '../../gpu/stepExecutor';

/** Told of each kernel that is timed, then of each that is compiled. */
export type PrepareProgress = (type: 'tuning' | 'compiling', done: number, total: number) => void;

/** What a step computed. */
export interface StepRecord {
  /** Before the update. */
  readonly loss: number;
  /** Of the whole gradient, before clipping. */
  readonly gradientNorm: number;
}

export interface Trainer {
  readonly network: Network;
  /**
   * Chooses kernels and compiles them ahead of the first step. Absent where kernels are compiled as they are met, as
   * tf.js does.
   */
  prepare?(onProgress: PrepareProgress): Promise<void>;
  /** What was chosen, once prepared; absent where there is no choice. */
  kernels?(): Promise<PlannedKernels>;
  /**
   * What the device takes for a step, s, once prepared; patches are not waited for in it. Absent where nothing is
   * measured beforehand, as in slow mode: there the first steps of a run tell.
   */
  secondsPerStep?(): Promise<number>;
  /**
   * Starts one step on a batch of patches of one size; steps take effect in the order of the calls. Resolves
   * once the device has computed it.
   */
  step(batch: readonly Patch[], learningRate: number): Promise<StepRecord>;
  /**
   * Does `work`, which only reads, while the network has the weights' moving average in place of the trained ones, which
   * it has again afterwards, bit for bit. Where none is kept the network stays as it is. No step may be under way.
   */
  averaged<T>(work: () => Promise<T>): Promise<T>;
  /** All that a run continues from, after the steps that have been started. */
  state(): Promise<TrainingState>;
  /**
   * Continues from a state that a trainer of the same plan gave, bit for bit but in slow mode. No step may be under way.
   * Compiles where that was not done.
   */
  restore(state: TrainingState, onProgress?: PrepareProgress): Promise<void>;
  /** Frees the optimizer's state; the network stays. */
  dispose(): void;
}
