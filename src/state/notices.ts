/** What the user is told regardless of the stage: stays until dismissed, a warning until another stage or project is opened. */
import type { ErrorData } from '../common/errors';

export interface Notice {
  readonly id: number;
  readonly tone: 'error' | 'warning' | 'done';
  readonly message: string;
  /** The file, setting or device concerned. */
  readonly subject: string | null;
  readonly hint: string;
}

/** The list with `error` at its end; one that already stands there is not repeated. */
export function withError(notices: readonly Notice[], error: ErrorData): readonly Notice[] {
  const { message, subject, hint } = error;
  return withNotice(notices, { tone: 'error', message, subject, hint });
}

export function withNotice(notices: readonly Notice[], notice: Omit<Notice, 'id'>): readonly Notice[] {
  if (notices.some((known) => known.message === notice.message && known.subject === notice.subject)) {
    return notices;
  }
  const id = 1 + Math.max(0, ...notices.map((known) => known.id));
  return [...notices, { ...notice, id }];
}
