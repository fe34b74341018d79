/**
 * A file store in the browser's private file system. For dedicated workers only: access handles exist nowhere else.
 *
 * Access handles and not `createWritable`: they write in place at the end of a journal, where a writable copies the
 * whole file first, they can be flushed to the disk, and Safari had them years earlier. What they lack is a write
 * that happens whole or not at all; a move within the file system is one (github.com/whatwg/fs/pull/10).
 */
import { type FileStore, makeFileStore } from './fileStore';
import { type Bytes, type RawEntry, type RawFiles, splitPath } from './rawFiles';

export function opfsStore(root: FileSystemDirectoryHandle): FileStore {
  return makeFileStore(opfsFiles(root));
}

/** Absent from TypeScript's library: not in the standard yet, and in every engine. */
interface MovableFile extends FileSystemFileHandle {
  move(name: string): Promise<void>;
}

/** Folders are kept once found: finding one asks the browser's process once for every name on the way. */
function opfsFiles(root: FileSystemDirectoryHandle): RawFiles {
  const known = new Map<string, FileSystemDirectoryHandle>();
  const folderAt = async (path: string, create: boolean) => {
    const folder = known.get(path) ?? (await openFolder(root, path, create));
    known.set(path, folder);
    return folder;
  };
  return {
    read: (path) => ifFound(readFile(folderAt, path), null),
    append: (path, bytes) => appendTo(folderAt, path, bytes),
    move: async (from, to) => {
      const folder = await folderAt(splitPath(from).folder, false);
      const file = (await folder.getFileHandle(splitPath(from).name)) as MovableFile;
      await held(file, () => file.move(splitPath(to).name));
    },
    remove: async (path) => {
      // Innermost first, as the file store removes: what is below is forgotten by then.
      known.delete(path);
      await ifFound(removeEntry(folderAt, path), undefined);
    },
    list: (path) => ifFound(listFolder(folderAt, path), []),
  };
}

/** Handles at work. */
const atWork = new Set<FileSystemHandle>();

/**
 * The handle lives until its work is done. Chromium (156) drops `createSyncAccessHandle` of one that is collected meanwhile:
 * it neither succeeds nor fails, and whatever is to be written after waits for ever.
 */
async function held<T>(handle: FileSystemHandle, work: () => Promise<T>): Promise<T> {
  atWork.add(handle);
  try {
    return await work();
  } finally {
    atWork.delete(handle);
  }
}

type FolderAt = (path: string, create: boolean) => Promise<FileSystemDirectoryHandle>;

async function openFolder(root: FileSystemDirectoryHandle, path: string, create: boolean) {
  let folder = root;
  for (const name of path === '' ? [] : path.split('/')) {
    const parent = folder;
    folder = await held(parent, () => parent.getDirectoryHandle(name, { create }));
  }
  return folder;
}

/** What is not there, or a file where a folder was asked for, is an answer and not a failure. */
async function ifFound<T>(work: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DOMException && ABSENT.includes(error.name)) return otherwise;
    throw error;
  }
}

const ABSENT = ['NotFoundError', 'TypeMismatchError'];

async function readFile(folderAt: FolderAt, path: string): Promise<Blob> {
  const { folder, name } = splitPath(path);
  const file = await (await folderAt(folder, false)).getFileHandle(name);
  return await held(file, () => file.getFile());
}

async function appendTo(folderAt: FolderAt, path: string, bytes: Bytes): Promise<void> {
  const { folder, name } = splitPath(path);
  const file = await (await folderAt(folder, true)).getFileHandle(name, { create: true });
  const access = await held(file, () => file.createSyncAccessHandle());
  try {
    const written = access.write(bytes, { at: access.getSize() });
    // A short write is how some engines tell that the disk is full.
    if (written < bytes.length) throw new DOMException('The disk is full.', 'QuotaExceededError');
    access.flush();
  } finally {
    access.close();
  }
}

async function removeEntry(folderAt: FolderAt, path: string): Promise<void> {
  const { folder, name } = splitPath(path);
  await (await folderAt(folder, false)).removeEntry(name);
}

async function listFolder(folderAt: FolderAt, path: string): Promise<RawEntry[]> {
  const handles: FileSystemHandle[] = [];
  for await (const handle of (await folderAt(path, false)).values()) handles.push(handle);
  const entries = await Promise.all(handles.map((handle) => ifFound(toEntry(handle), null)));
  return entries.filter((entry) => entry !== null);
}

/** Throws NotFoundError for a file that another tab removed since it was listed. */
async function toEntry(handle: FileSystemHandle): Promise<RawEntry | null> {
  if (handle.kind === 'directory') return { name: handle.name, folder: true, bytes: 0 };
  const file = await held(handle, () => (handle as FileSystemFileHandle).getFile());
  return { name: handle.name, folder: false, bytes: file.size };
}
