/**
 * How a project lies in the file store, and how it is read from there:
 * - `document-N`: the whole document, generation N; the highest whole one counts, older ones are remains.
 * - `journal-N`: changes since then, one checked line each.
 * - `content/ID`: bytes of files and blobs, written before anything refers to them and never changed after.
 */
import { studioError } from '../common/errors';
import { checkedLine, readCheckedLines } from './checkedLines';
import type { FileStore } from './fileStore';
import { applyChanges, type Change, type RawDocument, rawFromJson, rawToJson } from './rawDocument';
import { storageFailure } from './storageFailure';

export const PROJECTS = 'projects';

export const folderOf = (id: string) => `${PROJECTS}/${id}`;
export const contentFolder = (id: string) => `${folderOf(id)}/content`;
export const contentPath = (id: string, stored: string) => `${contentFolder(id)}/${stored}`;
export const documentPath = (id: string, generation: number) => `${folderOf(id)}/document-${generation}`;
export const journalPath = (id: string, generation: number) => `${folderOf(id)}/journal-${generation}`;

export interface ReadProject {
  readonly raw: RawDocument;
  readonly generation: number;
  readonly documentBytes: number;
  readonly journalBytes: number;
}

/** Another tab may replace the document between two looks at the folder. */
const LOOKS = 3;

/** Null where there is no project of this id; throws `bad-project` where no document of it is whole. */
export async function readProject(files: FileStore, id: string): Promise<ReadProject | null> {
  for (let look = 1; ; look++) {
    try {
      const generations = await generationsOf(files, id);
      return generations.length === 0 ? null : await readNewest(files, id, generations);
    } catch (error) {
      if (look === LOOKS) throw error;
    }
  }
}

/** Of all documents of the project, the newest first. */
export async function generationsOf(files: FileStore, id: string): Promise<number[]> {
  const names = (await files.list(folderOf(id))).map(({ name }) => /^document-(\d+)$/.exec(name)?.[1]);
  const generations = names.filter((digits) => digits !== undefined).map(Number);
  return generations.sort((a, b) => b - a);
}

async function readNewest(files: FileStore, id: string, generations: number[]): Promise<ReadProject> {
  for (const generation of generations) {
    const document = await readText(files, documentPath(id, generation));
    const raw = rawFromJson(readCheckedLines(document.text)[0]);
    if (raw === null) continue;
    const journal = await readText(files, journalPath(id, generation));
    for (const changes of readCheckedLines(journal.text)) applyChanges(raw, changes as Change[]);
    return { raw, generation, documentBytes: document.bytes, journalBytes: journal.bytes };
  }
  throw studioError(
    'bad-project',
    'The description of the project cannot be read: its checksum is wrong.',
    'Open another copy of the project, or delete it.',
    id,
  );
}

/** Empty where there is no such file. */
async function readText(files: FileStore, path: string): Promise<{ text: string; bytes: number }> {
  const blob = (await files.read(path)) ?? new Blob([]);
  try {
    return { text: await blob.text(), bytes: blob.size };
  } catch (error) {
    throw storageFailure(error, `read ${path}`, path);
  }
}

/** What errors call the project; its name is checked text in every document that gets as far as being written. */
export function nameOf(raw: RawDocument): string {
  return `the project ${String(raw.fields.name)}`;
}

/** Bytes written. */
export async function writeDocument(
  files: FileStore,
  id: string,
  generation: number,
  raw: RawDocument,
): Promise<number> {
  const line = checkedLine(rawToJson(raw));
  await files.write(documentPath(id, generation), line, nameOf(raw));
  return line.length;
}
