/**
 * The user's corrections of how masks are read, as new readings. Pure: nothing is asked of the engine here. Names
 * and colours of classes are the caller's; classOrigins says where they go.
 */
import type { Dataset } from '../../domain/data';
import { MAX_CLASSES, type MaskReading, OBJECTS_PER_CLASS, type ValueCount } from '../../domain/labels';
import type { MaskKind } from '../../domain/masks';
import { isCleaned, valueMeaning } from '../../imaging/valueMeaning';

/** The new reading, or in one sentence why it cannot be. */
export type ReadingChange = { readonly reading: MaskReading } | { readonly blocked: string };

type ClassReading = Extract<MaskReading, { kind: 'classes' }>;

const ONLY_CLASSES = 'Only classes can be changed so: here every value is one object.';
const TWO_REMAIN = 'At least two classes have to remain.';

/** Makes a class the background (class 0); the others keep their order. Of two classes this swaps them. */
export function asBackground(reading: MaskReading, index: number): ReadingChange {
  return ofClasses(reading, index, ({ classes }, own) => [own, ...without(classes, index)]);
}

/** Joins classes into the first of them, values ascending. */
export function mergeClasses(reading: MaskReading, indices: readonly number[]): ReadingChange {
  const first = Math.min(...indices);
  if (new Set(indices).size < 2) return { blocked: 'Choose at least two classes to merge.' };
  return ofClasses(reading, first, ({ classes }) => {
    const merged = indices.flatMap((index) => classes[index] ?? []).sort((a, b) => a - b);
    const kept = classes.map((values, index) => (index === first ? merged : values));
    return kept.filter((_, index) => index === first || !indices.includes(index));
  });
}

/** Makes every value of a merged class a class of its own, where the class was. */
export function splitClass(reading: MaskReading, index: number): ReadingChange {
  if (reading.kind === 'classes' && reading.classes[index]?.length === 1) {
    return { blocked: 'This class has only one value.' };
  }
  return ofClasses(reading, index, ({ classes }, own) =>
    classes.flatMap((values, at) => (at === index ? own.map((value) => [value]) : [values])),
  );
}

/** All values of a class count nowhere. */
export function ignoreClass(reading: MaskReading, index: number): ReadingChange {
  return ofClasses(
    reading,
    index,
    ({ classes }) => without(classes, index),
    (own) => own,
  );
}

/** One class more, after the others, with a value that no mask has: to be drawn. */
export function addClass(reading: MaskReading, values: readonly ValueCount[]): ReadingChange {
  if (reading.kind === 'instances') return { blocked: ONLY_CLASSES };
  const listed = Math.max(...reading.classes.flat(), ...reading.ignore);
  const highest = Math.max(listed, ...values.map(({ value }) => value));
  // Where masks are cleaned, a stray value beyond the classes goes to the nearest one: this one is farther than theirs.
  const value = reading.clean ? 2 * highest - listed + 1 : highest + 1;
  return checked({ ...reading, classes: [...reading.classes, [value]] });
}

/** One value counts nowhere; a class that has no other value goes with it. */
export function ignoreValue(reading: MaskReading, value: number): ReadingChange {
  if (reading.ignore.includes(value)) return { reading };
  if (reading.kind === 'instances') {
    if (value === 0) return { blocked: 'Value 0 is the background of object numbers: it has to count.' };
    return { reading: { ...reading, ignore: ascending([...reading.ignore, value]) } };
  }
  const classes = reading.classes
    .map((values) => values.filter((other) => other !== value))
    .filter((values) => values.length > 0);
  return checked({ ...reading, classes, ignore: ascending([...reading.ignore, value]) });
}

/** An ignored value counts again: as an object, or as a class of its own after the others. */
export function countValue(reading: MaskReading, value: number): ReadingChange {
  if (!reading.ignore.includes(value)) return { reading };
  const ignore = reading.ignore.filter((other) => other !== value);
  if (reading.kind === 'instances') return { reading: { ...reading, ignore } };
  return checked({ ...reading, ignore, classes: [...reading.classes, [value]] });
}

/**
 * Every value but the ignored ones as a class, 0 first, else in value order. `values`: those of the dataset, complete
 * where there are no more than 64 of them; `kind`: that of its judgement.
 */
export function asClasses(
  reading: MaskReading,
  values: readonly ValueCount[],
  kind: MaskKind,
): ReadingChange {
  if (reading.kind === 'classes') return { reading };
  if (kind === 'outlines') return { blocked: 'Each outline is one object: its number is no class.' };
  if (kind === 'objects') return { blocked: 'Each file holds one object: its number is no class.' };
  const kept = values.map((entry) => entry.value).filter((value) => !reading.ignore.includes(value));
  if (kept.length > MAX_CLASSES) {
    return { blocked: `More than ${MAX_CLASSES} values: these can only be object numbers.` };
  }
  const zeroFirst = kept.toSorted((a, b) => Number(b === 0) - Number(a === 0) || a - b);
  const classes = zeroFirst.map((value) => [value]);
  return checked({ kind: 'classes', classes, ignore: reading.ignore, clean: false });
}

