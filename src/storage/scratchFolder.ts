/**
 * Files that are needed for a while, in the browser's private file system: exports under way, and those handed over as
 * downloads, whose bytes are read from here. For dedicated workers only. Swept at the next start, once its tab is gone.
 */
import { freshId } from './freshId';
import type { ProjectLocks } from './projectLocks';
import { storageFailure } from './storageFailure';

/** Beside the projects' folder. */
const FOLDER = 'exports';

/** Every method throws `disk-full` or `storage-failed`. */
export interface DiskScratchFile {
  append(bytes: Uint8Array): Promise<void>;
  overwrite(at: number, bytes: Uint8Array): Promise<void>;
  /** What was written, read lazily; nothing can be added after. */
  blob(): Promise<Blob>;
  /** Removes it. Does nothing the second time. */
  drop(): Promise<void>;
}

export class ScratchFolder {
  private files = new Set<DiskScratchFile>();
  private earlier = new Set<DiskScratchFile>();

  private constructor(private readonly folder: FileSystemDirectoryHandle) {}

  /** Sweeps what closed tabs left, and makes a folder for this one. The lock is held as long as the worker lives. */
  static async open(root: FileSystemDirectoryHandle, locks: ProjectLocks): Promise<ScratchFolder> {
    return told('prepare room for exports', async () => {
      const all = await root.getDirectoryHandle(FOLDER, { create: true });
      await sweep(all, locks);
      const id = freshId();
      await locks.take(lockOf(id), WISHES);
      return new ScratchFolder(await all.getDirectoryHandle(id, { create: true }));
    });
  }

  async create(): Promise<DiskScratchFile> {
    return told('make a file', async () => {
      const name = freshId();
      const handle = await this.folder.getFileHandle(name, { create: true });
      const access = await handle.createSyncAccessHandle();
      const remove = () => this.folder.removeEntry(name);
      const file = scratchFile(handle, access, async () => {
        if (this.files.delete(file) || this.earlier.delete(file)) await remove();
      });
      this.files.add(file);
      return file;
    });
  }

  /** Frees what is left of the piece of work before the last: the last one's may still be on its way to the user's disk. */
  async beginWork(): Promise<void> {
    for (const file of this.earlier) await file.drop();
    this.earlier = this.files;
    this.files = new Set();
  }
}

function scratchFile(
  handle: FileSystemFileHandle,
  access: FileSystemSyncAccessHandle,
  remove: () => Promise<void>,
): DiskScratchFile {
  let length = 0;
  let isOpen = true;
  const close = () => {
    if (isOpen) access.close();
    isOpen = false;
  };
  const put = (at: number, bytes: Uint8Array) =>
    told('write', async () => {
      const written = access.write(bytes as Uint8Array<ArrayBuffer>, { at });
      // A short write is how some engines tell that the disk is full.
      if (written < bytes.length) throw new DOMException('The disk is full.', 'QuotaExceededError');
    });
  return {
    append: async (bytes) => {
      await put(length, bytes);
      length += bytes.length;
    },
    overwrite: put,
    blob: () =>
      told('read', async () => {
        close();
        return await handle.getFile();
      }),
    drop: () =>
      told('remove', async () => {
        close();
        await remove();
      }),
  };
}

/** Folders whose lock is free belong to no tab any more. */
async function sweep(all: FileSystemDirectoryHandle, locks: ProjectLocks): Promise<void> {
  for await (const name of all.keys()) {
    const lock = await locks.take(lockOf(name), WISHES);
    if (lock === null) continue;
    await removeFolder(all, name);
    await lock.release();
  }
}

/** Another tab may have swept it meanwhile; files that a tab just closed has not let go of yet are left for the next start. */
async function removeFolder(all: FileSystemDirectoryHandle, name: string): Promise<void> {
  try {
    await all.removeEntry(name, { recursive: true });
  } catch (thrown) {
    const isExpected = thrown instanceof DOMException && EXPECTED.has(thrown.name);
    if (!isExpected) throw thrown;
  }
}

const EXPECTED: ReadonlySet<string> = new Set(['NotFoundError', 'NoModificationAllowedError']);

const WISHES = { takeOver: false, onLost: () => undefined };

function lockOf(id: string): string {
  return `${FOLDER}/${id}`;
}

async function told<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw storageFailure(thrown, `${doing} for the download`, 'the file to be downloaded');
  }
}
