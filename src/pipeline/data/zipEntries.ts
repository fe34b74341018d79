/** One zip: what it lists, and one entry's bytes. Counts what it inflates. Called by unpackArchives. */
import { BlobReader, configure, type FileEntry, ZipReader } from '@zip.js/zip.js';
import type { ArchiveBudget } from './archiveBudget';
import { tidyPath } from './filePaths';
import { archiveDamaged, fileTooLarge, MAX_FILE_BYTES, unsupportedFeature } from './refusals';

// This already runs in a worker; zip.js would start more of them from other addresses.
configure({ useWebWorkers: false });

export interface ZipEntry {
  /** Path inside the zip, tidied. */
  readonly name: string;
  readonly entry: FileEntry;
}

/** Documents, models and projects are zips as well, under endings of their own: those stay whole. */
export function isNamedLikeZip(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /\.zip$/i.test(name) || !name.includes('.');
}

/** "PK", then a file's header or the end of an empty zip. */
export async function isZip(blob: Blob): Promise<boolean> {
  const [p, k, three, four] = new Uint8Array(await blob.slice(0, 4).arrayBuffer());
  return p === 0x50 && k === 0x4b && ((three === 3 && four === 4) || (three === 5 && four === 6));
}

/** The files it lists, in its order, folders left out. Throws `archive-bomb` and `unreadable-file`. */
export async function zipEntries(path: string, blob: Blob, budget: ArchiveBudget): Promise<ZipEntry[]> {
  // Names that climb out of their folder are tidied, not refused.
  const reader = new ZipReader(new BlobReader(blob), { filenameValidation: 'tolerant' });
  const found: ZipEntry[] = [];
  const listing = reader.getEntriesGenerator();
  try {
    for await (const entry of listing) {
      budget.addEntries(1);
      if (!entry.directory) found.push({ name: tidyPath(entry.filename), entry });
    }
  } catch (cause) {
    throw archiveDamaged(path, cause);
  }
  return found;
}

/** Throws `archive-bomb`, `unsupported-feature`, `image-too-large` and `unreadable-file`. */
export async function inflateEntry(
  path: string,
  { entry }: ZipEntry,
  budget: ArchiveBudget,
  signal: AbortSignal | undefined,
): Promise<Blob> {
  if (entry.encrypted) throw unsupportedFeature(path, 'encryption');
  if (entry.uncompressedSize > MAX_FILE_BYTES)
    throw fileTooLarge(path, entry.uncompressedSize, MAX_FILE_BYTES);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const sink = new WritableStream<Uint8Array<ArrayBuffer>>({
    write(piece) {
      budget.addBytes(piece.length);
      pieces.push(piece.slice());
    },
  });
  try {
    await entry.getData(sink, { checkSignature: true, ...(signal && { signal }) });
  } catch (cause) {
    throw archiveDamaged(path, cause);
  }
  return new Blob(pieces);
}
