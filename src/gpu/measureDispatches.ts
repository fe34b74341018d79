/** How long the dispatches of a plan take on this device. Called before training, never in a step: it waits for each one. */
import type { DeviceMemory } from './deviceMemory';
import { dispatchTimer } from './dispatchTimer';
import type { PreparedDispatch } from './prepareDispatches';

/** Runs each dispatch once, in order, on whatever its buffers hold, and returns the milliseconds of each. */
export async function measureDispatches(
  memory: DeviceMemory,
  dispatches: readonly PreparedDispatch[],
): Promise<number[]> {
  const timer = await dispatchTimer(memory);
  try {
    const times: number[] = [];
    for (const dispatch of dispatches) times.push(await timer.time([dispatch]));
    return times;
  } finally {
    timer.dispose();
  }
}
