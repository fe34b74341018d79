/** A device that is open and on which tf.js computes. Made by openWebGpu and openWebGl. */
import type { StudioError } from '../common/errors';
import type { DeviceReport } from '../domain/device';

export interface StudioDevice {
  readonly report: DeviceReport;
  /** Null for WebGL. */
  readonly gpu: GPUDevice | null;
  /** Takes tf.js off the device and frees everything on it. */
  close(): void;
}

/** Told of errors that belong to no call: a lost device, an invalid dispatch, memory that ran out. */
export type DeviceErrorListener = (error: StudioError) => void;