/** Every value but 0 as one object; ignored values stay so. */
export function asInstances(reading: MaskReading, values: readonly ValueCount[]): ReadingChange {
  if (reading.kind === 'instances') return { reading };
  if (reading.colours) return { blocked: 'The masks are of colours, which are no object numbers.' };
  const wrong = values.find(({ value }) => !isObjectNumber(value) && !reading.ignore.includes(value));
  if (wrong !== undefined) {
    return { blocked: `Object numbers are whole numbers from 0 up; the value ${wrong.value} is none.` };
  }
  const ignore = reading.ignore.filter((value) => value !== 0);
  return { reading: { kind: 'instances', words: [], ignore, separate: false } };
}

/** Whether a line of background parts objects that touch. */
export function withSeparate(reading: MaskReading, separate: boolean): ReadingChange {
  if (reading.kind === 'instances') return { reading: { ...reading, separate } };
  return { blocked: 'Only objects with numbers of their own can be told apart where they touch.' };
}

/** Whether values that are not listed become the nearest listed one. */
export function withClean(reading: MaskReading, clean: boolean): ReadingChange {
  return reading.kind === 'classes' ? { reading: { ...reading, clean } } : { blocked: ONLY_CLASSES };
}

/**
 * For each class of `after`, the class of `before` that its values had, or null where none had; of a merged class
 * the one its first value had. Between classes and instances the background goes with the value 0.
 */
export function classOrigins(before: MaskReading, after: MaskReading): (number | null)[] {
  const meaning = valueMeaning(before.kind === 'classes' ? { ...before, clean: false } : before);
  if (after.kind === 'classes') return keepFirst(after.classes.map(([value]) => meaning(value ?? 0)));
  const objects = Array.from({ length: Math.max(1, after.words.length) }, (_, index) => index);
  if (before.kind === 'instances')
    return keepFirst([0, ...objects.map((index) => meaning(OBJECTS_PER_CLASS * index + 1))]);
  const background = meaning(0);
  const first = before.classes.findIndex((_, index) => index !== background);
  return [background, ...objects.map((index) => (index === 0 && first !== -1 ? first : null))];
}

/** What a value means: "cell", "cell (cleaned)", "ignored". `names`: of the classes, in their order. */
export function meaningText(value: number, reading: MaskReading, names: readonly string[]): string {
  const index = valueMeaning(reading)(value);
  if (index === null) return 'ignored';
  const name = names[index] ?? `class ${index}`;
  return isCleaned(reading)(value) ? `${name} (cleaned)` : name;
}

/** A class whose values came from one that is taken gets none: two classes with one name would be confusing. */
function keepFirst(origins: readonly (number | null)[]): (number | null)[] {
  return origins.map((origin, index) => (origins.indexOf(origin) === index ? origin : null));
}

/** `change` gets the class's values and gives the new classes; `ignored` what of them counts nowhere from now on. */
function ofClasses(
  reading: MaskReading,
  index: number,
  change: (reading: ClassReading, own: readonly number[]) => readonly (readonly number[])[],
  ignored: (own: readonly number[]) => readonly number[] = () => [],
): ReadingChange {
  if (reading.kind === 'instances') return { blocked: ONLY_CLASSES };
  const own = reading.classes[index];
  if (own === undefined) return { blocked: `There is no class ${index}.` };
  const ignore = ascending([...reading.ignore, ...ignored(own)]);
  return checked({ ...reading, classes: change(reading, own), ignore });
}

function checked(reading: ClassReading): ReadingChange {
  if (reading.classes.length < 2) return { blocked: TWO_REMAIN };
  if (reading.classes.length > MAX_CLASSES) return { blocked: `More than ${MAX_CLASSES} classes.` };
  return { reading };
}

function isObjectNumber(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}

function without<T>(list: readonly T[], index: number): T[] {
  return list.filter((_, at) => at !== index);
}

function ascending(values: readonly number[]): number[] {
  return values.toSorted((a, b) => a - b);
}

/**
 * Whether it is worth asking if object and background are exchanged in the whole set: the rules chose, and most of it is
 * object. Of a single mask among others the doctor says it.
 */
export function mayBeInverted({
  reading,
  readingBy,
  classShares,
}: Pick<Dataset, 'reading' | 'readingBy' | 'classShares'>): boolean {
  if (reading?.kind !== 'classes' || reading.classes.length !== 2 || readingBy === 'user') return false;
  return (classShares[1] ?? 0) > 0.5;
}
