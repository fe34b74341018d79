/**
 * Opens the user's GPU and puts tf.js on it as a guest: the device, its limits and its errors are ours.
 * Called by the engine worker and the command line. Never falls back to another backend.
 */
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { studioError } from '../common/errors';
import type { KernelChoice } from '../domain/kernels';
import { adapterReport } from './adapterReport';
import { deviceDescriptor } from './deviceDescriptor';
import { DeviceMemory } from './deviceMemory';
import { KernelKinds } from './kernelKinds';
import { planDevice } from './planDevice';
import { recallKinds } from './proveKind';
import type { DeviceErrorListener, StudioDevice } from './studioDevice';
import { tf } from './tf';
import { MemoryTuningStore, type TuningStore } from './tuner/tuningStore';
import { watchDevice } from './watchDevice';
import { hostFacts, noAdapter, webGpuAbsence } from './webGpuAbsence';

export interface KernelOptions {
  /** Where timings and self-checks are kept. */
  readonly timings?: TuningStore;
  /** The kind of kernels that the user asks for. */
  readonly kernels?: KernelChoice;
}

/**
 * The device, with tf.js computing on it. `onError` hears of everything that goes wrong on the device later; by
 * default what the tuner measures is kept until the device is closed.
 * Throws `no-webgpu` (with the cause), `no-adapter`, or `device-error` where the adapter refuses.
 */
export async function openWebGpu(
  onError: DeviceErrorListener,
  { timings = new MemoryTuningStore(), kernels = 'auto' }: KernelOptions = {},
): Promise<StudioDevice> {
  const absence = webGpuAbsence(hostFacts());
  if (absence) throw absence;
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw noAdapter();
  const gpu = await requestDevice(adapter);
  watchDevice(gpu, onError);
  await hostTensorFlow(gpu, adapter.info).catch((thrown: unknown) => {
    closeDevice(gpu);
    throw thrown;
  });
  const report = adapterReport(adapter.info, gpu.limits);
  const kinds = new KernelKinds(kernels);
  const device = {
    report,
    gpu,
    memory: new DeviceMemory(gpu),
    timings,
    kinds,
    close: () => closeDevice(gpu),
  };
  const planned = planDevice(device);
  if (planned) await recallKinds(planned);
  return device;
}

async function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  try {
    return await adapter.requestDevice(deviceDescriptor(adapter));
  } catch (cause) {
    throw studioError(
      'device-error',
      'The graphics adapter is there but could not be opened.',
      'Close other pages that use the graphics device and reload, or choose slow mode.',
      cause instanceof Error ? cause.message : String(cause),
      cause,
    );
  }
}

/** Replaces tf.js's own WebGPU factory, which would open a second device with smaller limits. */
async function hostTensorFlow(gpu: GPUDevice, info: GPUAdapterInfo): Promise<void> {
  if (tf.findBackendFactory('webgpu')) tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => new WebGPUBackend(gpu, info));
  const accepted = await tf.setBackend('webgpu');
  if (!accepted || tf.getBackend() !== 'webgpu') {
    throw studioError(
      'device-error',
      `tf.js did not start on WebGPU; it would compute on "${tf.getBackend()}".`,
      'Reload the page, or choose slow mode.',
      tf.getBackend(),
    );
  }
}

function closeDevice(gpu: GPUDevice): void {
  if (tf.findBackendFactory('webgpu')) tf.removeBackend('webgpu');
  gpu.destroy();
}
