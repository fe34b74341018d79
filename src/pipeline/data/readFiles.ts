/** Reads and decodes a drop of files, one after the other; what cannot be read becomes a refusal, not a failure. */
import { throwIfAborted } from '../../common/abort';
import { toErrorData } from '../../common/errors';
import type { Refusal } from '../../domain/data';
import type { Raster } from '../../domain/raster';
import type { DataHost } from './dataHost';
import { decodeFile } from './decodeFile';
import { asRefusal, fileTooLarge, MAX_FILE_BYTES } from './refusals';

/** A file as dropped: its path inside the drop ("masks/03.png") and its bytes. */
export interface SourceFile {
  readonly path: string;
  readonly blob: Blob;
}

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

export interface ReadBatch {
  /** Rasters by path, one a page. */
  readonly decoded: ReadonlyMap<string, readonly Raster[]>;
  readonly refused: readonly Refusal[];
}

/** Throws only `aborted`. */
export async function readFiles(
  files: readonly SourceFile[],
  host: DataHost,
  { onProgress, signal }: ReadOptions,
): Promise<ReadBatch> {
  const decoded = new Map<string, readonly Raster[]>();
  const refused: Refusal[] = [];
  for (const [index, { path: given, blob }] of files.entries()) {
    throwIfAborted(signal);
    const path = tidyPath(given);
    try {
      decoded.set(path, await readFile(path, blob, host));
    } catch (thrown) {
      refused.push({ path, error: toErrorData(asRefusal(path, thrown)) });
    }
    onProgress?.({ done: index + 1, total: files.length, path });
  }
  throwIfAborted(signal);
  return { decoded, refused };
}

async function readFile(path: string, blob: Blob, host: DataHost): Promise<Raster[]> {
  if (blob.size > MAX_FILE_BYTES) throw fileTooLarge(path, blob.size, MAX_FILE_BYTES);
  return decodeFile(path, new Uint8Array(await blob.arrayBuffer()), host);
}

/**
 * Forward slashes, whatever the browser or the shell put there, and no steps such as "." and "..": results are
 * named after images and must not leave the folder or the zip that they are written to.
 */
function tidyPath(path: string): string {
  const steps = path.replaceAll('\\', '/').split('/');
  return steps.filter((step) => !['', '.', '..'].includes(step)).join('/');
}

/** Files that systems leave in folders and nobody means to drop. */
export function isLitter(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.startsWith('.') || /^(thumbs\.db|desktop\.ini)$/i.test(name) || path.includes('__MACOSX/');
}
