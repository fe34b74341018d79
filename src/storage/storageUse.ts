/** How much of the browser's storage is used, and whether the browser promised to keep it. */
import type { StorageUse } from '../domain/project';
import type { FileStore } from './fileStore';

/** What a StorageManager offers of it in a worker. To ask for persistence is for the page alone: workers have no `persist`. */
export type StorageEstimates = Pick<StorageManager, 'estimate' | 'persisted'>;

/** `estimates` is null where the browser has no StorageManager; the store in memory has no quota that is known. */
export async function storageUse(
  files: FileStore,
  kind: StorageUse['kind'],
  estimates: StorageEstimates | null,
): Promise<StorageUse> {
  if (kind === 'memory' || estimates === null) {
    return { kind, usedBytes: await files.usage(''), quotaBytes: null, persistent: false };
  }
  const { usage, quota } = await estimates.estimate();
  const usedBytes = usage ?? (await files.usage(''));
  return { kind, usedBytes, quotaBytes: quota ?? null, persistent: await estimates.persisted() };
}
