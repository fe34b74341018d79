/** Objects of one class at a time. Called by borderWeights and vanishingGaps. */
import type { LabelMap } from '../../domain/labels';

/**
 * `ids` [H, W] of the objects of each class that holds any, 0 elsewhere. Where there is only one such class, `ids`
 * themselves; else an array that is used again for the next class.
 */
export function* idsByClass({ classes }: LabelMap, ids: Uint32Array): Generator<Uint32Array> {
  const present = new Set<number>();
  for (let i = 0; i < ids.length; i++) if (ids[i] !== 0) present.add(classes[i] ?? 0);
  if (present.size === 1) {
    yield ids;
    return;
  }
  const only = new Uint32Array(ids.length);
  for (const label of present) {
    for (let i = 0; i < ids.length; i++) only[i] = classes[i] === label ? (ids[i] ?? 0) : 0;
    yield only;
  }
}
