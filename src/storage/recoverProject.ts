/** Puts a project right that a killed tab left behind. Called once, when it is opened, under its lock. */
import type { FileStore } from './fileStore';
import type { ImportMark, ProjectDocument } from './projectDocument';
import { contentFolder, folderOf, type ReadProject } from './projectFolder';
import type { Change } from './rawDocument';
import { joinPath } from './rawFiles';

export interface Recovery {
  /** What the document has to change to agree with the files that are there. */
  readonly changes: readonly Change[];
  /** What to tell the user; null where nothing happened. */
  readonly sentence: string | null;
}

/** Removes what nothing refers to; finds what is referred to and missing, and an import that was cut off. */
export async function recoverProject(
  files: FileStore,
  id: string,
  read: ReadProject,
  document: ProjectDocument,
): Promise<Recovery> {
  await sweepRemains(files, id, read.generation);
  const there = await sweepContent(files, id, document);
  const lostFiles = document.files.filter(({ stored }) => !there.has(stored)).map(({ path }) => path);
  const lostBlobs = document.blobs.filter(({ stored }) => !there.has(stored)).map(({ name }) => name);
  const changes: Change[] = [
    ...lostFiles.map((key): Change => ({ table: 'files', key, entry: null })),
    ...lostBlobs.map((key): Change => ({ table: 'blobs', key, entry: null })),
    { fields: { importing: null } },
  ];
  const sentences = [...cutOff(document), ...missing([...lostFiles, ...lostBlobs])];
  return { changes, sentence: sentences.length === 0 ? null : sentences.join(' ') };
}

/** Older documents and journals, and unfinished writes. */
async function sweepRemains(files: FileStore, id: string, generation: number): Promise<void> {
  await files.sweep(folderOf(id));
  for (const { name } of await files.list(folderOf(id))) {
    const digits = /^(?:document|journal)-(\d+)$/.exec(name)?.[1];
    if (digits !== undefined && Number(digits) !== generation) {
      await files.remove(joinPath(folderOf(id), name));
    }
  }
}

/** Names of the content that is there and referred to. */
async function sweepContent(files: FileStore, id: string, document: ProjectDocument): Promise<Set<string>> {
  const referred = new Set([...document.files, ...document.blobs].map(({ stored }) => stored));
  await files.sweep(contentFolder(id));
  const names = (await files.list(contentFolder(id))).map(({ name }) => name);
  for (const name of names) {
    if (!referred.has(name)) await files.remove(joinPath(contentFolder(id), name));
  }
  return new Set(names);
}

function cutOff({ importing, files }: ProjectDocument): string[] {
  if (importing === null) return [];
  const kept = Math.max(0, files.length - importing.before);
  if (kept === importing.total) return [];
  return [
    `The last session ended while files were being added: it kept ${keptOf(kept, importing)}. Add the others again.`,
  ];
}

/** What was dropped may have been archives of many files: then there is no number to compare with. */
function keptOf(kept: number, { total }: ImportMark): string {
  return total !== null && kept < total ? `${kept} of ${total}` : `${kept}`;
}

function missing(names: readonly string[]): string[] {
  const [first] = names;
  if (first === undefined) return [];
  const what = names.length === 1 ? first : `${first} and ${names.length - 1} more files`;
  return [`The browser's storage no longer holds ${what}: add them again.`];
}
