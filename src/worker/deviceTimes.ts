/**
 * What runs would take on the open device. Times a few kernels the first time that somebody asks, unless the device is
 * at work; work that begins meanwhile does not wait for it. Owned by the network session.
 */
import { StudioError } from '../common/errors';
import type { PlanDevice } from '../gpu/planDevice';
import { type RunEstimator, runEstimator } from '../pipeline/train/runEstimator';

export class DeviceTimes {
  private timing: { readonly abort: AbortController; readonly done: Promise<RunEstimator | null> } | null =
    null;

  /** Null while nothing is known: nothing was timed, and `busy` or work that began kept it from being timed. */
  async estimator(device: PlanDevice, busy: boolean): Promise<RunEstimator | null> {
    if (busy) return runEstimator(device, { calibrating: false });
    this.timing ??= this.begin(device);
    return this.timing.done;
  }

  /** Before work on the device: what it takes must not be in any time. Never rejects. */
  async interrupt(): Promise<void> {
    this.timing?.abort.abort();
    await Promise.allSettled([this.timing?.done]);
  }

  private begin(device: PlanDevice) {
    const abort = new AbortController();
    const done = this.timed(device, abort.signal).finally(() => {
      this.timing = null;
    });
    return { abort, done };
  }

  private async timed(device: PlanDevice, signal: AbortSignal): Promise<RunEstimator | null> {
    try {
      return await runEstimator(device, { calibrating: true, signal });
    } catch (error) {
      if (error instanceof StudioError && error.code === 'aborted') return null;
      throw error;
    }
  }
}
