/** What compiled plans need of an open device. Made from a StudioDevice; tests make their own. */
import { type KernelVariants, uniformVariants } from '../network/lowerings/webgpu/kernelVariants';
import type { TrainingOptions } from '../network/lowerings/webgpu/trainingOptions';
import type { DeviceMemory } from './deviceMemory';
import type { KernelKinds } from './kernelKinds';
import { multiplyAddRate } from './multiplyAddRate';
import { LONGEST_SUBMIT_MS } from './splitSubmits';
import type { StudioDevice } from './studioDevice';
import { adapterKey } from './tuner/adapterKey';
import type { TuningOptions } from './tuner/tuneKernels';

export interface PlanDevice {
  readonly memory: DeviceMemory;
  /** Which variant of the kernels to use where there are several. */
  readonly variants: KernelVariants;
  /** True where no desktop waits for the device: its dispatches may take as long as they take. */
  readonly software: boolean;
  /** Where timings of this adapter are kept and under which name; without it nothing is tuned. */
  readonly tuning?: Pick<TuningOptions, 'adapter' | 'store'>;
  /** Which kinds of kernels may be used; without it all. */
  readonly kinds?: KernelKinds;
}

/**
 * Null for slow mode. Software adapters begin with the kernels without barriers, which they run many times as fast;
 * the tuner may find that another device does so too.
 */
export function planDevice({ memory, report, timings, kinds }: StudioDevice): PlanDevice | null {
  if (!memory || !timings) return null;
  const { software, adapter } = report;
  const tuning = { adapter: adapterKey(adapter, memory.device.limits), store: timings };
  const variants = uniformVariants(kinds.base(software ? 'direct' : 'tiled'));
  return { memory, software, variants, tuning, kinds };
}

/** What every plan is compiled for on this device. */
export async function compileTarget(device: PlanDevice): Promise<CompileTarget> {
  const { memory, variants } = device;
  return { variants, limits: memory.device.limits, ...(await dispatchLimit(device)) };
}

type CompileTarget = Pick<TrainingOptions, 'variants' | 'limits' | 'mostMultiplyAdds'>;

/** Kernels differ in how near they come to the one that is measured. */
const CAUTION = 0.5;

const rates = new WeakMap<GPUDevice, Promise<number>>();

/**
 * What a plan may ask of one convolution dispatch, so that it is forecast to take at most about 50 ms; no limit
 * for software adapters, which would take seconds to compile each band. Measured once a device.
 */
export async function dispatchLimit(device: PlanDevice): Promise<{ readonly mostMultiplyAdds?: number }> {
  const { memory, variants, software } = device;
  if (software) return {};
  const rate = rates.get(memory.device) ?? multiplyAddRate(memory, variants);
  rates.set(memory.device, rate);
  // Where it failed, for want of memory say, the next plan tries again.
  rate.catch(() => rates.delete(memory.device));
  return { mostMultiplyAdds: Math.ceil(CAUTION * LONGEST_SUBMIT_MS * (await rate)) };
}
