/**
 * How a stage's own work fails. The open stage shows it in its place, so that a notice is needed only where
 * another stage is open; and a failure is over once the work is tried again.
 */
import { type ErrorData, toErrorData } from '../common/errors';
import type { Job } from './job';
import { report, type SliceContext } from './sliceContext';
import type { Stage } from './stage';

/** What was thrown, as data; a notice as well where the stage that shows it is not open. */
export function reportIn(context: SliceContext, stage: Stage, thrown: unknown): ErrorData {
  return context.get().shell.stage === stage ? toErrorData(thrown) : report(context, thrown);
}

/** Takes back the notice of a job that failed and is now tried again. */
export function retract(context: SliceContext, job: Job): void {
  if (job.status !== 'failed') return;
  const { message, subject } = job.error;
  const { notices } = context.get().shell;
  const others = notices.filter((notice) => notice.message !== message || notice.subject !== subject);
  if (others.length < notices.length) context.patch('shell', { notices: others });
}
