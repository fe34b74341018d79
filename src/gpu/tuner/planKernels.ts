/** The kernels that a plan takes on a device: from what was timed there before, or after timing what was not. */
import type { CompiledPlan } from '../../network/lowerings/webgpu/compiledPlan';
import type { KernelVariants } from '../../network/lowerings/webgpu/kernelVariants';
import type { PlanDevice } from '../planDevice';
import { chooseTiles } from './chooseTiles';
import { type TuningOptions, tuneKernels } from './tuneKernels';
import { tuningTasks } from './tuningTasks';

/** Times nothing: for a prediction, which may be over before the timing would be. */
export async function knownKernels(
  plan: CompiledPlan,
  { variants, tuning }: PlanDevice,
): Promise<KernelVariants> {
  if (!tuning) return variants;
  return chooseTiles(tuningTasks(plan), await tuning.store.read(tuning.adapter), variants);
}

/** Times what is not known yet, as tuneKernels; the device's own variants where it is not to be tuned. */
export async function tunedKernels(
  plan: CompiledPlan,
  { memory, variants, tuning }: PlanDevice,
  options: Pick<TuningOptions, 'onProgress' | 'signal'> = {},
): Promise<KernelVariants> {
  if (!tuning) return variants;
  return tuneKernels(plan, { ...tuning, ...options, memory, base: variants });
}
