/** Scores from a confusion matrix. Over several images the counts are summed first (micro average), not the scores. */
import type { Scores } from '../domain/metrics';
import type { Confusion } from './confusion';

/**
 * Per class, with TP, FP, FN in pixels: IoU = TP / (TP + FP + FN), Dice = 2 TP / (2 TP + FP + FN). A class that
 * occurs neither in the truth nor in the prediction is null and leaves the means; where none is left they are null.
 */
export function scoresOf(confusion: Confusion): Scores {
  const classes = Array.from({ length: confusion.classes }, (_, c) => countsOf(confusion, c));
  const pixels = confusion.counts.reduce((sum, count) => sum + count, 0);
  const right = classes.reduce((sum, { hits }) => sum + hits, 0);
  const iou = classes.map(({ hits, misses }) => ratio(hits, hits + misses));
  const dice = classes.map(({ hits, misses }) => ratio(2 * hits, 2 * hits + misses));
  return { pixelAccuracy: ratio(right, pixels), iou, dice, meanIou: meanOf(iou), meanDice: meanOf(dice) };
}

/** Right pixels of a class (TP), and wrong ones on either side (FP + FN). */
function countsOf({ classes, counts }: Confusion, c: number): { hits: number; misses: number } {
  const hits = counts[c * classes + c] ?? 0;
  let misses = 0;
  for (let other = 0; other < classes; other++) {
    if (other !== c) misses += (counts[c * classes + other] ?? 0) + (counts[other * classes + c] ?? 0);
  }
  return { hits, misses };
}

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

function meanOf(values: readonly (number | null)[]): number | null {
  const present = values.filter((value) => value !== null);
  return ratio(
    present.reduce((sum, value) => sum + value, 0),
    present.length,
  );
}
