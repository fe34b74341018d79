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
  const starts = startsOf(parts);
  const total = starts.at(-1) ?? 0;
  const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
  const [made] = await memory.allocate([{ owner, bytes: total, usage }]);
  const staging = defined(made, 'staging buffer');
  try {
    copyParts(memory.device, parts, starts, staging);
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

/** Where each part begins in the copy, then its length: mapped ranges begin at multiples of 8 bytes. */
function startsOf(parts: readonly BufferPart[]): number[] {
  const starts = [0];
  for (const { bytes } of parts) starts.push((starts.at(-1) ?? 0) + Math.ceil(bytes / 8) * 8);
  return starts;
}

function copyParts(
  device: GPUDevice,
  parts: readonly BufferPart[],
  starts: readonly number[],
  staging: GPUBuffer,
): void {
  const encoder = device.createCommandEncoder();
  for (const [i, { buffer, offset, bytes }] of parts.entries()) {
    encoder.copyBufferToBuffer(buffer, offset, staging, starts[i] ?? 0, bytes);
  }
  device.queue.submit([encoder.finish()]);
}
