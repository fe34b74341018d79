/** The user's choices of how masks are read, as readings. Pure. */
import { MAX_CLASSES, type MaskReading, type ValueCount } from '../../domain/labels';

/** Every value but the ignored one as a class, in value order. */
export function classesReading(values: readonly ValueCount[], ignore: number | null): MaskReading {
  const kept = values.map((entry) => entry.value).filter((value) => value !== ignore);
  return { kind: 'classes', values: kept, ignore };
}

/** The same kind of reading with another value that counts nowhere. */
export function withIgnore(
  reading: MaskReading,
  values: readonly ValueCount[],
  ignore: number | null,
): MaskReading {
  return reading.kind === 'instances' ? { kind: 'instances', ignore } : classesReading(values, ignore);
}

/** Why these values cannot be read as classes, or null where they can. At least two have to remain. */
export function classesBlocker(values: readonly ValueCount[], ignore: number | null): string | null {
  const count = values.filter((entry) => entry.value !== ignore).length;
  if (count > MAX_CLASSES) return `More than ${MAX_CLASSES} values: these can only be instances.`;
  return count < 2 ? 'Classes need at least two values besides the ignored one.' : null;
}

/** What a value means under a reading: "class 1", "object", "ignored". */
export function meaningOf(value: number, reading: MaskReading, names: readonly string[]): string {
  if (value === reading.ignore) return 'ignored';
  if (reading.kind === 'instances') return (value === 0 ? names[0] : names[1]) ?? 'object';
  return names[reading.values.indexOf(value)] ?? 'not a class';
}
