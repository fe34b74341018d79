/** Ctrl-C on a run: the first stops it after the current step and keeps what it learned, the second ends the process. */
import { constants } from 'node:os';
import type { TrainControl } from '../pipeline/train/trainControl';
import { report } from './progress';

/** npm and the launcher pass on a signal that the terminal has given to all of them: those are one wish, ms. */
const ONE_WISH = 1000;

/** Does `work`, during which SIGINT and SIGTERM stop the run. */
export async function stopOnInterrupt<T>(control: TrainControl, work: () => Promise<T>): Promise<T> {
  let firstAt: number | null = null;
  const onSignal = (signal: 'SIGINT' | 'SIGTERM') => {
    if (firstAt !== null && performance.now() - firstAt > ONE_WISH)
      process.exit(128 + constants.signals[signal]);
    if (firstAt !== null) return;
    firstAt = performance.now();
    report('stopping after this step, what was learned is kept; once more ends at once');
    control.stop();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    return await work();
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}
