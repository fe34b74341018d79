/**
 * Keeps a library in the open project as it changes. What cannot be kept (a full disk) stays in memory, the user is
 * told, and it is tried again after the next write that succeeds. Made by ProjectDesk, one a project.
 */
import { StudioError, toErrorData } from '../common/errors';
import type { Dataset } from '../domain/data';
import type { PageSettings } from '../domain/project';
import type { EngineEvent } from '../engine/protocol';
import type { LibraryFile, LibraryKeeper, LibraryNotes } from '../pipeline/data/libraryContent';
import type { OpenProject } from '../storage/openProject';
import { drawnName } from './drawnBlobs';
import { keptMasks, projectData } from './projectContent';

type Bytes = Uint8Array<ArrayBuffer>;
/** Content under a name of the network worker's choice: `runs/ID.json`. */
export interface KeptBlob {
  readonly name: string;
  readonly bytes: Bytes;
}

type Masks = LibraryNotes['maskFacts'];

export class ProjectKeeper implements LibraryKeeper {
  /** What could not be kept, or waits for its turn. */
  private readonly unkept = new Map<
    string,
    { readonly file: LibraryFile; readonly blob: Blob; readonly turn: number }
  >();
  private turns = 0;
  private readonly unkeptBlobs = new Map<string, Bytes>();
  /** What was offered and had no room: what comes instead of it will be offered again. */
  private readonly refused = new Set<string>();
  /** Whether the user knows that the disk is full: until all has found room, content that waits as well is no news. */
  private toldFull = false;
  private unkeptSettings: PageSettings | null = null;
  private unkeptNotes: { readonly notes: LibraryNotes; readonly dataset: Dataset } | null = null;
  /** As they are on disk; null where that is not known. */
  private keptMasks: Masks | null = null;
  /** The write under way: one at a time, so that what is asked for later is on disk later. */
  private turn: Promise<unknown> = Promise.resolve();
  private wrote = false;

  constructor(
    private readonly project: OpenProject,
    private readonly onSaved: () => void,
    private readonly emit: (event: EngineEvent) => void,
  ) {}

  keep(file: LibraryFile, blob: Blob): Promise<Blob> {
    return this.inTurn(async () => {
      this.unkept.set(file.path, { file, blob, turn: ++this.turns });
      return (await this.writeFile(file.path)) ? this.project.file(file.path) : blob;
    });
  }

  forget(paths: readonly string[]): Promise<void> {
    return this.inTurn(async () => {
      for (const path of paths) this.unkept.delete(path);
      await this.tried(() => this.project.removeFiles(paths));
    });
  }

  keepDrawn(imageId: string, labels: Bytes | null): Promise<void> {
    const name = drawnName(imageId);
    return labels === null ? this.removeBlobs([name]) : this.keepBlobs([{ name, bytes: labels }]);
  }

  /** Notes that come while others wait replace them. */
  note(notes: LibraryNotes, dataset: Dataset): void {
    this.unkeptNotes = { notes, dataset };
    this.inTurn(() => this.thenRetry(() => this.writeNotes())).catch((thrown: unknown) =>
      this.emit({ type: 'save-failed', error: toErrorData(thrown) }),
    );
  }

  keepSettings(settings: PageSettings): Promise<void> {
    this.unkeptSettings = settings;
    return this.inTurn(() => this.thenRetry(() => this.writeSettings()));
  }

  /** Content of the project's own: models and runs. Later content of a name replaces what waits. */
  keepBlobs(blobs: readonly KeptBlob[]): Promise<void> {
    for (const { name, bytes } of blobs) this.unkeptBlobs.set(name, bytes);
    return this.inTurn(() => this.thenRetry(() => this.writeBlobs()));
  }

  /** All of it or none; what has no room does not wait for it. Told the first time, until all has found room. */
  offerBlobs(blobs: readonly KeptBlob[]): Promise<boolean> {
    const [first] = blobs;
    return this.inTurn(async () => {
      if (first === undefined) return true;
      const put = blobs.map(({ name, bytes }) => ({ name, content: bytes }));
      const quiet = this.toldFull || this.refused.has(first.name);
      const isKept = await this.tried(() => this.project.putBlobs(put), quiet);
      if (isKept) for (const { name } of blobs) this.settle(name);
      else this.refused.add(first.name);
      return isKept;
    });
  }

  removeBlobs(names: readonly string[]): Promise<void> {
    return this.inTurn(async () => {
      for (const name of names) this.settle(name);
      await this.tried(() => this.project.removeBlobs(names));
    });
  }

  blobNames(): string[] {
    return [...new Set([...this.project.blobNames(), ...this.unkeptBlobs.keys()])];
  }

  /** Also what waits for room; null where there is none. */
  async blob(name: string): Promise<Bytes | null> {
    const waiting = this.unkeptBlobs.get(name);
    if (waiting !== undefined) return waiting.slice();
    // In turn: a write of this name would remove the bytes while they are read.
    const kept = await this.inTurn(async () => (await this.project.getBlob(name))?.arrayBuffer());
    return kept === undefined ? null : new Uint8Array(kept);
  }

  /** The same for many small ones, read at once. */
  async blobs(names: readonly string[]): Promise<(Bytes | null)[]> {
    const read = async (name: string) => {
      const waiting = this.unkeptBlobs.get(name);
      if (waiting !== undefined) return waiting.slice();
      const kept = await this.project.getBlob(name);
      return kept && new Uint8Array(await kept.arrayBuffer());
    };
    return this.inTurn(() => Promise.all(names.map(read)));
  }

