/**
 * All that a run goes on from, bit for bit: what a checkpoint holds, and what stays on the host for a lost device. One
 * moment's state, taken at an optimizer boundary after a validation.
 */
import type { TrainPlan } from '../../domain/train';
import type { RateChange } from '../../domain/trainEvents';
import type { TrainingState } from '../../gpu/stepExecutor';
import type { WeightMap } from '../../network/parameterTable';
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

/** The weights that are scored and kept: the moving average where there is one. */
export function scoredWeights({ weights, optimizer }: TrainingState): WeightMap {
  return optimizer.average ?? weights;
}

/**
 * The state from which a run goes on for `moreSteps` beyond those planned. Its schedule is from then on that of a run
 * planned so long: a rate that had fallen rises again, and falls to 0 at the new end; the warm-up is over. Patience is
 * counted anew. The plan with the new steps is the record of it, as the plan of the continued run.
 */
export function extendedState(state: RunState, moreSteps: number): RunState {
  const { plan } = state;
  return { ...state, plan: { ...plan, steps: plan.steps + moreSteps, minutes: 0 }, sinceBest: 0 };
}
