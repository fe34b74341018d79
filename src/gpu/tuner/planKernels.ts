/** The kernels that a plan takes on a device: from what was timed there before, or after timing what was not. */
import { KERNEL_KINDS } from '../../domain/kernels';
import type { Norm } from '../../domain/network';
import { kindOfTile } from '../../kernels/correlation/kindOfTile';
import type { CompiledPlan } from '../../network/lowerings/webgpu/compiledPlan';
import type { KernelVariants } from '../../network/lowerings/webgpu/kernelVariants';
import type { PlanDevice } from '../planDevice';
import { proveKind } from '../proveKind';
import { allowedTimes } from './allowedTimes';
import { chooseTiles } from './chooseTiles';
import { type TuningOptions, tuneKernels } from './tuneKernels';
import { tuningTasks } from './tuningTasks';

/** Times nothing: for a prediction, which may be over before the timing would be. */
export async function knownKernels(
  plan: CompiledPlan,
  { variants, tuning, kinds }: PlanDevice,
): Promise<KernelVariants> {
  if (!tuning) return variants;
  const times = await tuning.store.read(tuning.adapter);
  return chooseTiles(tuningTasks(plan), allowedTimes(times, kinds), variants);
}

export interface PlanTuning extends Pick<TuningOptions, 'onProgress' | 'signal' | 'budgetMs'> {
  /** Of the plan's network: which self-check a kind of kernels has to pass. */
  readonly norm: Norm;
}

/**
 * Times what is not known yet, as tuneKernels; the device's own variants where it is not to be tuned. A kind of kernels
 * that the device does not begin with has to pass the self-check where one of it wins; else the best of the others do.
 */
export async function tunedKernels(
  plan: CompiledPlan,
  device: PlanDevice,
  { norm, ...options }: PlanTuning,
): Promise<KernelVariants> {
  const { memory, variants, tuning, kinds } = device;
  if (!tuning) return variants;
  const chosen = await tuneKernels(plan, { ...tuning, ...options, memory, base: variants, kinds });
  const other = kinds && KERNEL_KINDS.find((kind) => kind !== variants.forward && uses(chosen, kind));
  if (!other || (await proveKind(device, other, norm)) === null) return chosen;
  return knownKernels(plan, device);
}

function uses({ tiles = {} }: KernelVariants, kind: string): boolean {
  return Object.values(tiles).some((tile) => kindOfTile(tile) === kind);
}
