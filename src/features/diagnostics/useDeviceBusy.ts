/** Whether something keeps the device busy, so that nothing else can be asked of it. */
import { useStudio } from '../studioContext';

export function useDeviceBusy(): boolean {
  return useStudio(
    ({ train, predict, diagnostics }) =>
      train.job.status === 'running' ||
      predict.job.status === 'running' ||
      diagnostics.check.status === 'running' ||
      diagnostics.benchmark.status === 'running',
  );
}
