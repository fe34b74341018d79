/** What a value means under a reading: the one place that says it, for pixels and for counts. */
import { classCount, type MaskReading, OBJECTS_PER_CLASS, type ValueCount } from '../domain/labels';
import { snapper } from './snapper';

/** Class of a value, or null where its pixels count nowhere. Values are the set's: colours where the reading has colours. */
export type ValueMeaning = (value: number) => number | null;

/**
 * - Classes: the list that holds the value; where the reading cleans, an unlisted one goes with the nearest value
 *   listed, ignored ones among them (snapper); else it counts nowhere.
 * - Instances: 0 is background, whole numbers above are objects, of the class that OBJECTS_PER_CLASS says.
 * - What is not finite, and what is ignored, counts nowhere.
 */
export function valueMeaning(reading: MaskReading): ValueMeaning {
  return reading.kind === 'instances' ? numberMeaning(reading) : classMeaning(reading);
}

function numberMeaning(reading: Extract<MaskReading, { kind: 'instances' }>): ValueMeaning {
  const ignore = new Set(reading.ignore);
  const last = classCount(reading) - 1;
  return (value) => {
    if (!Number.isInteger(value) || value < 0 || ignore.has(value)) return null;
    return value === 0 ? 0 : Math.min(last, 1 + Math.floor(value / OBJECTS_PER_CLASS));
  };
}

function classMeaning(reading: Extract<MaskReading, { kind: 'classes' }>): ValueMeaning {
  const known = new Map<number, number | null>();
  reading.classes.forEach((values, index) => {
    for (const value of values) known.set(value, index);
  });
  for (const value of reading.ignore) known.set(value, null);
  if (!reading.clean || known.size === 0) return (value) => known.get(value) ?? null;
  const nearest = snapper([...known.keys()], reading.colours === true);
  return (value) => known.get(nearest(value)) ?? null;
}

/** Whether cleaning gives this value its class. */
export function isCleaned(reading: MaskReading): (value: number) => boolean {
  if (reading.kind === 'instances' || !reading.clean) return () => false;
  const listed = new Set([...reading.classes.flat(), ...reading.ignore]);
  return (value) => Number.isFinite(value) && !listed.has(value);
}

/** Labelled pixels of each class, in class order. */
export function classPixels(values: readonly ValueCount[], reading: MaskReading): number[] {
  const pixels = new Array<number>(classCount(reading)).fill(0);
  const classOf = valueMeaning(reading);
  for (const { value, pixels: count } of values) {
    const index = classOf(value);
    if (index !== null) pixels[index] = (pixels[index] ?? 0) + count;
  }
  return pixels;
}

/** Share of the labelled pixels of each class, 0..1, in class order; zeros where nothing is labelled. */
export function classShares(pixels: readonly number[]): number[] {
  const labelled = pixels.reduce((sum, count) => sum + count, 0);
  return pixels.map((count) => (labelled === 0 ? 0 : count / labelled));
}
