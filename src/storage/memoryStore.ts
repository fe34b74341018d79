/** A file store in memory: for tests, and for browsers that offer no private file system, where nothing outlives the tab. */
import { type FileStore, makeFileStore } from './fileStore';
import type { Bytes, RawEntry, RawFiles } from './rawFiles';

export interface MemoryLimits {
  /** Appending beyond it throws the platform's QuotaExceededError, as a full disk does. */
  readonly quotaBytes: number;
}

export function memoryStore(limits: MemoryLimits): FileStore {
  return makeFileStore(memoryFiles(limits));
}

/** Folders exist while something is in them. Exported for tests that stop it amid a write. */
export function memoryFiles({ quotaBytes }: MemoryLimits): RawFiles {
  const files = new Map<string, Bytes[]>();
  const used = () => [...files.values()].reduce((sum, parts) => sum + size(parts), 0);
  return {
    read: async (path) => {
      const parts = files.get(path);
      return parts === undefined ? null : new Blob(parts);
    },
    append: async (path, bytes) => {
      if (used() + bytes.length > quotaBytes) throw new DOMException('Quota reached.', 'QuotaExceededError');
      files.set(path, [...(files.get(path) ?? []), bytes.slice()]);
    },
    move: async (from, to) => {
      const parts = files.get(from);
      if (parts === undefined) throw new DOMException(`There is no ${from}.`, 'NotFoundError');
      files.delete(from);
      files.set(to, parts);
    },
    remove: async (path) => {
      files.delete(path);
    },
    list: async (folder) => entriesIn(files, folder),
  };
}

function size(parts: readonly Bytes[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

function entriesIn(files: ReadonlyMap<string, readonly Bytes[]>, folder: string): RawEntry[] {
  const start = folder === '' ? '' : `${folder}/`;
  const entries = new Map<string, RawEntry>();
  for (const [path, parts] of files) {
    if (!path.startsWith(start)) continue;
    const [name = '', ...below] = path.slice(start.length).split('/');
    const isFolder = below.length > 0;
    entries.set(name, { name, folder: isFolder, bytes: isFolder ? 0 : size(parts) });
  }
  return [...entries.values()];
}
