/** Names and colours of classes after another reading of the masks. Pure. */
import { type ClassInfo, defaultClasses, type MaskReading } from '../../domain/labels';

/**
 * Classes of the new reading, in its order: each as the class it came from (`origins`, null for none), the first of
 * several; others with their default name, in a colour that no class has where one is left.
 */
export function carriedClasses(
  classes: readonly ClassInfo[],
  origins: readonly (number | null)[],
  reading: MaskReading,
): ClassInfo[] {
  const fresh = defaultClasses(reading);
  const carried = fresh.map((_, index) => firstFrom(origins, index, classes));
  const taken = new Set(carried.map((info) => info?.color));
  return fresh.map((info, index) => {
    const kept = carried[index];
    if (kept) return kept;
    const color = [info, ...fresh].find((candidate) => !taken.has(candidate.color))?.color ?? info.color;
    taken.add(color);
    return { ...info, color };
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
