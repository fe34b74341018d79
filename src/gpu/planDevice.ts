/** What compiled plans need of an open device. Made from a StudioDevice; tests make their own. */
import { type KernelVariants, uniformVariants } from '../network/lowerings/webgpu/kernelVariants';
import type { DeviceMemory } from './deviceMemory';
import type { StudioDevice } from './studioDevice';

export interface PlanDevice {
  readonly memory: DeviceMemory;
  /** Which variant of the kernels to use where there are several. */
  readonly variants: KernelVariants;
}

/** Null for slow mode. Software adapters take the kernels without barriers, which they run many times as fast. */
export function planDevice({ memory, report }: StudioDevice): PlanDevice | null {
  return memory && { memory, variants: uniformVariants(report.software ? 'direct' : 'tiled') };
}
