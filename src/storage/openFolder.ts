/** Opens the project in a folder of the file store whose lock the caller holds. Called by the project store. */
import { defined } from '../common/assert';
import { checkedDocument } from './documentSchema';
import type { FileStore } from './fileStore';
import { migrated } from './migrations';
import { OpenProject } from './openProject';
import { PROJECT_VERSION } from './projectDocument';
import { noSuchProject } from './projectErrors';
import { type ReadProject, readProject } from './projectFolder';
import { ProjectJournal } from './projectJournal';
import { applyChanges, rawFromJson, rawToJson } from './rawDocument';
import { recoverProject } from './recoverProject';
import { isFull } from './storageFailure';

export interface OpenFolderOptions {
  now(): number;
  /** Whether this counts as opening: for the choice of the project that was opened last. */
  readonly touch: boolean;
  onClose(): Promise<void>;
}

/** Throws `no-such-project`, `bad-project`, `project-too-new`, `storage-failed`. */
export async function openFolder(
  files: FileStore,
  id: string,
  { now, touch, onClose }: OpenFolderOptions,
): Promise<OpenProject> {
  const read = await readProject(files, id);
  if (read === null) throw noSuchProject(id);
  const json = migrated(rawToJson(read.raw));
  const recovery = await recoverProject(files, id, read, checkedDocument(json));
  const raw = defined(rawFromJson(json), 'a checked document');
  applyChanges(raw, recovery.changes);
  if (touch) applyChanges(raw, [{ fields: { openedMs: now() } }]);
  const journal = new ProjectJournal(files, id, { ...read, raw }, now);
  await renewAtOpening(journal, read);
  return new OpenProject(id, recovery.sentence, files, journal, onClose);
}

/**
 * A generation of our own: a tab that this one took over may still be writing to the journal of the last. On a full
 * disk the project opens all the same, unless its journal is in the words of an older version.
 */
async function renewAtOpening(journal: ProjectJournal, read: ReadProject): Promise<void> {
  try {
    await journal.renew(true);
  } catch (error) {
    if (!isFull(error) || read.raw.fields.version !== PROJECT_VERSION) throw error;
  }
}
