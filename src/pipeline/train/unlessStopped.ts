/** Lets a stop end work that takes long before the first step: timing kernels, compiling them. Called by trainModel. */
import { StudioError } from '../../common/errors';
import type { TrainControl } from './trainControl';

/** False where the run was stopped meanwhile: `work` calls `checkpoint` between its parts, which throws then. */
export async function unlessStopped(
  control: TrainControl,
  work: (checkpoint: () => void) => Promise<void>,
): Promise<boolean> {
  const checkpoint = () => {
    if (control.stopped)
      throw new StudioError({ code: 'aborted', message: 'Stopped.', subject: null, hint: '' });
  };
  try {
    await work(checkpoint);
    return true;
  } catch (error) {
    if (error instanceof StudioError && error.code === 'aborted' && control.stopped) return false;
    throw error;
  }
}
