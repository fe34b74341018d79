/** Which objects of a truth share pixels with which of a prediction. Called by objectScores and objectErrors. */
import type { LabelMap } from '../../domain/labels';

/** One object of the truth that shares pixels with one of the prediction. */
export interface Overlap {
  readonly truth: number;
  readonly predicted: number;
  pixels: number;
}

/** Pixels of each id but 0. */
export function areasOf(ids: Uint32Array): Map<number, number> {
  const areas = new Map<number, number>();
  for (let at = 0; at < ids.length; at++) {
    const id = ids[at] ?? 0;
    if (id === 0) continue;
    areas.set(id, (areas.get(id) ?? 0) + 1);
  }
  return areas;
}

/**
 * Sparse: only pairs that share a pixel of the same class. `labels` [height, width] are the predicted classes, `found`
 * the predicted objects, 1 ... count.
 */
export function overlapsOf(
  truth: LabelMap,
  labels: Uint8Array,
  found: Uint32Array,
  count: number,
): Overlap[] {
  const { instances, classes } = truth;
  const pairs = new Map<number, Overlap>();
  for (let at = 0; at < found.length; at++) {
    const [id, predicted] = [instances?.[at] ?? 0, found[at] ?? 0];
    if (id === 0 || predicted === 0 || classes[at] !== labels[at]) continue;
    const key = id * (count + 1) + predicted;
    const pair = pairs.get(key);
    if (pair) pair.pixels += 1;
    else pairs.set(key, { truth: id, predicted, pixels: 1 });
  }
  return [...pairs.values()];
}
