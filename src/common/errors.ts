/** The one error type of the studio: a code to branch on, a sentence to read, and a next step for the user. */

/** Every code an error can carry. A new cause of failure gets a new code here. */
export type ErrorCode =
  | 'aborted'
  | 'internal'
  // data
  | 'empty-drop'
  | 'unreadable-file'
  | 'unsupported-format'
  | 'unsupported-feature'
  | 'truncated-file'
  | 'image-too-large'
  | 'mask-size-differs'
  | 'mask-not-single-channel'
  | 'mixed-channels'
  | 'no-such-image'
  | 'no-pairs'
  | 'not-an-image'
  | 'archive-bomb'
  | 'mask-unreadable'
  | 'bad-annotations'
  | 'data-changed'
  // projects
  | 'no-such-project'
  | 'bad-project'
  | 'project-too-new'
  | 'project-open-elsewhere'
  | 'disk-full'
  | 'storage-failed'
  // settings
  | 'bad-setting'
  | 'bad-option'
  // device
  | 'no-webgpu'
  | 'no-webgl'
  | 'no-adapter'
  | 'device-lost'
  | 'device-error'
  | 'out-of-memory'
  | 'wrong-results'
  // train
  | 'loss-not-finite'
  | 'bad-checkpoint'
  | 'checkpoint-too-new'
  | 'no-checkpoint'
  | 'no-such-run'
  | 'busy'
  // predict and export
  | 'no-model'
  | 'bad-model'
  | 'bad-prediction'
  | 'wrong-channels'
  | 'models-differ'
  | 'too-many-objects'
  | 'cannot-write';

/** What crosses threads and processes in place of an Error. */
export interface ErrorData {
  readonly code: ErrorCode;
  /** One plain sentence: what happened. */
  readonly message: string;
  /** The offending value: a path, a number, a setting's name. */
  readonly subject: string | null;
  /** What the user can do next; empty only for `aborted`. */
  readonly hint: string;
}

export class StudioError extends Error {
  readonly code: ErrorCode;
  readonly subject: string | null;
  readonly hint: string;

  constructor(data: ErrorData, options?: ErrorOptions) {
    super(data.message, options);
    this.name = 'StudioError';
    this.code = data.code;
    this.subject = data.subject;
    this.hint = data.hint;
  }
}

/** Whether this is what was thrown: a StudioError with this code. */
export function hasCode(thrown: unknown, code: ErrorCode): thrown is StudioError {
  return thrown instanceof StudioError && thrown.code === code;
}

/** A StudioError from its parts. `subject` is the offending value, `hint` the user's next step. */
export function studioError(
  code: ErrorCode,
  message: string,
  hint: string,
  subject: string | number | null = null,
  cause?: unknown,
): StudioError {
  const data = { code, message, hint, subject: subject === null ? null : String(subject) };
  return new StudioError(data, cause === undefined ? undefined : { cause });
}

/**
 * Anything thrown, as data. An unknown throw becomes `internal` and keeps its message, a platform's AbortError
 * too: a lost GPU rejects reads with it, and only `throwIfAborted` means that the user cancelled.
 */
export function toErrorData(thrown: unknown): ErrorData {
  if (thrown instanceof StudioError) {
    const { code, message, subject, hint } = thrown;
    return { code, message, subject, hint };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    code: 'internal',
    message: `Something failed inside the studio: ${message}`,
    subject: null,
    hint: 'Your images and settings are kept. Try again; if it happens again, report this sentence.',
  };
}
