/** How long the dispatches of a plan take on this device. Called before training, never in a step: it waits for each one. */
import type { DeviceMemory } from './deviceMemory';
import { dispatchTimer } from './dispatchTimer';
import type { PreparedDispatch } from './prepareDispatches';

/** ms under which a time is taken again: what a driver puts off until a kernel's first run would be most of it. */
const SHORT = 10;

/** Runs the dispatches in order on whatever their buffers hold, short ones twice, and returns the ms of each. */
export async function measureDispatches(
  memory: DeviceMemory,
  dispatches: readonly PreparedDispatch[],
): Promise<number[]> {
  const timer = await dispatchTimer(memory);
  try {
    const times: number[] = [];
    for (const dispatch of dispatches) {
      const first = await timer.time([dispatch]);
      times.push(first < SHORT ? Math.min(first, await timer.time([dispatch])) : first);
    }
    return times;
  } finally {
    timer.dispose();
  }
}
