/** What the status bar says of saving. Pure. */
import type { ProjectState } from '../../state/projectSlice';
import { formatAgo, formatBytes } from '../../ui/format';

export interface SavedText {
  /** Empty where there is nothing to say. */
  readonly text: string;
  readonly tone: 'quiet' | 'warning';
  /** The rest of it, on hover. */
  readonly title: string;
}

const NOTHING: SavedText = { text: '', tone: 'quiet', title: '' };

/** `nowMs` is on the clock of `savedMs`; `unsaved`: something waits to be saved. */
export function savedText(
  { session, storage, savedMs, saveError }: ProjectState,
  nowMs: number,
  unsaved = false,
): SavedText {
  if (session.status === 'taken') {
    return warning('not saved here', 'Another tab uses this project now.');
  }
  if (session.status !== 'open' || storage === null) return NOTHING;
  if (storage.kind === 'memory') {
    return warning('kept until this tab closes', 'This browser offers no storage of its own here.');
  }
  if (saveError !== null) return warning('not saved', `${saveError.message} ${saveError.hint}`);
  const quota = storage.quotaBytes === null ? '' : ` of ${formatBytes(storage.quotaBytes)}`;
  const title = `Saved in this browser, on this computer. ${formatBytes(storage.usedBytes)}${quota} used.`;
  if (unsaved) return { text: 'saving…', tone: 'quiet', title };
  const when = savedMs === null ? '' : ` ${formatAgo(savedMs, nowMs)}`;
  return { text: `saved${when}`, tone: 'quiet', title };
}

function warning(text: string, title: string): SavedText {
  return { text, tone: 'warning', title };
}
