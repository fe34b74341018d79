/** Reads the record that a step left in the plan's ring of losses, without stalling the steps behind it. */
import { assert, defined } from '../common/assert';
import { RING_FLOATS } from '../kernels/step';
import type { Region } from '../network/lowerings/webgpu/compiledPlan';
import type { DeviceMemory } from './deviceMemory';
import type { PlanExecutor } from './planExecutor';
import { mapped } from './readBuffers';

export interface LossRecord {
  /** Total loss, before the update. */
  readonly loss: number;
  readonly crossEntropy: number;
  readonly dice: number;
  /** Of the whole gradient before clipping; NaN where it was not finite and the update was skipped. */
  readonly gradientNorm: number;
}

const RECORD_BYTES = RING_FLOATS * 4;

export class LossRing {
  private readonly idle: GPUBuffer[];

  private constructor(
    private readonly memory: DeviceMemory,
    private readonly executor: PlanExecutor,
    private readonly ring: Region,
    private readonly staging: readonly GPUBuffer[],
  ) {
    this.idle = [...staging];
  }

  /** `readers` records can be on their way at a time, at most as many as the ring has slots. */
  static async create(
    memory: DeviceMemory,
    executor: PlanExecutor,
    ring: Region,
    readers: number,
  ): Promise<LossRing> {
    assert(ring.bytes >= readers * RECORD_BYTES, `a ring of ${ring.bytes} bytes for ${readers} readers`);
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    const request = { owner: 'loss records', bytes: RECORD_BYTES, usage };
    const staging = await memory.allocate(new Array(readers).fill(request));
    return new LossRing(memory, executor, ring, staging);
  }

  /** Where step `index`, from 0, has its record. */
  slotOf(index: number): number {
    return index % Math.floor(this.ring.bytes / RECORD_BYTES);
  }

  /** The record of the step whose update has just been submitted; resolves once the device is done with it. */
  async read(index: number): Promise<LossRecord> {
    const staging = defined(this.idle.pop(), 'idle staging buffer');
    const offset = this.ring.offset + this.slotOf(index) * RECORD_BYTES;
    this.executor.copy({ ...this.ring, offset, bytes: RECORD_BYTES }, staging);
    await mapped(this.memory.device, staging);
    const [loss, crossEntropy, dice, gradientNorm] = new Float32Array(staging.getMappedRange());
    staging.unmap();
    this.idle.push(staging);
    return {
      loss: loss ?? Number.NaN,
      crossEntropy: crossEntropy ?? Number.NaN,
      dice: dice ?? Number.NaN,
      gradientNorm: gradientNorm ?? Number.NaN,
    };
  }

  dispose(): void {
    this.memory.free(this.staging);
  }
}
