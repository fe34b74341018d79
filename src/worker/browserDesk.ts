/** What the desk of projects asks of a browser's worker: its private file system, its locks, its clock. */
import { memoryLocks } from '../storage/memoryLocks';
import { openFileStore } from '../storage/openFileStore';
import { storageUse } from '../storage/storageUse';
import { webLocks } from '../storage/webLocks';
import type { DeskHost } from './projectDesk';

/** Storage and locks are missing where the page does not come from a safe origin: projects then live in memory. */
export async function browserDesk(): Promise<DeskHost> {
  const { storage, locks } = navigator as Partial<WorkerNavigator>;
  const { files, kind } = await openFileStore(storage);
  return {
    files,
    locks: locks === undefined ? memoryLocks() : webLocks(locks),
    now: () => Date.now(),
    use: () => storageUse(files, kind, storage ?? null),
  };
}
