/** The file store of this browser: its private file system, or memory where it offers none. Called once in a worker. */
import type { StorageUse } from '../domain/project';
import type { FileStore } from './fileStore';
import { memoryStore } from './memoryStore';
import { opfsStore } from './opfsStore';

export interface OpenedFileStore {
  readonly files: FileStore;
  readonly kind: StorageUse['kind'];
}

/** In memory, projects share the tab's memory with everything else: far below what a tab can hold. */
const MEMORY_QUOTA = 2 ** 30;

/** Private windows of some browsers have the interface and refuse its use. */
export async function openFileStore(storage: StorageManager | undefined): Promise<OpenedFileStore> {
  if (storage !== undefined && 'FileSystemSyncAccessHandle' in globalThis) {
    try {
      return { files: opfsStore(await storage.getDirectory()), kind: 'disk' };
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }
  return { files: memoryStore({ quotaBytes: MEMORY_QUOTA }), kind: 'memory' };
}
