/** What can make one optimizer step on a network, whatever computes it. trainModel knows nothing else of it. */
import type { Patch } from '../../domain/augment';
import type { PlannedKernels } from '../../domain/train';
import type { Network } from '../../gpu/network';
import type { TrainingState } from '../../gpu/stepExecutor';

/** Told of each kernel that is timed, then of each that is compiled. */
export type PrepareProgress = (type: 'tuning' | 'compiling', done: number, total: number) => void;

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
   * to the loss before the update, once the device has computed it.
   */
  step(batch: readonly Patch[]): Promise<number>;
  /** All that a run continues from, after the steps that have been started. Absent where nothing can be continued. */
  state?(): Promise<TrainingState>;
  /** Continues from a state that a trainer of the same plan gave, bit for bit. No step may be under way. */
  restore?(state: TrainingState): Promise<void>;
  /** Frees the optimizer's state; the network stays. */
  dispose(): void;
}
