/** How long dispatches take on this device. Called before training, never in a step: it waits for each one. */
import { defined } from '../common/assert';
import type { DeviceMemory } from './deviceMemory';
import { encodeDispatches, type PreparedDispatch } from './prepareDispatches';
import { mapped } from './readBuffers';

/** Milliseconds. Runs the dispatch once. */
type Timer = (dispatch: PreparedDispatch) => Promise<number>;

/**
 * Runs each dispatch once, in order, on whatever its buffers hold, and returns the milliseconds of each: by the
 * device's timestamps where it has them, else from submit to the device's answer, which is a little more.
 */
export async function measureDispatches(
  memory: DeviceMemory,
  dispatches: readonly PreparedDispatch[],
): Promise<number[]> {
  if (!memory.device.features.has('timestamp-query')) return timeEach(wallTimer(memory.device), dispatches);
  const usage = GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC;
  const buffers = await memory.allocate([
    { owner: 'timestamps', bytes: 16, usage },
    { owner: 'timestamps', bytes: 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST },
  ]);
  const queries = memory.device.createQuerySet({ type: 'timestamp', count: 2 });
  try {
    const [resolved, staging] = buffers;
    const timer = timestampTimer(
      memory.device,
      queries,
      defined(resolved, 'buffer'),
      defined(staging, 'buffer'),
    );
    return await timeEach(timer, dispatches);
  } finally {
    queries.destroy();
    memory.free(buffers);
  }
}

async function timeEach(timer: Timer, dispatches: readonly PreparedDispatch[]): Promise<number[]> {
  const times: number[] = [];
  for (const dispatch of dispatches) times.push(await timer(dispatch));
  return times;
}

function wallTimer(device: GPUDevice): Timer {
  return async (dispatch) => {
    const start = performance.now();
    const encoder = device.createCommandEncoder();
    encodePass(encoder, dispatch);
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    return performance.now() - start;
  };
}

function timestampTimer(
  device: GPUDevice,
  querySet: GPUQuerySet,
  resolved: GPUBuffer,
  staging: GPUBuffer,
): Timer {
  const timestampWrites = { querySet, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 };
  return async (dispatch) => {
    const encoder = device.createCommandEncoder();
    encodePass(encoder, dispatch, { timestampWrites });
    encoder.resolveQuerySet(querySet, 0, 2, resolved, 0);
    encoder.copyBufferToBuffer(resolved, 0, staging, 0, 16);
    device.queue.submit([encoder.finish()]);
    await mapped(device, staging);
    const [start = 0n, end = 0n] = new BigUint64Array(staging.getMappedRange());
    staging.unmap();
    // Nanoseconds; a device may round them or, across a reset of its counter, go back.
    return Math.max(0, Number(end - start) / 1e6);
  };
}

function encodePass(
  encoder: GPUCommandEncoder,
  dispatch: PreparedDispatch,
  descriptor: GPUComputePassDescriptor = {},
): void {
  const pass = encoder.beginComputePass(descriptor);
  encodeDispatches(pass, [dispatch]);
  pass.end();
}
