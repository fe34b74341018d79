/** Decides what the values of a whole mask set mean. Rules only; the user's choice overrides it. */
import { MAX_CLASSES, type MaskReading, type ValueCount } from '../../domain/labels';
import type { SampleType } from '../../domain/raster';

/** The value that means "unlabelled" by convention, beside small class indices. */
const IGNORE_VALUE = 255;

/**
 * `values`: the distinct values over the set, in any order; `types`: the sample types of its masks.
 * - Up to two values are two classes, whatever their depth.
 * - 255 beside indices below 32 (0 1 255, not 0 255) counts nowhere.
 * - Values of more than 8 bits, 0 among them, are object numbers, and so are more than 32 distinct values.
 * - All else are classes in value order.
 */
export function inferReading(values: readonly ValueCount[], types: readonly SampleType[]): MaskReading {
  const distinct = values.map(({ value }) => value).sort((a, b) => a - b);
  if (distinct.length <= 2) return { kind: 'classes', values: distinct, ignore: null };
  const isDeep = types.some((type) => type !== 'uint8' && type !== 'int8');
  if (distinct.length > MAX_CLASSES + 1 || (isDeep && distinct.includes(0))) return objects();
  const others = distinct.filter((value) => value !== IGNORE_VALUE);
  if (others.length < distinct.length && others.every(isSmallIndex)) {
    return { kind: 'classes', values: others, ignore: IGNORE_VALUE };
  }
  return distinct.length > MAX_CLASSES ? objects() : { kind: 'classes', values: distinct, ignore: null };
}

function objects(): MaskReading {
  return { kind: 'instances', ignore: null };
}

function isSmallIndex(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < MAX_CLASSES;
}

/** Share of the labelled pixels of each class, 0..1, in class order; zeros where nothing is labelled. */
export function classShares(values: readonly ValueCount[], reading: MaskReading): number[] {
  const pixels = new Array<number>(reading.kind === 'classes' ? reading.values.length : 2).fill(0);
  for (const { value, pixels: count } of values) {
    const index = classOfValue(value, reading);
    if (index !== null) pixels[index] = (pixels[index] ?? 0) + count;
  }
  const labelled = pixels.reduce((sum, count) => sum + count, 0);
  return pixels.map((count) => (labelled === 0 ? 0 : count / labelled));
}

/** The class of a mask value, or null where pixels of this value count nowhere. */
export function classOfValue(value: number, reading: MaskReading): number | null {
  if (value === reading.ignore) return null;
  if (reading.kind === 'instances') return isObjectNumber(value) ? Math.min(value, 1) : null;
  const index = reading.values.indexOf(value);
  return index === -1 ? null : index;
}

function isObjectNumber(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}