  /** The name of a file's bytes on the disk, which change with the name alone; a number of its own while it waits for room. */
  storedAs(path: string): string {
    const waiting = this.unkept.get(path);
    return waiting === undefined ? this.project.storedAs(path) : `waiting ${waiting.turn}`;
  }

  private settle(name: string): void {
    this.unkeptBlobs.delete(name);
    this.refused.delete(name);
  }

  /** Marks the project while files come in, so that the next session knows if this one ended amid them. */
  async importing<T>(total: number | null, task: () => Promise<T>): Promise<T> {
    await this.inTurn(() => this.tried(() => this.project.beginImport(total)));
    try {
      return await task();
    } finally {
      await this.inTurn(() => this.tried(() => this.project.endImport()));
    }
  }

  /** Tries again what could not be kept; called when there may be room. */
  retry(): Promise<void> {
    return this.inTurn(() => this.writeUnkept());
  }

  /** Once everything asked for so far is written, or was refused. */
  settled(): Promise<void> {
    return this.inTurn(async () => undefined);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(async () => {
      const done = await work();
      this.tellSaved();
      return done;
    });
    this.turn = result.catch(() => undefined);
    return result;
  }

  /** Nothing is called saved while something is not. */
  private tellSaved(): void {
    if (!this.wrote || this.isWaiting()) return;
    this.toldFull = false;
    this.wrote = false;
    this.onSaved();
  }

  /** Whether something is not on disk, or not yet. */
  isWaiting(): boolean {
    const { unkept, unkeptNotes, unkeptSettings, unkeptBlobs, refused } = this;
    const content = unkept.size + unkeptBlobs.size + refused.size;
    return content > 0 || unkeptNotes !== null || unkeptSettings !== null;
  }

  /** Where something could be written, there may be room for what could not. */
  private async thenRetry(write: () => Promise<boolean>): Promise<void> {
    if (await write()) await this.writeUnkept();
  }

  /** Ends at the first failure; it was told before, when that was to be kept first. */
  private async writeUnkept(): Promise<void> {
    for (const path of [...this.unkept.keys()]) if (!(await this.writeFile(path, true))) return;
    if (!(await this.writeNotes(true))) return;
    if (await this.writeSettings(true)) await this.writeBlobs(true);
  }

  private async writeFile(path: string, quiet = false): Promise<boolean> {
    const waiting = this.unkept.get(path);
    if (waiting === undefined) return true;
    const { file, blob } = waiting;
    // What was measured on the file that is replaced must not be taken for this one's, wherever the tab is killed.
    if (this.project.hasFile(path) && !(await this.writeMasks({}, quiet))) return false;
    if (!(await this.tried(() => this.project.addFile(path, blob, file.facts), quiet))) return false;
    this.unkept.delete(path);
    return true;
  }

  private async writeNotes(quiet = false): Promise<boolean> {
    const { unkeptNotes } = this;
    if (unkeptNotes === null) return true;
    const { notes, dataset } = unkeptNotes;
    const data = projectData(notes, dataset);
    const masks = notes.maskFacts;
    const part = this.hasKept(masks) ? data : { ...data, maskFacts: keptMasks(masks) };
    if (!(await this.tried(() => this.project.saveData(part), quiet))) return false;
    this.keptMasks = masks;
    if (this.unkeptNotes === unkeptNotes) this.unkeptNotes = null;
    return true;
  }

  private async writeMasks(masks: Masks, quiet: boolean): Promise<boolean> {
    if (this.hasKept(masks)) return true;
    const written = await this.tried(() => this.project.saveData({ maskFacts: keptMasks(masks) }), quiet);
    if (written) this.keptMasks = masks;
    return written;
  }

  /** The very same measures: those of a replaced file have the key of the former ones. */
  private hasKept(masks: Masks): boolean {
    const { keptMasks: kept } = this;
    if (kept === null) return false;
    const keys = Object.keys(masks);
    return keys.length === Object.keys(kept).length && keys.every((key) => kept[key] === masks[key]);
  }

  private async writeSettings(quiet = false): Promise<boolean> {
    const { unkeptSettings } = this;
    if (unkeptSettings === null) return true;
    if (!(await this.tried(() => this.project.savePage(unkeptSettings), quiet))) return false;
    if (this.unkeptSettings === unkeptSettings) this.unkeptSettings = null;
    return true;
  }

  private async writeBlobs(quiet = this.toldFull): Promise<boolean> {
    for (const [name, bytes] of [...this.unkeptBlobs]) {
      if (!(await this.tried(() => this.project.putBlob(name, bytes), quiet))) return false;
      if (this.unkeptBlobs.get(name) === bytes) this.unkeptBlobs.delete(name);
    }
    return true;
  }

  /** False where nothing was written; the user is told unless another tab has the project, which is told otherwise. */
  private async tried(write: () => Promise<unknown>, quiet = false): Promise<boolean> {
    try {
      await write();
      this.wrote = true;
      return true;
    } catch (thrown) {
      if (!(thrown instanceof StudioError)) throw thrown;
      if (!quiet && thrown.code !== 'project-open-elsewhere') {
        this.toldFull ||= thrown.code === 'disk-full';
        this.emit({ type: 'save-failed', error: toErrorData(thrown) });
      }
      return false;
    }
  }
}
