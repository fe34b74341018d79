/** Reads a drop of files, one after the other; what cannot be read becomes a refusal, not a failure. */
import { throwIfAborted } from '../../common/abort';
import { toErrorData } from '../../common/errors';
import type { Refusal } from '../../domain/data';
import type { DecodedFile } from '../../domain/files';
import { annotationFileFacts, readAnnotations } from './annotations/readAnnotations';
import type { DataHost } from './dataHost';
import { decodeFile } from './decodeFile';
import { fileFacts } from './fileFacts';
import type { LibraryFile } from './libraryContent';
import { openWindowed } from './openWindowed';
import { asRefusal, fileTooLarge, MAX_FILE_BYTES } from './refusals';
import type { SourceFile } from './sourceFile';
import { unpackArchives } from './unpackArchives';

export interface ReadProgress {
  /** Files done, this one included. */
  readonly done: number;
  /** Null while nobody knows, which is while archives are open. */
  readonly total: number | null;
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
  /** Null for a large image, which is never whole in memory, and for annotations, which have no pixels. */
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
  const total = fileTotal(files);
  let done = 0;
  for await (const item of unpackArchives(files, signal)) {
    throwIfAborted(signal);
    yield item.kind === 'refused' ? item : await readOne(item, host, signal);
    done += 1;
    const path = item.kind === 'file' ? item.path : item.refusal.path;
    onProgress?.({ done, total: total === null ? null : Math.max(total, done), path });
  }
  throwIfAborted(signal);
}

/** Files of a drop; null where there are archives in it, of which nobody knows yet. */
export function fileTotal(files: readonly Pick<SourceFile, 'path'>[]): number | null {
  return files.some(({ path }) => /\.zip$/i.test(path)) ? null : files.length;
}

async function readOne(
  { path, blob }: SourceFile,
  host: DataHost,
  signal: AbortSignal | undefined,
): Promise<ReadResult> {
  try {
    return { kind: 'read', ...(await readFile(path, blob, host, signal)) };
  } catch (thrown) {
    throwIfAborted(signal);
    return { kind: 'refused', refusal: { path, error: toErrorData(asRefusal(path, thrown)) } };
  }
}

async function readFile(
  path: string,
  blob: Blob,
  host: DataHost,
  signal: AbortSignal | undefined,
): Promise<ReadFile> {
  const annotations = await readAnnotations(path, blob);
  if (annotations !== null) {
    return { file: { path, facts: annotationFileFacts(annotations) }, blob, decoded: null };
  }
  const windowed = await openWindowed(path, blob, host);
  if (windowed !== null) {
    return { file: { path, facts: await windowed.facts(signal) }, blob, decoded: null };
  }
  if (blob.size > MAX_FILE_BYTES) throw fileTooLarge(path, blob.size, MAX_FILE_BYTES);
  const decoded = await decodeFile(path, new Uint8Array(await blob.arrayBuffer()), host);
  return { file: { path, facts: fileFacts(decoded) }, blob, decoded };
}
