/** What a training plan is compiled for. Kept in a run's frozen plan: everything here can change the bits. */
import type { OptimizerRule } from '../../../kernels/optimizer/optimizerUpdate';
import type { KernelVariants } from './kernelVariants';

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
  /**
   * Multiply-adds from which on a convolution is cut into bands of rows, and a filter gradient into parts, so that
   * no dispatch keeps a slow device for long; without it none is cut. The bits do not depend on it.
   */
  readonly mostMultiplyAdds?: number;
}

/** What the device allows, bytes; a GPUSupportedLimits fits. */
export interface PlanLimits {
  readonly maxBufferSize: number;
  readonly maxStorageBufferBindingSize: number;
}

/** A tensor is bound as a whole. */
export function slabLimit({ maxBufferSize, maxStorageBufferBindingSize }: PlanLimits): number {
  return Math.min(maxBufferSize, maxStorageBufferBindingSize);
}
