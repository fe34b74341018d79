/** What the classes of drawn labels are in a set whose masks may be read in another way by now. Pure. Used by LibraryPixels and assembleDataset. */
import { classCount, type LabelMap, type MaskReading } from '../../domain/labels';
import { UNNAMED } from '../../imaging/objects/drawOutlines';
import { valueMeaning } from '../../imaging/valueMeaning';
import type { DrawnFacts } from './drawnFile';

type DrawnUnder = Pick<DrawnFacts, 'values' | 'words'>;

/**
 * The class of each of the 256 indices under the present reading, null where it counts nowhere. A class goes with its name
 * where masks say names; objects that were drawn while these said none are what is called "object" now, or the one name
 * there is, and count nowhere where there are several. Else it goes with the value that stood for it. Only where the reading
 * knows none of these values, or there was none, is it the class of its number.
 */
export function drawnMeaning(drawn: DrawnUnder, reading: MaskReading): (number | null)[] {
  const classes = classCount(reading);
  const meaning = namedMeaning(drawn, reading) ?? valuedMeaning(drawn, reading);
  return Array.from({ length: 256 }, (_, index) => {
    if (meaning) return meaning(index);
    return index < classes ? index : null;
  });
}

type Meaning = (index: number) => number | null;

function namedMeaning({ words }: DrawnUnder, reading: MaskReading): Meaning | null {
  if (reading.kind !== 'instances' || words === null || reading.words.length === 0) return null;
  const [only, another] = reading.words;
  const unnamed = another === undefined ? only : UNNAMED;
  const own = words.length === 0 ? [unnamed] : words;
  return (index) => {
    const place = index === 0 ? -1 : reading.words.indexOf(own[index - 1] ?? '');
    return index === 0 || place >= 0 ? place + 1 : null;
  };
}

function valuedMeaning({ values }: DrawnUnder, reading: MaskReading): Meaning | null {
  const isKnown = knownValues(reading);
  if (!values?.some((value, index) => index > 0 && isKnown(value))) return null;
  const meaning = valueMeaning(reading);
  return (index) => {
    const value = values[index];
    return value !== undefined && isKnown(value) ? meaning(value) : null;
  };
}

function knownValues(reading: MaskReading): (value: number) => boolean {
  if (reading.kind === 'instances') return () => true;
  const listed = new Set([...reading.classes.flat(), ...reading.ignore]);
  return (value) => listed.has(value);
}

/**
 * Drawn labels as labels of the set; themselves where nothing differs. Objects that were numbered as they were drawn are so
 * also where masks are read as classes and number none: objects that touch stay apart in weights and scores.
 */
export function drawnLabelMap(drawn: LabelMap, facts: DrawnUnder, reading: MaskReading): LabelMap {
  const meaning = drawnMeaning(facts, reading);
  if (isAsDrawn(drawn.classes, meaning)) return drawn;
  const { width, height, instances } = drawn;
  const classes = new Uint8Array(width * height);
  const ignore = drawn.ignore?.slice() ?? new Uint8Array(width * height);
  for (let i = 0; i < classes.length; i++) {
    const label = meaning[drawn.classes[i] ?? 0] ?? null;
    if (label === null) ignore[i] = 1;
    else if (ignore[i] === 0) classes[i] = label;
  }
  const isBackground = (_: number, i: number) => classes[i] === 0 || ignore[i] === 1;
  const kept = instances?.map((id, i) => (isBackground(id, i) ? 0 : id)) ?? null;
  const labels = { width, height, classes, ignore: ignore.includes(1) ? ignore : null, instances: kept };
  return drawn.unpainted === undefined ? labels : { ...labels, unpainted: drawn.unpainted };
}

function isAsDrawn(classes: Uint8Array, meaning: readonly (number | null)[]): boolean {
  for (let i = 0; i < classes.length; i++) if (meaning[classes[i] ?? 0] !== classes[i]) return false;
  return true;
}
