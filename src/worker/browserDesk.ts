/** What the desk of projects asks of a browser's worker: its private file system, its locks, its clock. */
import { openFileStore } from '../storage/openFileStore';
import { storageUse } from '../storage/storageUse';
import { webLocks } from '../storage/webLocks';
import type { DeskHost } from './projectDesk';

/** `navigator.storage` is missing where the page does not come from a safe origin. */
export async function browserDesk(): Promise<DeskHost> {
  const storage = (navigator as Partial<WorkerNavigator>).storage;
  const { files, kind } = await openFileStore(storage);
  return {
    files,
    locks: webLocks(navigator.locks),
    now: () => Date.now(),
    use: () => storageUse(files, kind, storage ?? null),
  };
}
