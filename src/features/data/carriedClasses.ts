/** Names and colours of classes after another reading of the masks. Pure. */
import { type ClassInfo, defaultClasses, type MaskReading } from '../../domain/labels';

/**
 * Classes of the new reading, in its order: each as the class it came from (`origins`, null for none), the first of
 * several; others with their default name, in a colour that no class has where one is left. The background's grey
 * stays with the background: an object in it would not be seen.
 */
export function carriedClasses(
  classes: readonly ClassInfo[],
  origins: readonly (number | null)[],
  reading: MaskReading,
): ClassInfo[] {
  const fresh = defaultClasses(reading);
  const carried = fresh.map((_, index) => firstFrom(origins, index, classes));
  const taken = new Set(carried.map((info) => info?.color));
  const named = fresh.map((info, index) => {
    const kept = carried[index];
    if (kept) return kept;
    const color = [info, ...fresh].find((candidate) => !taken.has(candidate.color))?.color ?? info.color;
    taken.add(color);
    return { ...info, color };
  });
  return greyFirst(named, fresh[0]?.color ?? '');
}

/** A class in the grey other than the first changes colours with the first. */
function greyFirst(classes: readonly ClassInfo[], grey: string): ClassInfo[] {
  const at = classes.findIndex(({ color }) => color === grey);
  const first = classes[0];
  if (at <= 0 || first === undefined) return [...classes];
  return classes.map((info, index) => {
    if (index === 0) return { ...info, color: grey };
    return index === at ? { ...info, color: first.color } : info;
  });
}

function firstFrom(
  origins: readonly (number | null)[],
  index: number,
  classes: readonly ClassInfo[],
): ClassInfo | null {
  const origin = origins[index] ?? null;
  if (origin === null || origins.indexOf(origin) !== index) return null;
  return classes[origin] ?? null;
}
