/** How the last dispatch of a reduction shares its partial results among threads. Order is fixed either way. */

/**
 * `direct`: one thread a result, no barrier; software adapters run it well and take many times longer to compile
 * a barrier. `tiled`: up to 64 threads a result, which then meet at a barrier.
 */
export type FinishVariant = 'direct' | 'tiled';

/** Threads that share one result, which is merged from `partials` of them. */
export function finishLanes(variant: FinishVariant, partials: number): number {
  return variant === 'direct' ? 1 : Math.min(64, partials);
}
