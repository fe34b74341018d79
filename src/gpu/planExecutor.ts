/**
 * Runs a compiled plan on the device. Everything is made up front: buffers, pipelines, bind groups; running
 * encodes and submits, nothing else. Knows nothing of networks; used by PlanNetwork and PlanTrainer.
 */
import { assert, defined } from '../common/assert';
import type { StudioError } from '../common/errors';
import type { CompiledPlan, PlannedDispatch, Region } from '../network/lowerings/webgpu/compiledPlan';
import { type CompileProgress, compilePipelines } from './compilePipelines';
import { failedWait, refusedSubmit } from './deviceFailure';
import type { DeviceMemory } from './deviceMemory';
import { DISPATCH_LISTS, type DispatchList, dispatchesOf } from './dispatchLists';
import { measureDispatches } from './measureDispatches';
import { encodeDispatches, type PreparedDispatch, prepareDispatches } from './prepareDispatches';
import { readBuffers } from './readBuffers';
import { LONGEST_SUBMIT_MS, splitSubmits } from './splitSubmits';

export interface ExecutorOptions {
  /** What the plan is for, in messages: `training`. */
  readonly owner: string;
  /** Buffers of the caller that stand for whole slabs of the plan, by slab index; they stay the caller's. */
  readonly shared?: ReadonlyMap<number, GPUBuffer>;
  readonly onProgress?: CompileProgress;
  /** What a submit may take by the measured times, ms; infinite where no desktop waits for the device. */
  readonly longestSubmitMs?: number;
}

/** Bytes to upload: their length is a multiple of 4. */
export type UploadData = Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

export class PlanExecutor {
  private readonly submits = new Map<string, PreparedDispatch[][]>();
  private times: ReadonlyMap<PlannedDispatch, number> = new Map();

  private constructor(
    private readonly memory: DeviceMemory,
    readonly plan: CompiledPlan,
    private readonly slabs: readonly GPUBuffer[],
    private readonly owned: readonly GPUBuffer[],
    private readonly prepared: ReadonlyMap<PlannedDispatch, PreparedDispatch>,
    private readonly longestSubmitMs: number,
  ) {}

  /**
   * Rejects with `out-of-memory` where the slabs do not fit, with `device-error` naming the op where a shader
   * does not compile or a dispatch is invalid; nothing stays allocated then. All slabs start as zeros.
   */
  static async create(
    memory: DeviceMemory,
    plan: CompiledPlan,
    { owner, shared = new Map(), onProgress, longestSubmitMs = LONGEST_SUBMIT_MS }: ExecutorOptions,
  ): Promise<PlanExecutor> {
    const { slabs, owned } = await makeSlabs(memory, plan, owner, shared);
    try {
      const all = DISPATCH_LISTS.flatMap((list) => dispatchesOf(plan, list));
      const kernels = await compilePipelines(memory.device, all, onProgress);
      const prepared = await prepareDispatches(memory.device, all, kernels, slabs);
      return new PlanExecutor(memory, plan, slabs, owned, prepared, longestSubmitMs);
    } catch (error) {
      memory.free(owned);
      throw error;
    }
  }

  dispatches(list: DispatchList): readonly PlannedDispatch[] {
    return dispatchesOf(this.plan, list);
  }

  /** Writes to the start of a region, before anything that is submitted later. */
  write(region: Region, data: UploadData): void {
    assert(data.byteLength <= region.bytes, `${data.byteLength} bytes do not fit ${region.bytes}`);
    this.memory.device.queue.writeBuffer(this.slab(region), region.offset, data);
  }

  /** Sets a region to zeros. */
  clear(region: Region): void {
    const encoder = this.memory.device.createCommandEncoder();
    encoder.clearBuffer(this.slab(region), region.offset, region.bytes);
    this.memory.device.queue.submit([encoder.finish()]);
  }

  /** Submits the lists one after the other, in as few submits as their known times allow. */
  run(lists: readonly DispatchList[]): void {
    for (const dispatches of this.submitsOf(lists)) this.submit(dispatches);
  }

  /** Submits one dispatch of the plan by itself: for replays. */
  runOne(dispatch: PlannedDispatch): void {
    this.submit([this.preparedOf(dispatch)]);
  }

