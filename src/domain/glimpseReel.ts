/**
 * What the network made of held-out images over a run, to be looked at again: bounded by number and by bytes. Where
 * there are too many, the one goes that stands closest between its neighbours, so that they stay spread over the run.
 */
import type { Glimpse } from './trainEvents';

/** Ascending by step. */
export type GlimpseReel = readonly Glimpse[];

export interface ReelLimits {
  readonly count: number;
  /** Of labels. */
  readonly bytes: number;
}

/** In the page, of the run under way. */
export const REEL_LIMITS: ReelLimits = { count: 200, bytes: 64 * 2 ** 20 };

/** With one more, the newest. The first and the newest always stay. */
export function withGlimpse(reel: GlimpseReel, glimpse: Glimpse, limits = REEL_LIMITS): GlimpseReel {
  let next = [...reel.filter(({ step }) => step < glimpse.step), glimpse];
  while (!fits(next, limits)) next = next.toSpliced(mostCrowded(next), 1);
  return next;
}

/** The one that was current at `step`: the last at or before it, or the first of all. */
export function glimpseAt(reel: GlimpseReel, step: number): Glimpse | null {
  return reel.findLast((glimpse) => glimpse.step <= step) ?? reel[0] ?? null;
}

function fits(reel: GlimpseReel, limits: ReelLimits): boolean {
  const bytes = reel.reduce((sum, { labels }) => sum + labels.byteLength, 0);
  return reel.length <= 2 || (reel.length <= limits.count && bytes <= limits.bytes);
}

/** Index of the one between whose neighbours there are the fewest steps; never the first or the last. */
function mostCrowded(reel: GlimpseReel): number {
  const steps = reel.map(({ step }) => step);
  const gap = (index: number) => (steps[index + 1] ?? 0) - (steps[index - 1] ?? 0);
  let found = 1;
  for (let index = 2; index < reel.length - 1; index++) if (gap(index) < gap(found)) found = index;
  return found;
}
