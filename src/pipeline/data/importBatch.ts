/**
 * One import on its way into a library: new files are kept as they are read, so that a killed tab loses none;
 * files that replace others wait until the import is sure. Used by ImageLibrary.
 */
import type { Refusal } from '../../domain/data';
import type { LibraryKeeper } from './libraryContent';
import type { LibraryFiles } from './libraryFiles';
import type { ReadFile, ReadResult } from './readFiles';

/** Files that are kept at a time: disks take several small files nearly as fast as one. */
const KEPT_AT_ONCE = 8;

export class ImportBatch {
  readonly refused: Refusal[] = [];
  private readonly added = new Set<string>();
  private readonly replaced = new Set<string>();
  /** Came with the bytes that are kept: a folder added again after a crash is mostly these. */
  private readonly same = new Set<string>();
  private readonly keeping = new Set<Promise<void>>();

  constructor(
    private readonly files: LibraryFiles,
    private readonly keeper: LibraryKeeper,
  ) {}

  /** Paths of the files that were read: the new ones, those that replace others, those that changed nothing. */
  get paths(): string[] {
    return [...this.changed, ...this.same];
  }

  /** Paths of the files whose pixels may not be those that were there before. */
  get changed(): string[] {
    return [...this.added, ...this.replaced];
  }

  /** Resolves when the next file may come: up to KEPT_AT_ONCE files may not be kept yet. */
  async take(result: ReadResult): Promise<void> {
    if (result.kind === 'refused') {
      this.refused.push(result.refusal);
      return;
    }
    const { path } = result.file;
    const isNew = !this.files.has(path) || this.added.has(path);
    if (isNew) await this.add(result);
    else if (!this.replaced.has(path) && (await this.files.isSame(path, result.blob))) this.same.add(path);
    else this.replace(result);
  }

  /** Makes the import last; `leaving` are paths that give way to it. */
  async commit(leaving: readonly string[]): Promise<void> {
    await this.settled();
    for (const path of this.replaced) {
      const { file, blob } = this.files.staged(path);
      this.files.replace(path, await this.keeper.keep(file, blob));
    }
    const came = new Set(this.paths);
    const gone = leaving.filter((path) => !came.has(path));
    for (const path of gone) this.files.delete(path);
    if (gone.length > 0) await this.keeper.forget(gone);
  }

  /** Leaves the library's files as they were before the first `take`. */
  async rollBack(): Promise<void> {
    await Promise.allSettled(this.keeping);
    for (const path of this.added) this.files.delete(path);
    for (const path of this.replaced) this.files.unstage(path);
    if (this.added.size > 0) await this.keeper.forget([...this.added]);
  }

  private async add(read: ReadFile): Promise<void> {
    this.added.add(read.file.path);
    const kept = this.keeper.keep(read.file, read.blob).then((blob) => this.files.put(read, blob));
    this.keeping.add(kept);
    // A failure waits for `settled`; until then it must not count as unhandled.
    kept.catch(() => undefined);
    kept.then(
      () => this.keeping.delete(kept),
      () => undefined,
    );
    if (this.keeping.size >= KEPT_AT_ONCE) await Promise.race(this.keeping);
  }

  /** Resolves once every file taken so far is kept. */
  async settled(): Promise<void> {
    await Promise.all(this.keeping);
  }

  /** The same path twice in one drop: the later one is meant. */
  private replace(read: ReadFile): void {
    this.files.stage(read, read.blob);
    this.replaced.add(read.file.path);
  }
}
