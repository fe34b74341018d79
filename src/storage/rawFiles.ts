/**
 * The few primitive operations that a file store is built from. Two implementations: the browser's private file
 * system and memory. A killed tab stops between any two of them, or in the middle of `append`.
 */

export type Bytes = Uint8Array<ArrayBuffer>;

export interface RawEntry {
  readonly name: string;
  readonly folder: boolean;
  /** 0 for a folder. */
  readonly bytes: number;
}

/** Paths are names joined by `/`, without one at either end; '' is the root. Platform errors come out as they are. */
export interface RawFiles {
  /** Read lazily; null where there is no such file, or a folder. */
  read(path: string): Promise<Blob | null>;
  /** Makes the file and its folders where missing. Stopped half-way, it may leave a part of the bytes. */
  append(path: string, bytes: Bytes): Promise<void>;
  /** Within one folder. All or nothing; a file at `to` is replaced. */
  move(from: string, to: string): Promise<void>;
  /** One file or one empty folder; nothing where there is none. */
  remove(path: string): Promise<void>;
  /** Empty where there is no such folder, or a file. */
  list(folder: string): Promise<RawEntry[]>;
}

/** The folder and the name of a path: `a/b/c` is `c` in `a/b`. */
export function splitPath(path: string): { readonly folder: string; readonly name: string } {
  const end = path.lastIndexOf('/');
  return { folder: end < 0 ? '' : path.slice(0, end), name: path.slice(end + 1) };
}

export function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
