/** How much a pixel of each class weighs in the loss, from how often the class occurs. Pure. */
import type { LabelMap } from '../../domain/labels';

/** A rare class never weighs more than this many times the most common one: a few stray pixels stay few. */
const LARGEST_RATIO = 20;

/** Labelled pixels of each class over all maps; ignored pixels are not counted. */
export function countClasses(maps: readonly LabelMap[], classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const map of maps) {
    for (const [label, count] of countsOf(map).entries()) {
      if (count > 0) counts[label] = (counts[label] ?? 0) + count;
    }
  }
  return counts;
}

const known = new WeakMap<LabelMap, Uint32Array>();

/** Remembered: the live preview asks for the same maps again and again. */
function countsOf(map: LabelMap): Uint32Array {
  const before = known.get(map);
  if (before !== undefined) return before;
  const counts = new Uint32Array(256);
  const { classes, ignore } = map;
  for (let i = 0; i < classes.length; i++) {
    const label = classes[i] ?? 0;
    if (!ignore?.[i]) counts[label] = (counts[label] ?? 0) + 1;
  }
  known.set(map, counts);
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
