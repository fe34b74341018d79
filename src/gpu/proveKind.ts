/**
 * Whether one kind of kernels computes right on a device, by the self-check: once an adapter, what came of it is kept
 * beside the timings. A kind that fails is excluded from then on.
 */
import { StudioError } from '../common/errors';
import type { KernelKind } from '../domain/kernels';
import type { Norm } from '../domain/network';
import { uniformVariants } from '../network/lowerings/webgpu/kernelVariants';
import { DeviceMemory } from './deviceMemory';
import type { PlanDevice } from './planDevice';
import { SELF_CHECK_TOLERANCE, selfCheck } from './selfCheck';

/** Null: it is right. Else what is wrong, in the middle of a sentence. Rejects as selfCheck does, but for `device-error`. */
export async function proveKind(device: PlanDevice, kind: KernelKind, norm: Norm): Promise<string | null> {
  const kept = await keptError(device, kind, norm);
  const fault = kept === undefined ? await checked(device, kind, norm) : faultOf(kept);
  if (fault !== null) exclude(device, kind, fault);
  return fault;
}

/** Excludes the kinds that failed in an earlier visit, without computing anything. */
export async function recallKinds(device: PlanDevice): Promise<void> {
  const { tuning } = device;
  if (!tuning) return;
  for (const kinds of Object.values(await tuning.store.read(checksKey(tuning.adapter)))) {
    for (const kind of ['direct', 'tiled'] as const) {
      const fault = faultOf(kinds[kind]);
      if (fault !== null) exclude(device, kind, fault);
    }
  }
}

function exclude({ kinds }: PlanDevice, kind: KernelKind, fault: string): void {
  kinds?.exclude(kind, `The ${kind} kernels are not used on this device: ${fault}.`);
}

/** Under which name of the store the largest errors are kept: by norm, then by kind. */
export function checksKey(adapter: string): string {
  return `${adapter}; self-checks`;
}

async function keptError({ tuning }: PlanDevice, kind: KernelKind, norm: Norm): Promise<number | undefined> {
  return tuning && (await tuning.store.read(checksKey(tuning.adapter)))[norm]?.[kind];
}

/** A kernel that does not compile is as wrong; that may be another driver's fault tomorrow, so it is not kept. */
async function checked(device: PlanDevice, kind: KernelKind, norm: Norm): Promise<string | null> {
  try {
    // In a count of memory of its own: a run's peak is the run's alone.
    const memory = new DeviceMemory(device.memory.device);
    const { worst } = await selfCheck({ ...device, memory, variants: uniformVariants(kind) }, norm);
    await keepError(device, { kind, norm, error: worst.error });
    return worst.error <= SELF_CHECK_TOLERANCE
      ? null
      : `the ${worst.name} of a test network is ${off(worst.error)}`;
  } catch (error) {
    if (error instanceof StudioError && error.code === 'device-error') return error.message;
    throw error;
  }
}

async function keepError(
  { tuning }: PlanDevice,
  { kind, norm, error }: { readonly kind: KernelKind; readonly norm: Norm; readonly error: number },
): Promise<void> {
  if (!tuning) return;
  const key = checksKey(tuning.adapter);
  const known = await tuning.store.read(key);
  // What is not a number is as far off as can be, and JSON has no word for it.
  const finite = Number.isFinite(error) ? error : Number.MAX_VALUE;
  await tuning.store.write(key, { ...known, [norm]: { ...known[norm], [kind]: finite } });
}

function faultOf(error: number | undefined): string | null {
  if (error === undefined || error <= SELF_CHECK_TOLERANCE) return null;
  return `in an earlier check a result was ${off(error)}`;
}

function off(error: number): string {
  return `off by ${error.toPrecision(2)} of its size, where ${SELF_CHECK_TOLERANCE} is allowed`;
}
