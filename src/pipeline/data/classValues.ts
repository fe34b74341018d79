/** Values by which classes can be told apart after their masks are read in another way. Pure. */
import { classCount, type MaskReading, OBJECTS_PER_CLASS } from '../../domain/labels';

/** A value of a mask that stands for each class of a reading. */
export function classValues(reading: MaskReading): number[] {
  return Array.from({ length: classCount(reading) }, (_, index) => {
    if (reading.kind === 'classes') return reading.classes[index]?.[0] ?? index;
    return index === 0 ? 0 : OBJECTS_PER_CLASS * (index - 1) + 1;
  });
}
