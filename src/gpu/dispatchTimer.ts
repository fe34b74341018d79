/** How long dispatches take on a device: by its timestamps where it has them, else by the clock. Never in a step. */
import { defined } from '../common/assert';
import type { DeviceMemory } from './deviceMemory';
import { encodeDispatches, type PreparedDispatch } from './prepareDispatches';
import { mapped } from './readBuffers';

export interface DispatchTimer {
  /** Runs the dispatches in one pass and waits for them; ms, from submit to answer where there are no timestamps. */
  time(dispatches: readonly PreparedDispatch[]): Promise<number>;
  dispose(): void;
}

export async function dispatchTimer(memory: DeviceMemory): Promise<DispatchTimer> {
  if (!memory.device.features.has('timestamp-query')) return wallTimer(memory.device);
  const usage = GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC;
  const buffers = await memory.allocate([
    { owner: 'timestamps', bytes: 16, usage },
    { owner: 'timestamps', bytes: 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST },
  ]);
  const [resolved, staging] = buffers;
  const queries = memory.device.createQuerySet({ type: 'timestamp', count: 2 });
  return {
    time: timestampTimer(memory.device, queries, defined(resolved, 'buffer'), defined(staging, 'buffer')),
    dispose: () => {
      queries.destroy();
      memory.free(buffers);
    },
  };
}

function wallTimer(device: GPUDevice): DispatchTimer {
  const time: DispatchTimer['time'] = async (dispatches) => {
    const start = performance.now();
    const encoder = device.createCommandEncoder();
    encodePass(encoder, dispatches);
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    return performance.now() - start;
  };
  return { time, dispose: () => undefined };
}

function timestampTimer(
  device: GPUDevice,
  querySet: GPUQuerySet,
  resolved: GPUBuffer,
  staging: GPUBuffer,
): DispatchTimer['time'] {
  const timestampWrites = { querySet, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 };
  return async (dispatches) => {
    const encoder = device.createCommandEncoder();
    encodePass(encoder, dispatches, { timestampWrites });
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
  dispatches: readonly PreparedDispatch[],
  descriptor: GPUComputePassDescriptor = {},
): void {
  const pass = encoder.beginComputePass(descriptor);
  encodeDispatches(pass, dispatches);
  pass.end();
}
