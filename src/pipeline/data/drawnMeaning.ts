/** What the classes of drawn labels are in a set whose masks may be read in another way by now. Pure. Used by LibraryPixels and assembleDataset. */
import { classCount, type LabelMap, type MaskReading } from '../../domain/labels';
import { valueMeaning } from '../../imaging/valueMeaning';
import type { DrawnFacts } from './drawnFile';

/**
 * The class of each of the 256 indices under the present reading, null where it counts nowhere. A class goes with the value
 * that stood for it; where the reading says nothing of that value, or there was none, it stays the class of its number.
 */
export function drawnMeaning(
  { values }: Pick<DrawnFacts, 'values'>,
  reading: MaskReading,
): (number | null)[] {
  const classes = classCount(reading);
  const isKnown = knownValues(reading);
  const meaning = valueMeaning(reading);
  return Array.from({ length: 256 }, (_, index) => {
    const value = values?.[index];
    if (value !== undefined && isKnown(value)) return meaning(value);
    return index < classes ? index : null;
  });
}

function knownValues(reading: MaskReading): (value: number) => boolean {
  if (reading.kind === 'instances') return () => true;
  const listed = new Set([...reading.classes.flat(), ...reading.ignore]);
  return (value) => listed.has(value);
}

/** Drawn labels as labels of the set; themselves where nothing differs. */
export function drawnLabelMap(
  drawn: LabelMap,
  facts: Pick<DrawnFacts, 'values'>,
  reading: MaskReading,
): LabelMap {
  const meaning = drawnMeaning(facts, reading);
  const instances = reading.kind === 'instances' ? drawn.instances : null;
  if (drawn.classes.every((label) => meaning[label] === label)) return { ...drawn, instances };
  const { width, height } = drawn;
  const classes = new Uint8Array(width * height);
  const ignore = drawn.ignore?.slice() ?? new Uint8Array(width * height);
  for (let i = 0; i < classes.length; i++) {
    const label = meaning[drawn.classes[i] ?? 0] ?? null;
    if (label === null) ignore[i] = 1;
    else if (ignore[i] === 0) classes[i] = label;
  }
  const isBackground = (_: number, i: number) => classes[i] === 0 || ignore[i] === 1;
  const kept = instances?.map((id, i) => (isBackground(id, i) ? 0 : id)) ?? null;
  return { width, height, classes, ignore: ignore.some((one) => one === 1) ? ignore : null, instances: kept };
}
