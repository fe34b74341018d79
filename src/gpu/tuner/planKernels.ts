/** The kernels that a plan takes on a device: from what was timed there before, or after timing what was not. */
import { KERNEL_KINDS, type KernelKind } from '../../domain/kernels';
import type { Norm } from '../../domain/network';
import type { PlannedKernels } from '../../domain/train';
import { kindOfTile, withoutSubgroups } from '../../kernels/correlation/kindOfTile';
import type { CompiledPlan } from '../../network/lowerings/webgpu/compiledPlan';
import type { KernelVariants } from '../../network/lowerings/webgpu/kernelVariants';
import { KernelKinds } from '../kernelKinds';
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

export interface PlanTuning extends Pick<TuningOptions, 'onProgress' | 'signal'> {
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
  let chosen = await tuneKernels(plan, { ...tuning, ...options, memory, base: variants, kinds });
  for (const kind of kinds ? KERNEL_KINDS : []) {
    if (kind === variants.forward || !uses(chosen, kind)) continue;
    if ((await proveKind(device, kind, norm)) !== null) chosen = await knownKernels(plan, device);
  }
  return chosen;
}

/**
 * A frozen plan's kernels as this device can compute them. Where it has no subgroups, or computes wrong by them, the
 * direct tile of the same size takes the place of each tile that needs them, and gives the same bits.
 */
export async function runnableKernels(
  planned: PlannedKernels,
  device: PlanDevice,
  norm: Norm,
): Promise<PlannedKernels> {
  const { kinds = new KernelKinds() } = device;
  if (!uses(planned, 'subgroup')) return planned;
  if (kinds.works('subgroup') && (await proveKind(device, 'subgroup', norm)) === null) return planned;
  const tiles = Object.entries(planned.tiles).map(([key, tile]) => [key, withoutSubgroups(tile)]);
  return { ...planned, tiles: Object.fromEntries(tiles) };
}

function uses({ tiles = {} }: Pick<KernelVariants, 'tiles'>, kind: KernelKind): boolean {
  return Object.values(tiles).some((tile) => kindOfTile(tile) === kind);
}
