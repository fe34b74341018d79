/** Times the tiles of one shape on the device, one by one. Called by tuneKernels. */
import { defined } from '../../common/assert';
import type { TuningPoint } from '../../kernels/correlation/tuning';
import type { KernelProgram } from '../../kernels/program';
import type { PlannedDispatch, Region } from '../../network/lowerings/webgpu/compiledPlan';
import { compilePipelines } from '../compilePipelines';
import type { DeviceMemory } from '../deviceMemory';
import { dispatchTimer } from '../dispatchTimer';
import { type PreparedDispatch, prepareDispatches } from '../prepareDispatches';

/** Each sample repeats the dispatch until it takes about this long, so that a coarse clock suffices. ms */
const SAMPLE_MS = 5;
const SAMPLES = 3;
const MOST_REPEATS = 1000;
/** A dispatch that takes longer, ms, is timed once more and no oftener: noise is small beside it, the time is not. */
const LONG_MS = 100;

/**
 * Yields the ms of the whole op by each tile, the best of three samples; the numbers are zeros, which run no faster
 * than others. Ends early when the caller stops asking. Rejects with `out-of-memory` where the tensors do not fit.
 */
export async function* timeTiles(
  memory: DeviceMemory,
  point: Pick<TuningPoint, 'key' | 'share' | 'build'>,
  tiles: readonly string[],
): AsyncGenerator<{ readonly tile: string; readonly ms: number }> {
  const programs = tiles.map((tile) => ({ tile, program: point.build(tile) }));
  const buffers = await memory.allocate(requests(programs.map(({ program }) => program)));
  const timer = await dispatchTimer(memory);
  try {
    for (const { tile, program } of programs) {
      const prepared = await prepare(memory.device, point.key, program, buffers);
      yield { tile, ms: (await best(timer.time, prepared)) / point.share };
    }
  } finally {
    timer.dispose();
    memory.free(buffers);
  }
}

/** One buffer a binding, large enough for all programs: they differ in how much they write of statistics alone. */
function requests(programs: readonly KernelProgram[]) {
  const [first] = programs;
  const usage = GPUBufferUsage.STORAGE;
  return defined(first, 'a tile to time').bindings.map(({ name }, i) => ({
    owner: `timing kernels, ${name}`,
    bytes: Math.max(...programs.map(({ bindings }) => defined(bindings[i], name).bytes)),
    usage,
  }));
}

async function prepare(
  device: GPUDevice,
  op: string,
  program: KernelProgram,
  buffers: readonly GPUBuffer[],
): Promise<PreparedDispatch> {
  const regions = program.bindings.map(({ bytes }, slab): Region => ({ slab, offset: 0, bytes }));
  const planned: PlannedDispatch = { op, program, regions };
  const kernels = await compilePipelines(device, [planned]);
  const prepared = await prepareDispatches(device, [planned], kernels, buffers);
  return defined(prepared.get(planned), op);
}

async function best(
  time: (dispatches: readonly PreparedDispatch[]) => Promise<number>,
  dispatch: PreparedDispatch,
): Promise<number> {
  const first = await time([dispatch]);
  const repeats = Math.min(MOST_REPEATS, Math.max(1, Math.ceil(SAMPLE_MS / Math.max(first, 0.001))));
  const repeated = new Array<PreparedDispatch>(repeats).fill(dispatch);
  let least = Number.POSITIVE_INFINITY;
  const samples = first > LONG_MS ? 1 : SAMPLES;
  for (let sample = 0; sample < samples; sample++) least = Math.min(least, await time(repeated));
  return least / repeats;
}
