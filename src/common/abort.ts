/** Cooperative cancelling: long loops call `throwIfAborted` between units of work. */
import { StudioError } from './errors';

/** Throws `aborted` once the signal has fired; does nothing without a signal. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new StudioError({ code: 'aborted', message: 'Cancelled.', subject: null, hint: '' });
  }
}
