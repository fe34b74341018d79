/** What every slice's actions are given. Made once by createStudioStore. */
import { type ErrorData, toErrorData } from '../common/errors';
import type { Engine, NamedFile } from '../engine/protocol';
import { type Notice, withError, withNotice } from './notices';
import type { StudioState } from './studioState';

/** What the store needs from the page it lives in. */
export interface StudioHost {
  /** Monotonic clock, ms. */
  now(): number;
  /** Hands files to the user as downloads. */
  save(files: readonly NamedFile[]): void;
}

export interface SliceContext {
  readonly engine: Engine;
  readonly host: StudioHost;
  get(): StudioState;
  /** Merges `change` into one slice. */
  patch<K extends keyof StudioState>(slice: K, change: Partial<StudioState[K]>): void;
}

/** Shows what was thrown as a notice, unless the user cancelled; returns it as data. */
export function report(context: SliceContext, thrown: unknown): ErrorData {
  return reportError(context, toErrorData(thrown));
}

/** The same for an error that is data already. */
export function reportError(context: SliceContext, error: ErrorData): ErrorData {
  if (error.code !== 'aborted') {
    context.patch('shell', { notices: withError(context.get().shell.notices, error) });
  }
  return error;
}

/** Shows what is neither a failed call nor to be missed, whichever stage is open. */
export function notify(context: SliceContext, notice: Omit<Notice, 'id'>): void {
  context.patch('shell', { notices: withNotice(context.get().shell.notices, notice) });
}
