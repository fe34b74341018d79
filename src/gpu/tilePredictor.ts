/** One prediction plan at work: a tile of one size through the network. Owned by PlanNetwork. */
import { assert, defined } from '../common/assert';
import type { CompiledPlan } from '../network/lowerings/webgpu/compiledPlan';
import type { CompileProgress } from './compilePipelines';
import type { DeviceMemory } from './deviceMemory';
import { padChannels, unpadChannels } from './padChannels';
import { PlanExecutor } from './planExecutor';
import { mapped } from './readBuffers';

export interface TileChannels {
  readonly input: number;
  readonly output: number;
}

export class TilePredictor {
  private readonly input: Float32Array<ArrayBuffer>;

  private constructor(
    private readonly memory: DeviceMemory,
    private readonly executor: PlanExecutor,
    private readonly channels: TileChannels,
    private readonly staging: GPUBuffer,
  ) {
    this.input = new Float32Array(executor.plan.regions.input.bytes / 4);
  }

  /** `plan` takes one tile at a time; `parameters` is the network's buffer. Rejects as PlanExecutor.create. */
  static async create(
    memory: DeviceMemory,
    plan: CompiledPlan,
    parameters: GPUBuffer,
    channels: TileChannels,
    onProgress?: CompileProgress,
  ): Promise<TilePredictor> {
    const { logits, parameters: region } = plan.regions;
    const shared = new Map([[region.slab, parameters]]);
    const options = { owner: 'prediction', shared, ...(onProgress && { onProgress }) };
    const executor = await PlanExecutor.create(memory, plan, options);
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    try {
      const [staging] = await memory.allocate([{ owner: 'predicted logits', bytes: logits.bytes, usage }]);
      return new TilePredictor(memory, executor, channels, defined(staging, 'staging buffer'));
    } catch (error) {
      executor.dispose();
      throw error;
    }
  }

  /** [side, side, inputChannels] to logits, [out, out, classes]. Not again before it has resolved. */
  async logits(tile: Float32Array<ArrayBuffer>): Promise<Float32Array<ArrayBuffer>> {
    padChannels(tile, this.channels.input, this.input);
    const refusal = this.executor.refusalOf(() => this.submit());
    const [error] = await Promise.all([refusal, mapped(this.memory.device, this.staging)]);
    const logits = unpadChannels(new Float32Array(this.staging.getMappedRange()), this.channels.output);
    this.staging.unmap();
    if (error) throw error;
    return logits;
  }

  dispose(): void {
    this.executor.dispose();
    this.memory.free([this.staging]);
  }

  private submit(): void {
    const { input, logits } = this.executor.plan.regions;
    assert(input.bytes === this.input.byteLength, 'the input region is one tile');
    this.executor.write(input, this.input);
    this.executor.run(['firstMicroBatch']);
    this.executor.copy(logits, this.staging);
  }
}
