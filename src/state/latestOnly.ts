/**
 * Coalesces a stream of requests: one run at a time, and after it one more if anything was asked meanwhile.
 * Runs are not aborted by newer requests: while a slider moves, every finished run is drawn, never none.
 */
export function latestOnly(run: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> | null = null;
  let asked = false;
  const loop = async () => {
    try {
      while (asked) {
        asked = false;
        await run();
      }
    } finally {
      // In the same turn as the last look at `asked`: a later turn would lose a request made between.
      current = null;
    }
  };
  return () => {
    asked = true;
    current ??= loop();
    return current;
  };
}