  /** Copies a region over another of the same size in another slab, after everything submitted so far. */
  copyWithin(source: Region, target: Region): void {
    const encoder = this.memory.device.createCommandEncoder();
    const [from, to] = [this.slab(source), this.slab(target)];
    encoder.copyBufferToBuffer(from, source.offset, to, target.offset, source.bytes);
    this.memory.device.queue.submit([encoder.finish()]);
  }

  /** Copies a region into a buffer that has its size, after everything submitted so far. */
  copy(region: Region, target: GPUBuffer): void {
    const encoder = this.memory.device.createCommandEncoder();
    encoder.copyBufferToBuffer(this.slab(region), region.offset, target, 0, region.bytes);
    this.memory.device.queue.submit([encoder.finish()]);
  }

  /** The contents of regions, all of one moment between two submits; `atThatMoment` is called then. */
  read(regions: readonly Region[], atThatMoment?: () => void): Promise<ArrayBuffer[]> {
    const parts = regions.map((region) => ({
      buffer: this.slab(region),
      offset: region.offset,
      bytes: region.bytes,
    }));
    return readBuffers(this.memory, parts, 'reading back', atThatMoment);
  }

  /**
   * Runs every dispatch once by itself and keeps the times, ms: later submits carry `longestSubmitMs` at most. The
   * results are written; call it before the buffers hold anything of worth.
   */
  async measure(): Promise<ReadonlyMap<PlannedDispatch, number>> {
    const dispatches = [...new Set(DISPATCH_LISTS.flatMap((list) => this.dispatches(list)))];
    const prepared = dispatches.map((dispatch) => this.preparedOf(dispatch));
    const times = await measureDispatches(this.memory, prepared);
    this.times = new Map(dispatches.map((dispatch, i) => [dispatch, times[i] ?? 0]));
    this.submits.clear();
    return this.times;
  }

  /** Runs `work`, which submits; resolves to the device's complaint about it, null where there is none. */
  async refusalOf(work: () => void): Promise<StudioError | null> {
    const { device } = this.memory;
    device.pushErrorScope('validation');
    device.pushErrorScope('out-of-memory');
    let scopes: Promise<PromiseSettledResult<GPUError | null>[]>;
    try {
      work();
    } finally {
      scopes = Promise.allSettled([device.popErrorScope(), device.popErrorScope()]);
    }
    for (const scope of await scopes) {
      if (scope.status === 'rejected') return failedWait(device, scope.reason);
      if (scope.value) return refusedSubmit(scope.value);
    }
    return null;
  }

  /** Frees the plan's own slabs. Work already submitted still ends. */
  dispose(): void {
    this.memory.free(this.owned);
  }

  private submitsOf(lists: readonly DispatchList[]): PreparedDispatch[][] {
    const key = lists.join();
    const known = this.submits.get(key);
    if (known) return known;
    const prepared = lists.flatMap((list) =>
      this.dispatches(list).map((dispatch) => this.preparedOf(dispatch)),
    );
    const split = splitSubmits(prepared, ({ planned }) => this.times.get(planned), this.longestSubmitMs);
    this.submits.set(key, split);
    return split;
  }

  private submit(dispatches: readonly PreparedDispatch[]): void {
    const encoder = this.memory.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    encodeDispatches(pass, dispatches);
    pass.end();
    this.memory.device.queue.submit([encoder.finish()]);
  }

  private preparedOf(dispatch: PlannedDispatch): PreparedDispatch {
    return defined(this.prepared.get(dispatch), `dispatch of ${dispatch.op}`);
  }

  private slab(region: Region): GPUBuffer {
    return defined(this.slabs[region.slab], `slab ${region.slab}`);
  }
}

async function makeSlabs(
  memory: DeviceMemory,
  plan: CompiledPlan,
  owner: string,
  shared: ReadonlyMap<number, GPUBuffer>,
): Promise<{ slabs: GPUBuffer[]; owned: GPUBuffer[] }> {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const missing = [...plan.slabs.keys()].filter((index) => !shared.has(index));
  const owned = await memory.allocate(
    missing.map((index) => ({
      owner: `${owner}, slab ${index}`,
      bytes: defined(plan.slabs[index], 'slab').bytes,
      usage,
    })),
  );
  const slabs = plan.slabs.map(({ bytes }, index) => {
    const slab = defined(shared.get(index) ?? owned[missing.indexOf(index)], `slab ${index}`);
    assert(slab.size >= bytes, `slab ${index} has ${slab.size} bytes for ${bytes}`);
    return slab;
  });
  return { slabs, owned };
}
