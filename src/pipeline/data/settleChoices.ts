/** The user's corrections of a pairing, reduced to what holds: later ones win, what is gone is skipped. Used by pairPlanes. */
import type { PairChoice } from '../../domain/data';

/** By the image's id, the ids of its masks; none is "no mask". No id is in two places. */
export type SettledChoices = ReadonlyMap<string, readonly string[]>;

/**
 * `has` tells which planes are there. A choice whose image is gone, or all of whose masks are, is skipped; so is one
 * that a later choice left without a mask, since its image then goes back to the names.
 */
export function settleChoices(choices: readonly PairChoice[], has: (id: string) => boolean): SettledChoices {
  const settled = new Map<string, readonly string[]>();
  for (const { imageId, maskIds } of choices) {
    const masks = [...new Set(maskIds)].filter((id) => id !== imageId && has(id));
    if (!has(imageId) || (masks.length === 0 && maskIds.length > 0)) continue;
    for (const id of masks) settled.delete(id);
    takeAway(settled, new Set([imageId, ...masks]));
    settled.set(imageId, masks);
  }
  return settled;
}

function takeAway(settled: Map<string, readonly string[]>, ids: ReadonlySet<string>): void {
  for (const [imageId, masks] of [...settled]) {
    const kept = masks.filter((id) => !ids.has(id));
    if (kept.length === masks.length) continue;
    if (kept.length === 0) settled.delete(imageId);
    else settled.set(imageId, kept);
  }
}
