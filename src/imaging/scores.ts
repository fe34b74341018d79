/**
 * Counts predicted against true classes and turns the counts into scores. Pure. Over several images the counts are
 * summed first, so every labelled pixel weighs the same whichever image it lies in.
 */
import { assert } from '../common/assert';
import type { LabelMap } from '../domain/labels';
import type { Scores } from '../domain/metrics';

/** counts[truth * classes + predicted], in pixels. Counts of several images add up. */
export interface Confusion {
  readonly classes: number;
  readonly counts: Float64Array<ArrayBuffer>;
}

/** A part of an image, px. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function emptyConfusion(classes: number): Confusion {
  return { classes, counts: new Float64Array(classes * classes) };
}

/**
 * Adds one region's pixels to `confusion`; ignored pixels count nowhere. `predicted` is [height, width] of the
 * region (the whole image by default).
 */
export function countPixels(
  confusion: Confusion,
  truth: LabelMap,
  predicted: Uint8Array,
  region: Region = { x: 0, y: 0, width: truth.width, height: truth.height },
): void {
  const { classes, counts } = confusion;
  assert(
    predicted.length === region.width * region.height,
    'the prediction has another size than its region',
  );
  let at = 0;
  for (let y = region.y; y < region.y + region.height; y++) {
    for (let x = region.x; x < region.x + region.width; x++, at++) {
      const pixel = y * truth.width + x;
      if (truth.ignore?.[pixel]) continue;
      const row = truth.classes[pixel] ?? 0;
      const column = predicted[at] ?? 0;
      assert(row < classes && column < classes, 'labels are below the number of classes');
      const cell = row * classes + column;
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
}

/**
 * Per class IoU = TP / (TP + FP + FN) and Dice = 2 TP / (2 TP + FP + FN), in pixels. A class that neither side has
 * is null and leaves the means; where none is left they are null, as is the accuracy of no labelled pixel.
 */
export function scoresOf(confusion: Confusion): Scores {
  const { classes } = confusion;
  const tallies = Array.from({ length: classes }, (_, index) => tally(confusion, index));
  const labelled = tallies.reduce((sum, { truth }) => sum + truth, 0);
  const right = tallies.reduce((sum, { both }) => sum + both, 0);
  const iou = tallies.map(({ both, truth, predicted }) => ratio(both, truth + predicted - both));
  const dice = tallies.map(({ both, truth, predicted }) => ratio(2 * both, truth + predicted));
  return {
    pixelAccuracy: ratio(right, labelled),
    iou,
    dice,
    precision: tallies.map(({ both, predicted }) => ratio(both, predicted)),
    recall: tallies.map(({ both, truth }) => ratio(both, truth)),
    meanIou: meanScore(iou),
    meanDice: meanScore(dice),
  };
}

function tally({ classes, counts }: Confusion, index: number) {
  let truth = 0;
  let predicted = 0;
  for (let other = 0; other < classes; other++) {
    truth += counts[index * classes + other] ?? 0;
    predicted += counts[other * classes + index] ?? 0;
  }
  return { truth, predicted, both: counts[index * classes + index] ?? 0 };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Scores of one whole image; null where its truth has classes beyond `classes`, which the model cannot know. */
export function scoreLabels(truth: LabelMap, predicted: Uint8Array, classes: number): Scores | null {
  if (truth.classes.some((label) => label >= classes)) return null;
  const confusion = emptyConfusion(classes);
  countPixels(confusion, truth, predicted);
  return scoresOf(confusion);
}

/** The mean of the scores that are there; null where none is. */
export function meanScore(values: readonly (number | null)[]): number | null {
  const present = values.filter((value) => value !== null);
  return present.length === 0 ? null : present.reduce((sum, value) => sum + value, 0) / present.length;
}
