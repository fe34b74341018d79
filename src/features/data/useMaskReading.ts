/**
 * Applies the user's choices about the reading of masks, and carries names and colours of the classes over. The one
 * place where the panels meet the pure operations on readings.
 */
import { useActions, useStudio } from '../studioContext';
import { carriedClasses } from './carriedClasses';
import { classOrigins, type ReadingChange } from './maskReading';

export interface Choice {
  /** Why it cannot be chosen, or null. */
  readonly reason: string | null;
  apply(): void;
}

/** Which class gives its name and colour to the class at a place of the new reading. */
export interface NamedAfter {
  readonly place: number;
  readonly index: number;
}

/** Gives for a change of the reading the choice of it. */
export function useMaskReading(): (change: ReadingChange, named?: NamedAfter) => Choice {
  const { setReading } = useActions().data;
  const before = useStudio((state) => state.data.dataset.reading);
  const classes = useStudio((state) => state.data.classes);
  return (change, named) => {
    if ('blocked' in change) return { reason: change.blocked, apply: () => undefined };
    const { reading } = change;
    const apply = () => {
      const origins = before === null ? [] : classOrigins(before, reading);
      const carried = carriedClasses(classes, named ? renamed(origins, named) : origins, reading);
      void setReading(reading, carried);
    };
    return { reason: null, apply };
  };
}

/** The origins with one of them chosen; wherever else that class was one, there is none now. */
function renamed(origins: readonly (number | null)[], { place, index }: NamedAfter): (number | null)[] {
  return origins.map((origin, at) => {
    if (at === place) return index;
    return origin === index ? null : origin;
  });
}
