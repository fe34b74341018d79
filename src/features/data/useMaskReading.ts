/**
 * Applies the user's choices about the reading of masks: works out the new reading and carries names and colours of
 * the classes over. The one place where the panels meet the pure operations on readings.
 */
import type { MaskReading } from '../../domain/labels';
import { useActions, useStudio } from '../studioContext';
import { carriedClasses } from './carriedClasses';
import { classOrigins } from './maskReading';

/** A new reading, or the reason why there cannot be one. */
export type ReadingOutcome = MaskReading | string;

export interface Choice {
  /** Why it cannot be chosen, or null. */
  readonly reason: string | null;
  apply(): void;
}

/** Gives for an outcome the choice of it. */
export function useMaskReading(): (outcome: ReadingOutcome) => Choice {
  const { setReading } = useActions().data;
  const reading = useStudio((state) => state.data.dataset.reading);
  const classes = useStudio((state) => state.data.classes);
  return (outcome) => {
    if (typeof outcome === 'string') return { reason: outcome, apply: () => undefined };
    const carried = reading && carriedClasses(classes, classOrigins(reading, outcome), outcome);
    return { reason: null, apply: () => void setReading(outcome, carried ?? undefined) };
  };
}
