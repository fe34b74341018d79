/** The lists of dispatches of a compiled plan by name. Used by whoever runs, measures or estimates one. Pure. */
import type { CompiledPlan, PlannedDispatch } from '../network/lowerings/webgpu/compiledPlan';

/** The first two are those of the plan's loss pass. */
export type DispatchList = 'firstLoss' | 'nextLoss' | 'firstMicroBatch' | 'nextMicroBatch' | 'update';

export const DISPATCH_LISTS: readonly DispatchList[] = [
  'firstLoss',
  'nextLoss',
  'firstMicroBatch',
  'nextMicroBatch',
  'update',
];

/** Empty where the plan has no such list. */
export function dispatchesOf(plan: CompiledPlan, list: DispatchList): readonly PlannedDispatch[] {
  if (list === 'firstLoss') return plan.lossPass?.firstMicroBatch ?? [];
  if (list === 'nextLoss') return plan.lossPass?.nextMicroBatch ?? [];
  return plan[list];
}
