/**
 * A project that this tab holds open: what it knows, and everything that can be kept in it. Made by the project store.
 * Every method that writes resolves once the write survives the end of the tab, and rejects with `disk-full`,
 * `storage-failed`, or `project-open-elsewhere` after another tab took over; the project is then as it was.
 */
import { studioError } from '../common/errors';
import type { FileFacts } from '../domain/files';
import type { PageSettings, ProjectSummary } from '../domain/project';
import { checkedDocument } from './documentSchema';
import type { FileStore } from './fileStore';
import { freshId } from './freshId';
import type { ProjectData, ProjectDocument, StoredBlob, StoredContent, StoredFile } from './projectDocument';
import { checkedName, takenOver } from './projectErrors';
import { contentPath } from './projectFolder';
import type { ProjectJournal } from './projectJournal';
import { summaryOf } from './projectSummary';
import type { Change } from './rawDocument';
import type { Bytes } from './rawFiles';

type Table = 'files' | 'blobs';

export interface NewBlob {
  readonly name: string;
  readonly content: Blob | Bytes;
}

interface Added {
  readonly key: string;
  readonly content: Blob | Bytes;
  readonly entryOf: (stored: StoredContent) => StoredFile | StoredBlob;
}

export class OpenProject {
  readonly id: string;
  /** One sentence where the last session ended amid work; null otherwise. */
  readonly recovered: string | null;
  readonly #files: FileStore;
  readonly #journal: ProjectJournal;
  readonly #onClose: () => Promise<void>;

  constructor(
    id: string,
    recovered: string | null,
    files: FileStore,
    journal: ProjectJournal,
    onClose: () => Promise<void>,
  ) {
    this.id = id;
    this.recovered = recovered;
    this.#files = files;
    this.#journal = journal;
    this.#onClose = onClose;
  }

  /** As it is on disk now. */
  document(): ProjectDocument {
    return checkedDocument({ ...this.#journal.raw.fields, ...this.#tables() });
  }

  summary(): ProjectSummary {
    return summaryOf(this.id, this.document(), this.#journal.bytes);
  }

  /** Says that files are about to be added, so that the next session knows if this one ends before `endImport`. */
  async beginImport(total: number | null): Promise<void> {
    await this.#journal.commit([{ fields: { importing: { total, before: this.#journal.raw.files.size } } }]);
  }

  async endImport(): Promise<void> {
    await this.#journal.commit([{ fields: { importing: null } }]);
  }

  /** Adds a file, or replaces the one of this path. `facts` are null until it was read. */
  async addFile(path: string, content: Blob | Bytes, facts: FileFacts | null): Promise<void> {
    const entryOf = (stored: StoredContent) => ({ path, ...stored, facts }) satisfies StoredFile;
    await this.#add('files', [{ key: path, content, entryOf }]);
  }

  hasFile(path: string): boolean {
    return this.#journal.raw.files.has(path);
  }

  /** The name of the file's bytes in the store, under which they never change; empty where there is no such file. */
  storedAs(path: string): string {
    return this.hasFile(path) ? this.#entry('files', path).stored : '';
  }

  /** Bytes freed. Paths that are not in the project are passed over. */
  async removeFiles(paths: readonly string[]): Promise<number> {
    return await this.#remove('files', paths);
  }

  /** The file's bytes, read when asked for. Throws `storage-failed` where it is not there. */
  async file(path: string): Promise<Blob> {
    return await this.#read('files', path);
  }

  /** Changes the given parts of what was decided about the files; the last one wins. */
  async saveData(part: Partial<ProjectData>): Promise<void> {
    await this.#journal.commit([{ fields: { ...part } }]);
  }

  async savePage(page: PageSettings): Promise<void> {
    await this.#journal.commit([{ fields: { page } }]);
  }

  /** Throws `bad-setting` for an empty or very long name. */
  async rename(name: string): Promise<void> {
    await this.#journal.commit([{ fields: { name: checkedName(name) } }]);
  }

  /** Keeps or replaces a model, a run or a checkpoint: `models/current.safetensors`. */
  async putBlob(name: string, content: Blob | Bytes): Promise<void> {
    await this.putBlobs([{ name, content }]);
  }

  /** The same for several, of different names: all of them are there, or none. */
  async putBlobs(blobs: readonly NewBlob[]): Promise<void> {
    await this.#add(
      'blobs',
      blobs.map(({ name, content }) => ({
        key: name,
        content,
        entryOf: (stored) => ({ name, ...stored }) satisfies StoredBlob,
      })),
    );
  }

  blobNames(): string[] {
    return [...this.#journal.raw.blobs.keys()];
  }

  /** Null where there is none. Read it before the next `putBlob` of this name: that removes the bytes. */
  async getBlob(name: string): Promise<Blob | null> {
    return this.#journal.raw.blobs.has(name) ? await this.#read('blobs', name) : null;
  }

  /** Bytes freed. */
  async removeBlobs(names: readonly string[]): Promise<number> {
    return await this.#remove('blobs', names);
  }

  /** Once everything asked for so far is on disk, or was refused. */
  async flush(): Promise<void> {
    await this.#journal.flush();
  }

  /** Another tab has the project now: every later write is refused. */
  abandon(): void {
    this.#journal.end(takenOver(this.id));
  }

  /** Writes what waits and lets the project go. Nothing can be kept in it after. */
  async close(): Promise<void> {
    await this.#journal.flush();
    this.#journal.end(
      studioError('storage-failed', 'The project was closed.', 'Open it again, then try again.', this.id),
    );
    await this.#onClose();
  }

  #tables() {
    const { files, blobs } = this.#journal.raw;
    return { files: [...files.values()], blobs: [...blobs.values()] };
  }

  /** Content first, then the entries that refer to it: an entry never promises bytes that are not there. */
  async #add(table: Table, added: readonly Added[]): Promise<void> {
    this.#journal.throwIfEnded();
    const written: string[] = [];
    try {
      const changes: Change[] = [];
      for (const { key, content, entryOf } of added) {
        const stored = freshId();
        await this.#files.write(contentPath(this.id, stored), content, key);
        written.push(stored);
        const bytes = content instanceof Uint8Array ? content.length : content.size;
        changes.push({ table, key, entry: entryOf({ stored, bytes }) });
      }
      await this.#journal.commit(changes);
    } catch (error) {
      for (const stored of written) await this.#files.remove(contentPath(this.id, stored));
      throw error;
    }
  }

  async #remove(table: Table, keys: readonly string[]): Promise<number> {
    const present = keys.filter((key) => this.#journal.raw[table].has(key));
    const freed = present.reduce((sum, key) => sum + this.#entry(table, key).bytes, 0);
    const changes = present.map((key): Change => ({ table, key, entry: null }));
    if (changes.length > 0) await this.#journal.commit(changes);
    return freed;
  }

  /** Every entry was checked, when it was read from disk or when it was committed. */
  #entry(table: Table, key: string): StoredContent {
    const entry = this.#journal.raw[table].get(key);
    if (entry === undefined) throw notThere(key);
    return entry as StoredContent;
  }

  async #read(table: Table, key: string): Promise<Blob> {
    const blob = await this.#files.read(contentPath(this.id, this.#entry(table, key).stored));
    if (blob === null) throw notThere(key);
    return blob;
  }
}

function notThere(key: string) {
  return studioError(
    'storage-failed',
    `${key} is not in the project any more.`,
    'Open the project again; if it is still missing, add the file again.',
    key,
  );
}
