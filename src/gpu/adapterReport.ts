/** What the page is told of a WebGPU device. */
import type { DeviceReport } from '../domain/device';

/** Names of software adapters: SwiftShader, Mesa's llvmpipe and lavapipe, Windows' WARP. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render|warp/i;

export type AdapterName = Pick<GPUAdapterInfo, 'vendor' | 'architecture' | 'device' | 'description'> & {
  readonly isFallbackAdapter?: boolean;
};

/** Browsers may leave every part of the name empty. */
export function adapterReport(
  info: AdapterName,
  limits: Pick<GPUSupportedLimits, 'maxBufferSize'>,
): DeviceReport {
  const parts = [info.description || info.device, info.vendor, info.architecture].filter(Boolean);
  const adapter = [...new Set(parts)].join(', ');
  return {
    backend: 'webgpu',
    adapter: adapter || 'unnamed adapter',
    software: info.isFallbackAdapter === true || SOFTWARE.test(adapter),
    maxBufferBytes: limits.maxBufferSize,
  };
}
