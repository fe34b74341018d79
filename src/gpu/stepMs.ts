/** What a step takes, from what its dispatches take: measured ones, or estimated ones. Pure. */
import type { CompiledPlan, PlannedDispatch } from '../network/lowerings/webgpu/compiledPlan';
import { type DispatchList, dispatchesOf } from './dispatchLists';

/** ms of one optimizer step of that many micro-batches, at least 1; `msOf` is asked for one dispatch at a time. */
export function stepMs(
  plan: CompiledPlan,
  microBatches: number,
  msOf: (dispatch: PlannedDispatch) => number,
): number {
  const of = (list: DispatchList) =>
    dispatchesOf(plan, list).reduce((total, dispatch) => total + msOf(dispatch), 0);
  const first = of('firstLoss') + of('firstMicroBatch');
  const next = of('nextLoss') + of('nextMicroBatch');
  return first + (microBatches - 1) * next + of('update');
}
