/** Reads a packed project. Nothing in it is believed: every size is checked before and while it is inflated. */
import { BlobReader, type Entry, type FileEntry, ZipReader } from '@zip.js/zip.js';
import { StudioError, studioError } from '../common/errors';
import { checkedDocument } from './documentSchema';
import type { FileStore } from './fileStore';
import { migrated } from './migrations';
import { PACKED_DOCUMENT, PACKED_FORMAT, packedContent } from './packedFormat';
import type { ProjectDocument, StoredContent } from './projectDocument';
import { notAProject } from './projectErrors';
import { contentPath } from './projectFolder';

export interface PackedContent {
  readonly document: ProjectDocument;
  /** Throws `bad-project` for content that is not as the document says, and as `FileStore.write`. */
  writeContent(files: FileStore, id: string): Promise<void>;
  close(): Promise<void>;
}

const MIB = 2 ** 20;

/** A document of 100 000 files takes about 50 MiB. */
const MAX_DOCUMENT = 256 * MIB;

/** Up to this much in all, anything may be inflated; beyond it, to 100 times the file. Masks deflate that well at most. */
const HARMLESS = 1024 * MIB;
const MAX_RATIO = 100;

/** Throws `bad-project`, `project-too-new`, `archive-bomb`. */
export async function openPacked(file: Blob): Promise<PackedContent> {
  const zip = new ZipReader(new BlobReader(file));
  try {
    const entries = fileEntries(await zip.getEntries());
    const document = await readDocument(entries.get(PACKED_DOCUMENT));
    checkTotal(document, file.size);
    return {
      document,
      writeContent: (files, id) => writeContent(entries, document, files, id),
      close: () => zip.close(),
    };
  } catch (error) {
    await zip.close();
    throw asRefusal(error);
  }
}

function fileEntries(entries: readonly Entry[]): Map<string, FileEntry> {
  return new Map(entries.flatMap((entry) => (entry.directory ? [] : [[entry.filename, entry]])));
}

async function readDocument(entry: FileEntry | undefined): Promise<ProjectDocument> {
  if (entry === undefined) throw notAProject(`there is no ${PACKED_DOCUMENT} in it.`);
  if (entry.uncompressedSize > MAX_DOCUMENT) throw bomb(entry.uncompressedSize, MAX_DOCUMENT);
  const json: unknown = JSON.parse(await (await inflate(entry, entry.uncompressedSize)).text());
  if (!isPacked(json)) throw notAProject(`its ${PACKED_DOCUMENT} is that of something else.`);
  return checkedDocument(migrated(json));
}

function isPacked(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && 'format' in json && json.format === PACKED_FORMAT;
}

function checkTotal({ files, blobs }: ProjectDocument, fileSize: number): void {
  const total = [...files, ...blobs].reduce((sum, { bytes }) => sum + bytes, 0);
  const limit = Math.max(HARMLESS, MAX_RATIO * fileSize);
  if (total > limit) throw bomb(total, limit);
}

async function writeContent(
  entries: ReadonlyMap<string, FileEntry>,
  document: ProjectDocument,
  files: FileStore,
  id: string,
): Promise<void> {
  for (const file of document.files) await writeOne(entries, file, file.path, files, id);
  for (const blob of document.blobs) await writeOne(entries, blob, blob.name, files, id);
}

async function writeOne(
  entries: ReadonlyMap<string, FileEntry>,
  { stored, bytes }: StoredContent,
  name: string,
  files: FileStore,
  id: string,
): Promise<void> {
  const entry = entries.get(packedContent(stored));
  if (entry === undefined) throw notAProject(`${name} is missing in it.`, name);
  if (entry.uncompressedSize !== bytes) {
    throw notAProject(`${name} has ${entry.uncompressedSize} bytes in it; ${bytes} were saved.`, name);
  }
  await files.write(contentPath(id, stored), await inflated(entry, bytes, name), name);
}

async function inflated(entry: FileEntry, bytes: number, name: string): Promise<Blob> {
  try {
    return await inflate(entry, bytes);
  } catch (error) {
    throw notAProject(`${name} in it is damaged.`, name, error);
  }
}

/** Bytes are counted on their way: not every inflater that zip.js uses stops at the size that was stated. */
async function inflate(entry: FileEntry, bytes: number): Promise<Blob> {
  let seen = 0;
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform: (chunk, controller) => {
      seen += chunk.length;
      if (seen > bytes) throw notAProject(`${entry.filename} is larger than it says.`, entry.filename);
      controller.enqueue(chunk);
    },
  });
  const [blob] = await Promise.all([
    new Response(counted.readable).blob(),
    entry.getData(counted.writable, { checkSignature: true, checkOverlappingEntry: true }),
  ]);
  return blob;
}

function bomb(bytes: number, limit: number): StudioError {
  return studioError(
    'archive-bomb',
    `The project would unpack to ${Math.round(bytes / MIB)} MiB; a file of its size may unpack to ${Math.round(limit / MIB)} MiB.`,
    'Choose a file that "Save project as a file" made.',
    bytes,
  );
}

/** zip.js and JSON throw errors of their own for a file that is something else. */
function asRefusal(error: unknown): StudioError {
  if (error instanceof StudioError) return error;
  return notAProject('it is not a zip file, or a damaged one.', null, error);
}
