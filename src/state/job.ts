/** Work that takes a while, as data: what the page needs to draw a button, a bar or an error. */
import type { ErrorData } from '../common/errors';

/** `Running` holds the progress, `Done` the result; both are plain records. */
export type Job<Running extends object = object, Done extends object = object> =
  | { readonly status: 'idle' }
  /** `startedMs` is on the host's monotonic clock, ms. */
  | ({ readonly status: 'running'; readonly startedMs: number } & Running)
  | { readonly status: 'failed'; readonly error: ErrorData }
  | ({ readonly status: 'done' } & Done);

export const IDLE = { status: 'idle' } as const;

/** How the job ended after `thrown`: a cancelled job is idle again, anything else failed. */
export function endedBy(error: ErrorData): { status: 'idle' } | { status: 'failed'; error: ErrorData } {
  return error.code === 'aborted' ? IDLE : { status: 'failed', error };
}
