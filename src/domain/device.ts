/** What computes: the user's GPU through WebGPU, or the slow mode the user agreed to. */

export type Backend = 'webgpu' | 'webgl';

export interface DeviceReport {
  readonly backend: Backend;
  /** Human-readable adapter name; WebGPU may hide parts of it. */
  readonly adapter: string;
  /** True for a software adapter (SwiftShader and the like): right, but slow. */
  readonly software: boolean;
  /** Largest buffer, bytes; null for WebGL. */
  readonly maxBufferBytes: number | null;
}
