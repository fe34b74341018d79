/**
 * Applies the user's choices about the reading of masks: works out the new reading and carries names and colours of
 * the classes over. The one place where the panels meet the pure operations on readings.
 */
import { useActions, useStudio } from '../studioContext';
import { carriedClasses } from './carriedClasses';
import { classOrigins, type ReadingChange } from './maskReading';

export interface Choice {
  /** Why it cannot be chosen, or null. */
  readonly reason: string | null;
  apply(): void;
}

/** The new class at `at` is called as the old class `from`, whichever of its values came first. */
interface Naming {
  readonly at: number;
  readonly from: number;
}

/** Gives for a change of the reading the choice of it. */
export function useMaskReading(): (change: ReadingChange, naming?: Naming) => Choice {
  const { setReading } = useActions().data;
  const reading = useStudio((state) => state.data.dataset.reading);
  const classes = useStudio((state) => state.data.classes);
  return (change, naming) => {
    if ('blocked' in change) return { reason: change.blocked, apply: () => undefined };
    const next = change.reading;
    const origins = reading && classOrigins(reading, next);
    if (origins && naming) origins[naming.at] = naming.from;
    const carried = origins && carriedClasses(classes, origins, next);
    return { reason: null, apply: () => void setReading(next, carried ?? undefined) };
  };
}
