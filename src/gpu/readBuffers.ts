/** Copies of parts of GPU buffers on the CPU, all of one moment. Not for a training step: it allocates. */
import { defined } from '../common/assert';
import { failedWait } from './deviceFailure';
import type { DeviceMemory } from './deviceMemory';

export interface BufferPart {
  readonly buffer: GPUBuffer;
  /** Bytes, a multiple of 4. */
  readonly offset: number;
  /** A multiple of 4, at least 4. */
  readonly bytes: number;
}

/**
 * The contents of the parts, all of one moment between two submits; `atThatMoment` is called then. Rejects with
 * `out-of-memory` where the copy's room is not to be had, with `device-lost` where the device goes.
 */
export async function readBuffers(
  memory: DeviceMemory,
  parts: readonly BufferPart[],
  owner: string,
  atThatMoment: () => void = () => undefined,
): Promise<ArrayBuffer[]> {
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
  const [made] = await memory.allocate([{ owner, bytes: total, usage }]);
  const staging = defined(made, 'staging buffer');
  try {
    const starts = copyParts(memory.device, parts, staging);
    atThatMoment();
    await mapped(memory.device, staging);
    return parts.map(({ bytes }, i) => staging.getMappedRange(starts[i] ?? 0, bytes).slice(0));
  } finally {
    memory.free([staging]);
  }
}

/** Resolves once the buffer can be read; rejects with a StudioError that says why it never can. */
export async function mapped(device: GPUDevice, staging: GPUBuffer): Promise<void> {
  try {
    await staging.mapAsync(GPUMapMode.READ);
  } catch (cause) {
    throw await failedWait(device, cause);
  }
}

/** Offset of each part in `staging`. */
function copyParts(device: GPUDevice, parts: readonly BufferPart[], staging: GPUBuffer): number[] {
  const encoder = device.createCommandEncoder();
  let at = 0;
  const starts = parts.map(({ buffer, offset, bytes }) => {
    const start = at;
    encoder.copyBufferToBuffer(buffer, offset, staging, start, bytes);
    at += bytes;
    return start;
  });
  device.queue.submit([encoder.finish()]);
  return starts;
}
