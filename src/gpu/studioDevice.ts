/** A device that is open and on which tf.js computes. Made by openWebGpu and openWebGl. */
import type { StudioError } from '../common/errors';
import type { DeviceReport } from '../domain/device';
import type { DeviceMemory } from './deviceMemory';
import type { KernelKinds } from './kernelKinds';
import type { TuningStore } from './tuner/tuningStore';

export interface StudioDevice {
  readonly report: DeviceReport;
  /** Null for WebGL. */
  readonly gpu: GPUDevice | null;
  /** The buffers of compiled plans on this device; null for WebGL. */
  readonly memory: DeviceMemory | null;
  /** Where kernel timings of this adapter are kept; null for WebGL. */
  readonly timings: TuningStore | null;
  /** Which kinds of kernels its plans may use. */
  readonly kinds: KernelKinds;
  /** Takes tf.js off the device and frees everything on it. */
  close(): void;
}

/** Told of errors that belong to no call: a lost device, an invalid dispatch, memory that ran out. */
export type DeviceErrorListener = (error: StudioError) => void;
