/** The name under which timings of an adapter are kept. Never read for what it says: no vendor is favoured. */
import { KERNEL_VERSION } from '../../kernels/kernelVersion';

const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
] as const;

/** `name` is the adapter's own; equal names with other limits are other devices or drivers. */
export function adapterKey(name: string, limits: Pick<GPUSupportedLimits, (typeof LIMITS)[number]>): string {
  const parts = LIMITS.map((limit) => `${limit} ${limits[limit]}`);
  return [name, ...parts, `kernels ${KERNEL_VERSION}`].join('; ');
}
