/** What can make one optimizer step on a network, whatever computes it. trainModel knows nothing else of it. */
import type { Patch } from '../../domain/augment';
import type { Network } from '../../gpu/network';

export interface Trainer {
  readonly network: Network;
  /** Compiles ahead of the first step. Absent where kernels are compiled as they are met, as tf.js does. */
  prepare?(onProgress: (done: number, total: number) => void): Promise<void>;
  /**
   * Starts one step on a batch of patches of one size; steps take effect in the order of the calls. Resolves
   * to the loss before the update, once the device has computed it.
   */
  step(batch: readonly Patch[]): Promise<number>;
  /** Frees the optimizer's state; the network stays. */
  dispose(): void;
}
