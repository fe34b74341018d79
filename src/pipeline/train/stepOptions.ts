/** What a training plan is compiled for, from a run's frozen plan. Called by PlanTrainer and by the forecast of its memory. */
import type { TrainPlan } from '../../domain/train';
import { optimizerRule } from '../../gpu/optimizerRule';
import type { TrainingOptions } from '../../network/lowerings/webgpu/trainingOptions';
import { lossFactors } from './lossFactors';

/** What a trainer takes from the frozen plan. */
export type TrainerPlan = Pick<
  TrainPlan,
  | 'optimizer'
  | 'momentum'
  | 'weightDecay'
  | 'clipNorm'
  | 'emaDecay'
  | 'loss'
  | 'inputSize'
  | 'outputSize'
  | 'batch'
  | 'seed'
  | 'kernelVariants'
> &
  Partial<Pick<TrainPlan, 'minutes'>>;

/** What it takes from the device. */
export type DeviceOptions = Pick<TrainingOptions, 'variants' | 'limits' | 'mostMultiplyAdds'>;

/** Only the steps in flight use the ring, which is cheap. */
const RING_SLOTS = 16;

/** `microBatch` patches at a time, a divisor of the plan's batch. */
export function stepOptions(plan: TrainerPlan, microBatch: number, device: DeviceOptions): TrainingOptions {
  return {
    clipNorm: plan.clipNorm > 0 ? plan.clipNorm : null,
    emaDecay: plan.emaDecay > 0 ? plan.emaDecay : null,
    loss: lossFactors(plan.loss),
    inputSize: plan.inputSize,
    batch: microBatch,
    severalMicroBatches: microBatch < plan.batch,
    rule: optimizerRule(plan),
    ringSlots: RING_SLOTS,
    ...device,
  };
}

/** Patches that can be taken at a time, all divisors of the batch, most first. */
export function microBatches(batch: number): number[] {
  return Array.from({ length: batch }, (_, index) => batch - index).filter((size) => batch % size === 0);
}
