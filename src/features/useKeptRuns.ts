/** The runs to be shown: those of the project without the one that stands to be deleted. */
import { useMemo } from 'react';
import type { RunRecord } from '../domain/run';
import { useStudio } from './studioContext';

export function useKeptRuns(): readonly RunRecord[] {
  const runs = useStudio((state) => state.train.runs);
  const deleted = useStudio((state) => state.train.deleted);
  return useMemo(() => runs.filter(({ id }) => id !== deleted?.id), [runs, deleted]);
}
