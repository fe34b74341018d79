/** The weights of a network in one GPU buffer, which all its compiled plans share. Owned by PlanNetwork. */
import { assert, defined } from '../common/assert';
import type { PlannedParameter } from '../network/lowerings/webgpu/compiledPlan';
import { packParameters } from '../network/lowerings/webgpu/packParameters';
import { flatLength } from '../network/lowerings/webgpu/planParameters';
import { unpackParameters } from '../network/lowerings/webgpu/unpackParameters';
import type { WeightMap } from '../network/parameterTable';
import type { DeviceMemory } from './deviceMemory';
import { readBuffers } from './readBuffers';

const DISPOSED = 'the network has been disposed of';

export class ParameterBuffer {
  private made: Promise<GPUBuffer> | null = null;
  /** Null before it is made and after it is freed. */
  private live: GPUBuffer | null = null;
  private freed = false;
  /** Values that are to be uploaded once there is a buffer. */
  private waiting: WeightMap | null;

  /** Nothing is allocated before it is asked for. */
  constructor(
    private readonly memory: DeviceMemory,
    private readonly layout: readonly PlannedParameter[],
    initial: WeightMap,
  ) {
    this.waiting = initial;
  }

  /** The buffer, holding the weights. Rejects with `out-of-memory`; asking again tries again. */
  gpu(): Promise<GPUBuffer> {
    this.made ??= this.make();
    return this.made;
  }

  /** Takes effect after everything submitted so far. Throws a plain Error where one is missing. */
  set(values: WeightMap): void {
    if (this.live) this.upload(this.live, values);
    else this.waiting = values;
  }

  /** A copy, as they are after everything submitted so far. */
  async get(): Promise<WeightMap> {
    const buffer = await this.gpu();
    const parts = [{ buffer, offset: 0, bytes: buffer.size }];
    const [bytes] = await readBuffers(this.memory, parts, 'reading the weights');
    return unpackParameters(this.layout, new Float32Array(defined(bytes, 'weights')));
  }

  free(): void {
    this.freed = true;
    if (this.live) this.memory.free([this.live]);
    this.live = null;
  }

  private async make(): Promise<GPUBuffer> {
    assert(!this.freed, DISPOSED);
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const bytes = flatLength(this.layout) * 4;
    try {
      const made = await this.memory.allocate([{ owner: 'the weights', bytes, usage }]);
      if (this.freed) this.memory.free(made);
      assert(!this.freed, DISPOSED);
      this.live = defined(made[0], 'buffer of weights');
    } catch (error) {
      this.made = null;
      throw error;
    }
    this.upload(this.live, defined(this.waiting, 'weights'));
    this.waiting = null;
    return this.live;
  }

  private upload(buffer: GPUBuffer, values: WeightMap): void {
    this.memory.device.queue.writeBuffer(buffer, 0, packParameters(this.layout, values));
  }
}
