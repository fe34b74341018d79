/** Counting how predicted labels meet true ones. Counts of several images add up; scores.ts reads them. */
import { assert } from '../common/assert';
import type { LabelMap } from '../domain/labels';

/** [classes, classes]: pixels of true class r that were predicted as class c, at r * classes + c. */
export interface Confusion {
  readonly classes: number;
  readonly counts: Float64Array<ArrayBuffer>;
}

export function emptyConfusion(classes: number): Confusion {
  return { classes, counts: new Float64Array(classes * classes) };
}

/** Adds one image's pixels to the counts, in place; ignored pixels count nowhere. `predicted`: [height, width]. */
export function addToConfusion(confusion: Confusion, truth: LabelMap, predicted: Uint8Array): void {
  const { classes, counts } = confusion;
  assert(predicted.length === truth.classes.length, 'prediction and truth have the same size');
  for (let i = 0; i < predicted.length; i++) {
    if (truth.ignore?.[i]) continue;
    const row = truth.classes[i] ?? 0;
    const column = predicted[i] ?? 0;
    assert(row < classes && column < classes, 'labels are below the number of classes');
    const cell = row * classes + column;
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
}
