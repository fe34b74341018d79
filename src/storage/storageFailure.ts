/** What the platform throws while files are written or read, as errors a user can act on. Called by the file store. */
import { StudioError, studioError } from '../common/errors';

/** `disk-full` or `storage-failed`; a StudioError stays itself. `doing` completes "could not": "save x.png". */
export function storageFailure(thrown: unknown, doing: string, subject: string): StudioError {
  if (thrown instanceof StudioError) return thrown;
  if (isDiskFull(thrown)) return diskFull(doing, subject, thrown);
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return studioError(
    'storage-failed',
    `The browser's storage could not ${doing}: ${reason}`,
    'Try again. If it happens again, save the project as a file and reload the page.',
    subject,
    thrown,
  );
}

/** By its name: browsers are about to replace the DOMException by a class of its own. */
function isDiskFull(thrown: unknown): boolean {
  return typeof thrown === 'object' && thrown !== null && 'name' in thrown
    ? thrown.name === 'QuotaExceededError'
    : false;
}

function diskFull(doing: string, subject: string, cause: unknown): StudioError {
  return studioError(
    'disk-full',
    `The space that the browser grants this page is used up: it could not ${doing}.`,
    'Delete a project you no longer need, or free space on the disk, then try again. Nothing saved before is lost.',
    subject,
    cause,
  );
}

export function isFull(thrown: unknown): boolean {
  return thrown instanceof StudioError && thrown.code === 'disk-full';
}
