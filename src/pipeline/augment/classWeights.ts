/** How much a pixel of each class weighs in the loss, from how often the class occurs. Pure. */
import type { LabelMap } from '../../domain/labels';

/** A rare class never weighs more than this many times the most common one: a few stray pixels stay few. */
const LARGEST_RATIO = 20;

/** Labelled pixels of each class over all maps; ignored pixels are not counted. */
export function countClasses(maps: readonly LabelMap[], classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const { classes: pixels, ignore } of maps) {
    for (let i = 0; i < pixels.length; i++) {
      if (ignore?.[i]) continue;
      const label = pixels[i] ?? 0;
      counts[label] = (counts[label] ?? 0) + 1;
    }
  }
  return counts;
}

/**
 * Weights in proportion to 1 / frequency, held within a ratio of 20, with mean 1 over the labelled pixels.
 * A class without pixels gets the largest weight; nothing comes of it until it occurs.
 */
export function balancedWeights(counts: readonly number[]): number[] {
  const total = sum(counts);
  const inverse = counts.map((count) => (count === 0 ? Number.POSITIVE_INFINITY : total / count));
  const largest = LARGEST_RATIO * Math.min(...inverse);
  const held = inverse.map((weight) => Math.min(weight, largest));
  const mean = sum(held.map((weight, index) => weight * (counts[index] ?? 0))) / total;
  return held.map((weight) => weight / mean);
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
