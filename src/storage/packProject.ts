/** A project as one file: a zip that `unpackProject` reads, made as a stream. */
import { BlobReader, BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js';
import { studioError } from '../common/errors';
import type { FileStore } from './fileStore';
import { versioned } from './newDocument';
import { PACKED_DOCUMENT, PACKED_FORMAT, PACKED_TYPE, packedContent } from './packedFormat';
import type { ProjectDocument, StoredContent } from './projectDocument';
import { contentPath } from './projectFolder';
import { rawToJson } from './rawDocument';

/** Formats that are often not compressed themselves. All else is stored: deflating it again costs time and gains nothing. */
const WORTH_DEFLATING = /\.(tiff?|bmp|p[bgpn]m)$/i;

/** The document comes first, so that a reader knows what follows. Throws `storage-failed`. */
export async function packProject(files: FileStore, id: string, document: ProjectDocument) {
  const zip = new ZipWriter(new BlobWriter(PACKED_TYPE));
  const json = JSON.stringify({ format: PACKED_FORMAT, ...rawToJson(versioned(document)) });
  await zip.add(PACKED_DOCUMENT, new TextReader(json));
  for (const file of document.files) {
    await add(zip, files, id, file, WORTH_DEFLATING.test(file.path) ? 6 : 0);
  }
  for (const blob of document.blobs) await add(zip, files, id, blob, 0);
  return { name: `${fileName(document.name)}.unet`, blob: await zip.close() };
}

async function add(
  zip: ZipWriter<Blob>,
  files: FileStore,
  id: string,
  { stored }: StoredContent,
  level: number,
): Promise<void> {
  const blob = await files.read(contentPath(id, stored));
  if (blob === null) throw missing(stored);
  await zip.add(packedContent(stored), new BlobReader(blob), { level });
}

function missing(stored: string) {
  return studioError(
    'storage-failed',
    "The project cannot be saved as a file: a part of it is no longer in the browser's storage.",
    'Open the project, which says what is missing, then save it again.',
    stored,
  );
}

/** Without what some file system refuses. */
function fileName(name: string): string {
  return name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_');
}
