/** What the studio asks of an adapter: its full limits where they matter, and timestamps where it has them. */

/** Limits whose WebGPU defaults are too small for a U-Net: bindings of 128 MiB, 8 buffers, 16 KiB shared. */
const RAISED_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
] as const;

export type AdapterAbilities = Pick<GPUAdapter, 'limits' | 'features'>;

/** A request that the adapter can meet. */
export function deviceDescriptor({ limits, features }: AdapterAbilities): GPUDeviceDescriptor {
  return {
    requiredLimits: Object.fromEntries(RAISED_LIMITS.map((name) => [name, limits[name]])),
    requiredFeatures: features.has('timestamp-query') ? ['timestamp-query'] : [],
  };
}
