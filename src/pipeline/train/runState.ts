/**
 * All that a run goes on from, bit for bit: what a checkpoint holds, and what stays on the host for a lost device. One
 * moment's state, taken at an optimizer boundary after a validation.
 */
import type { RateChange, TrainPlan } from '../../domain/train';
import type { TrainingState } from '../../gpu/stepExecutor';
import type { KeptWeights } from './weightKeeper';

export interface RunState {
  /** As it was frozen: with its steps, its micro-batch's kernels, its schedule. */
  readonly plan: TrainPlan;
  readonly training: TrainingState;
  readonly best: KeptWeights;
  /** Validations since the best. */
  readonly sinceBest: number;
  readonly rateChanges: readonly RateChange[];
}
