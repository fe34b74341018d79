/** Room for exports under way in this browser's private file system. Called once, when the results worker starts. */
import type { ProjectLocks } from './projectLocks';
import { ScratchFolder } from './scratchFolder';

/** Null where the browser offers no private file system; private windows of some have the interface and refuse its use. */
export async function openScratch(
  storage: StorageManager | undefined,
  locks: ProjectLocks,
): Promise<ScratchFolder | null> {
  if (storage === undefined || !('FileSystemSyncAccessHandle' in globalThis)) return null;
  let root: FileSystemDirectoryHandle;
  try {
    root = await storage.getDirectory();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return null;
  }
  return await ScratchFolder.open(root, locks);
}
