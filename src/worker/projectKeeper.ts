/**
 * Keeps a library in the open project as it changes. What cannot be kept (a full disk) stays in memory, the user is
 * told, and it is tried again with the next change. Made by ProjectDesk, one a project.
 */
import { StudioError, toErrorData } from '../common/errors';
import type { Dataset } from '../domain/data';
import type { PageSettings } from '../domain/project';
import type { EngineEvent } from '../engine/protocol';
import type { LibraryFile, LibraryKeeper, LibraryNotes } from '../pipeline/data/libraryContent';
import type { OpenProject } from '../storage/openProject';
import { CURRENT_MODEL } from '../storage/projectDocument';
import { keptMasks, projectData } from './projectContent';

type Bytes = Uint8Array<ArrayBuffer>;

export class ProjectKeeper implements LibraryKeeper {
  /** Files that did not fit, by path. */
  private readonly unkept = new Map<string, { readonly file: LibraryFile; readonly blob: Blob }>();
  private unkeptModel: Bytes | null = null;
  private noted: { readonly notes: LibraryNotes; readonly dataset: Dataset } | null = null;
  private keptMasks = '';
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly project: OpenProject,
    private readonly onSaved: () => void,
    private readonly emit: (event: EngineEvent) => void,
  ) {}

  async keep(file: LibraryFile, blob: Blob): Promise<Blob> {
    const kept = await this.tried(() => this.project.addFile(file.path, blob, file.facts));
    if (kept) {
      this.unkept.delete(file.path);
      return this.project.file(file.path);
    }
    this.unkept.set(file.path, { file, blob });
    return blob;
  }

  async forget(paths: readonly string[]): Promise<void> {
    for (const path of paths) this.unkept.delete(path);
    await this.tried(() => this.project.removeFiles(paths));
  }

  note(notes: LibraryNotes, dataset: Dataset): void {
    const waiting = this.noted !== null;
    this.noted = { notes, dataset };
    // Notes that come while others wait replace them.
    if (!waiting) this.writing = this.writing.then(() => this.writeNotes());
  }

  async keepSettings(settings: PageSettings): Promise<void> {
    await this.tried(() => this.project.savePage(settings));
  }

  /** Null takes the model out. */
  async keepModel(bytes: Bytes): Promise<void> {
    const kept = await this.tried(() => this.project.putBlob(CURRENT_MODEL, bytes));
    this.unkeptModel = kept ? null : bytes;
  }

  /** Marks the project while files come in, so that the next session knows if this one ended amid them. */
  async importing<T>(total: number, task: () => Promise<T>): Promise<T> {
    await this.tried(() => this.project.beginImport(total));
    try {
      return await task();
    } finally {
      await this.settled();
      await this.tried(() => this.project.endImport());
    }
  }

  /** Tries again what could not be kept; called when there may be room. */
  async retry(): Promise<void> {
    for (const { file, blob } of [...this.unkept.values()]) await this.keep(file, blob);
    if (this.unkeptModel !== null) await this.keepModel(this.unkeptModel);
  }

  /** Once all notes are written, or were refused. */
  async settled(): Promise<void> {
    await this.writing;
  }

  private async writeNotes(): Promise<void> {
    const { noted } = this;
    this.noted = null;
    if (noted === null) return;
    const masks = JSON.stringify(Object.keys(noted.notes.maskFacts));
    const changed = masks !== this.keptMasks;
    const data = projectData(noted.notes, noted.dataset);
    const part = changed ? { ...data, maskFacts: keptMasks(noted.notes.maskFacts) } : data;
    if (await this.tried(() => this.project.saveData(part))) this.keptMasks = masks;
  }

  /** False where nothing was written; the user is told unless another tab has the project, which is told otherwise. */
  private async tried(write: () => Promise<unknown>): Promise<boolean> {
    try {
      await write();
      this.onSaved();
      return true;
    } catch (thrown) {
      if (!(thrown instanceof StudioError)) throw thrown;
      if (thrown.code !== 'project-open-elsewhere') {
        this.emit({ type: 'save-failed', error: toErrorData(thrown) });
      }
      return false;
    }
  }
}
