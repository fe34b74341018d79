/**
 * Files in folders that survive the tab: whole or not at all. Made over the private file system (`opfsStore`) or
 * memory (`memoryStore`); projects are kept in it.
 */
import { freshId } from './freshId';
import { type Bytes, joinPath, type RawEntry, type RawFiles } from './rawFiles';
import { storageFailure } from './storageFailure';

/** Every method throws `disk-full` or `storage-failed`. Paths as in RawFiles. */
export interface FileStore {
  /** Read lazily: bytes are fetched when asked for. Null where there is no such file. */
  read(path: string): Promise<Blob | null>;
  /**
   * Makes or replaces the file. Stopped at any point, the old content or the new is there, never a part. Errors call it
   * `name`: what the user calls it.
   */
  write(path: string, content: Blob | Bytes, name?: string): Promise<void>;
  /** Stopped half-way, a part of the bytes may be there: for journals, whose lines carry checksums. */
  append(path: string, bytes: Bytes, name?: string): Promise<void>;
  /** A file, or a folder with everything in it. Bytes freed; 0 where there is nothing. */
  remove(path: string): Promise<number>;
  /** By name; without what unfinished writes left. Empty where there is no such folder. */
  list(folder: string): Promise<RawEntry[]>;
  /** Bytes of everything below the folder; all of the store for ''. */
  usage(folder: string): Promise<number>;
  /** Removes what unfinished writes left in a folder that nobody else is writing to. */
  sweep(folder: string): Promise<void>;
}

/** Unfinished writes; no stored name ends so. */
const PART = '.part';

/** Bytes in memory at a time while a large file is copied. */
const CHUNK = 4 * 2 ** 20;

export function makeFileStore(raw: RawFiles): FileStore {
  const list = (folder: string) => raw.list(folder).then(finished);
  return {
    read: (path) => told(raw.read(path), 'read', path),
    write: (path, content, name = path) => told(write(raw, path, content), 'save', name),
    append: (path, bytes, name = path) => told(raw.append(path, bytes), 'save', name),
    remove: (path) => told(removeAll(raw, path), 'remove', path),
    list: (folder) => told(list(folder), 'list', folder),
    usage: (folder) => told(usage(raw, folder), 'measure', folder),
    sweep: (folder) => told(sweep(raw, folder), 'tidy up', folder),
  };
}

async function told<T>(work: Promise<T>, verb: string, name: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw storageFailure(error, `${verb} ${name === '' ? 'its files' : name}`, name);
  }
}

function finished(entries: readonly RawEntry[]): RawEntry[] {
  const whole = entries.filter(({ name }) => !name.endsWith(PART));
  return whole.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Under another name first: only the move, which is all or nothing, makes it the file. */
async function write(raw: RawFiles, path: string, content: Blob | Bytes): Promise<void> {
  const part = `${path}-${freshId()}${PART}`;
  try {
    await writeChunks(raw, part, content);
    await raw.move(part, path);
  } catch (error) {
    await raw.remove(part);
    throw error;
  }
}

async function writeChunks(raw: RawFiles, path: string, content: Blob | Bytes): Promise<void> {
  if (content instanceof Uint8Array) return await raw.append(path, content);
  for (let start = 0; start === 0 || start < content.size; start += CHUNK) {
    const chunk = content.slice(start, start + CHUNK);
    await raw.append(path, new Uint8Array(await chunk.arrayBuffer()));
  }
}

/** Looks at the file itself first: listing its folder would cost a look at every file beside it. */
async function removeAll(raw: RawFiles, path: string): Promise<number> {
  let freed = (await raw.read(path))?.size ?? 0;
  for (const { name } of await raw.list(path)) freed += await removeAll(raw, joinPath(path, name));
  await raw.remove(path);
  return freed;
}

async function usage(raw: RawFiles, folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await raw.list(folder)) {
    bytes += entry.folder ? await usage(raw, joinPath(folder, entry.name)) : entry.bytes;
  }
  return bytes;
}

async function sweep(raw: RawFiles, folder: string): Promise<void> {
  for (const { name } of await raw.list(folder)) {
    if (name.endsWith(PART)) await raw.remove(joinPath(folder, name));
  }
}
