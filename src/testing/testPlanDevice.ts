/** A plan's device in a GPU test: the test file's one device, its memory counted anew. */
import { DeviceMemory } from '../gpu/deviceMemory';
import type { PlanDevice } from '../gpu/planDevice';
import { uniformVariants } from '../network/lowerings/webgpu/kernelVariants';
import { testDevice } from './kernelHarness';

/** Kernels without barriers: software adapters take seconds to compile the others. */
export async function testPlanDevice(capBytes?: number): Promise<PlanDevice> {
  const memory = new DeviceMemory(await testDevice(), capBytes);
  return { memory, software: true, variants: uniformVariants('direct') };
}
