/**
 * Keeps an open project's document: every change is a line appended to its journal, so that a thousand files cost a
 * thousand lines and not a thousand documents. Changes asked for while a line is written share the next one.
 */
import { StudioError } from '../common/errors';
import { checkedLine } from './checkedLines';
import { checkedChanges } from './documentSchema';
import type { FileStore } from './fileStore';
import type { StoredContent } from './projectDocument';
import {
  contentPath,
  documentPath,
  journalPath,
  nameOf,
  type ReadProject,
  writeDocument,
} from './projectFolder';
import { applyChanges, type Change, mergedChanges, type RawDocument } from './rawDocument';
import type { Bytes } from './rawFiles';
import { isFull } from './storageFailure';

/** A journal may grow to this before the document is written anew, or to the document's size where that is more. */
const LEAST_JOURNAL = 64 * 1024;

/** Generations set apart for each opening: far more than one session writes. */
const TERM = 1_000_000;

interface Waiting {
  readonly changes: readonly Change[];
  resolve(): void;
  reject(error: unknown): void;
}

export class ProjectJournal {
  readonly #files: FileStore;
  readonly #id: string;
  readonly #now: () => number;
  readonly #raw: RawDocument;
  #generation: number;
  #documentBytes: number;
  #journalBytes: number;
  #limit = 0;
  #waiting: Waiting[] = [];
  #running: Promise<void> | null = null;
  #ended: StudioError | null = null;

  /** Nobody else may write to the project meanwhile: the caller holds its lock. */
  constructor(files: FileStore, id: string, read: ReadProject, now: () => number) {
    this.#files = files;
    this.#id = id;
    this.#now = now;
    this.#raw = read.raw;
    this.#generation = read.generation;
    this.#documentBytes = read.documentBytes;
    this.#journalBytes = read.journalBytes;
    this.#setLimit();
  }

  /** As it is on disk. Belongs to the journal: read it, do not change it. */
  get raw(): RawDocument {
    return this.#raw;
  }

  /** Bytes of document and journal. */
  get bytes(): number {
    return this.#documentBytes + this.#journalBytes;
  }

  /**
   * Resolves once the changes are on disk, all of them. Rejects with `disk-full` or `storage-failed` where they are
   * not; the document is then as it was. Content that nothing refers to any more is removed.
   */
  commit(changes: readonly Change[]): Promise<void> {
    checkedChanges(changes);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ changes, resolve, reject });
      // Not at once: what is asked for in the same turn goes into the same line.
      this.#running ??= Promise.resolve().then(() => this.#run());
    });
  }

  /** Once nothing waits to be written. Failures go to those who asked for the changes. */
  async flush(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  /** From now on every change is refused with this error. */
  end(error: StudioError): void {
    this.#ended = error;
  }

  /** Throws what `end` was given. */
  throwIfEnded(): void {
    if (this.#ended !== null) throw this.#ended;
  }

  /**
   * Writes the whole document as the next generation; only then are the old one and its journal removed. At opening it
   * begins a new term: what a tab that was taken over still writes in the old one is never read.
   */
  async renew(newTerm = false): Promise<void> {
    const next = newTerm ? TERM * (1 + Math.floor(this.#generation / TERM)) : this.#generation + 1;
    try {
      this.#documentBytes = await writeDocument(this.#files, this.#id, next, this.#raw);
    } catch (error) {
      // Were it there after all, it would hide the journal that goes on being written.
      await this.#files.remove(documentPath(this.#id, next));
      throw error;
    }
    const old = this.#generation;
    this.#generation = next;
    this.#journalBytes = 0;
    this.#setLimit();
    await this.#discard([documentPath(this.#id, old), journalPath(this.#id, old)]);
  }

  #setLimit(): void {
    this.#limit = Math.max(LEAST_JOURNAL, this.#documentBytes);
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#write(batch.flatMap(({ changes }) => changes));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#running = null;
  }

  async #write(asked: readonly Change[]): Promise<void> {
    this.throwIfEnded();
    const changes = mergedChanges([...asked, { fields: { modifiedMs: this.#now() } }]);
    const touched = storedNames(this.#raw, changes);
    await this.#append(changes);
    // Taken over meanwhile: the other tab does not know of the change, and may need the content that it drops.
    this.throwIfEnded();
    applyChanges(this.#raw, changes);
    const kept = new Set(storedNames(this.#raw, changes, false));
    const dropped = touched.filter((stored) => !kept.has(stored));
    await this.#discard(dropped.map((stored) => contentPath(this.#id, stored)));
    if (this.#journalBytes > this.#limit) await this.#renewOrWait();
  }

  async #append(changes: readonly Change[]): Promise<void> {
    const line = checkedLine(changes);
    try {
      await this.#appendLine(line);
    } catch (error) {
      if (!isFull(error) || !onlyRemoves(changes)) throw error;
      await this.#makeRoom(changes, line);
    }
    this.#journalBytes += line.length;
  }

  async #appendLine(line: Bytes): Promise<void> {
    await this.#files.append(journalPath(this.#id, this.#generation), line, nameOf(this.#raw));
  }

  /** On a full disk even a removal finds no room to be noted in: the content goes first, and makes the room. */
  async #makeRoom(changes: readonly Change[], line: Bytes): Promise<void> {
    for (const stored of storedNames(this.#raw, changes)) {
      await this.#files.remove(contentPath(this.#id, stored));
    }
    await this.#appendLine(line);
  }

  /** The changes are safe in the journal, so a document that cannot be written now is written later. */
  async #renewOrWait(): Promise<void> {
    try {
      await this.renew();
    } catch (error) {
      if (!(error instanceof StudioError)) throw error;
      this.#limit = 2 * this.#journalBytes;
    }
  }

  /** Files that nothing refers to. One that cannot be removed now is found and removed when the project is opened. */
  async #discard(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      try {
        await this.#files.remove(path);
      } catch (error) {
        if (!(error instanceof StudioError)) throw error;
      }
    }
  }
}

/** Content that the changed keys refer to in the document and, where `given`, in the changes themselves. */
function storedNames(raw: RawDocument, changes: readonly Change[], given = true): string[] {
  const entries = changes.flatMap((change) =>
    'fields' in change ? [] : [raw[change.table].get(change.key), given ? change.entry : null],
  );
  return [...new Set(entries.flatMap((entry) => (entry ? [(entry as StoredContent).stored] : [])))];
}

function onlyRemoves(changes: readonly Change[]): boolean {
  const keyed = changes.filter((change) => 'table' in change);
  return keyed.length > 0 && keyed.every(({ entry }) => entry === null);
}
