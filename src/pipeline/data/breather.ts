/**
 * Lets messages in between pieces of long work: a worker that only ever awaits finished promises never hears that it
 * was cancelled. Called by the readers of long files.
 */
import { throwIfAborted } from '../../common/abort';

/** Longest time without a pause, ms. */
const STRETCH_MS = 50;

/** To be awaited between pieces of work; pauses only when one is due. Throws `aborted`. */
export function breather(signal: AbortSignal | undefined): () => Promise<void> {
  let last = performance.now();
  return async () => {
    throwIfAborted(signal);
    if (performance.now() - last < STRETCH_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    last = performance.now();
    throwIfAborted(signal);
  };
}
