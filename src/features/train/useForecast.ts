/** Keeps the forecast of the run that Start would begin up to date while the settings are looked at. */
import { useEffect } from 'react';
import type { RunForecast } from '../../domain/forecast';
import { useActions, useStudio } from '../studioContext';

/** A slider that is being dragged changes faster than a forecast is made. */
const REST_MS = 250;

export function useForecast(): RunForecast | null {
  const { train } = useActions();
  const settings = useStudio((state) => state.train.settings);
  const dataset = useStudio((state) => state.data.dataset);
  const device = useStudio((state) => state.device.job.status);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the action reads from the state what these three changed.
  useEffect(() => {
    const timer = setTimeout(() => void train.foresee(), REST_MS);
    return () => clearTimeout(timer);
  }, [train, settings, dataset, device]);
  return useStudio((state) => state.train.forecast);
}
