/** Reads a drop of files, one after the other; what cannot be read becomes a refusal, not a failure. */
import { throwIfAborted } from '../../common/abort';
import { toErrorData } from '../../common/errors';
import type { Refusal } from '../../domain/data';
import type { DecodedFile } from '../../domain/files';
import type { DataHost } from './dataHost';
import { decodeFile } from './decodeFile';
import { fileFacts } from './fileFacts';
import type { LibraryFile } from './libraryContent';
import { openWindowed } from './openWindowed';
import { asRefusal, fileTooLarge, MAX_FILE_BYTES } from './refusals';
import type { SourceFile } from './sourceFile';
import { unpack } from './unpack';

export interface ReadProgress {
  /** Files done, this one included. */
  readonly done: number;
  readonly total: number;
  readonly path: string;
}

export interface ReadOptions {
  readonly onProgress?: (progress: ReadProgress) => void;
  readonly signal?: AbortSignal;
}

/** A file that could be read. */
export interface ReadFile {
  readonly file: LibraryFile;
  readonly blob: Blob;
  /** Null for a large image, which is never whole in memory. */
  readonly decoded: DecodedFile | null;
}

export type ReadResult =
  | ({ readonly kind: 'read' } & ReadFile)
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Every file of the drop and of the archives in it, as it is read. Throws only `aborted`. */
export async function* readFiles(
  files: readonly SourceFile[],
  host: DataHost,
  { onProgress, signal }: ReadOptions,
): AsyncGenerator<ReadResult> {
  const unpacked = await unpack(files, signal === undefined ? {} : { signal });
  for (const refusal of unpacked.refused) yield { kind: 'refused', refusal };
  const total = unpacked.files.length;
  for (const [index, source] of unpacked.files.entries()) {
    throwIfAborted(signal);
    yield await readOne(source, host);
    onProgress?.({ done: index + 1, total, path: source.path });
  }
  throwIfAborted(signal);
}

async function readOne({ path, blob }: SourceFile, host: DataHost): Promise<ReadResult> {
  try {
    return { kind: 'read', ...(await readFile(path, blob, host)) };
  } catch (thrown) {
    return { kind: 'refused', refusal: { path, error: toErrorData(asRefusal(path, thrown)) } };
  }
}

async function readFile(path: string, blob: Blob, host: DataHost): Promise<ReadFile> {
  const windowed = await openWindowed(path, blob, host);
  if (windowed !== null) {
    return { file: { path, facts: windowed.facts }, blob, decoded: null };
  }
  if (blob.size > MAX_FILE_BYTES) throw fileTooLarge(path, blob.size, MAX_FILE_BYTES);
  const decoded = await decodeFile(path, new Uint8Array(await blob.arrayBuffer()), host);
  return { file: { path, facts: fileFacts(decoded) }, blob, decoded };
}
