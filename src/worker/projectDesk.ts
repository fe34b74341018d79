/**
 * The projects' part of the preparation worker: which one is open, its library, and everything else that can be
 * done with projects. Used by PreparationSession, which owns the threads' contract.
 */
import { studioError, toErrorData } from '../common/errors';
import type { OpenedProject, PageSettings, ProjectSummary, StorageUse } from '../domain/project';
import type { EngineEvent, NamedFile } from '../engine/protocol';
import type { DataHost } from '../pipeline/data/dataHost';
import { ImageLibrary } from '../pipeline/data/imageLibrary';
import type { OpenProject } from '../storage/openProject';
import { CURRENT_MODEL } from '../storage/projectDocument';
import { takenOver } from '../storage/projectErrors';
import { type ProjectHost, ProjectStore } from '../storage/projectStore';
import { keptDrawings } from './drawnBlobs';
import { imageStamps } from './imageStamps';
import { libraryContent } from './projectContent';
import { type KeptBlob, ProjectKeeper } from './projectKeeper';

/** What the desk needs of the machine besides files and decoders. */
export interface DeskHost extends ProjectHost {
  use(): Promise<StorageUse>;
}

/** The name of a project that nobody named yet. */
const FIRST_NAME = 'My project';
/** Saving is told at most this often, ms. */
const TELL_EVERY = 250;

interface Current {
  readonly project: OpenProject;
  readonly keeper: ProjectKeeper;
  readonly library: ImageLibrary;
}

export class ProjectDesk {
  /** Of the open project; kept nowhere before the first is open. */
  library: ImageLibrary;
  private current: Current | null = null;
  private imports = 0;
  private readonly host: Promise<DeskHost>;
  private readonly store: Promise<ProjectStore>;
  private telling: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly dataHost: DataHost,
    host: () => Promise<DeskHost>,
    private readonly emit: (event: EngineEvent) => void,
  ) {
    this.library = new ImageLibrary(dataHost);
    this.host = host();
    this.store = this.host.then((opened) => new ProjectStore(opened));
    // Whoever asks for projects gets the rejection; until then it must not count as unhandled.
    this.store.catch(() => undefined);
  }

  async list(): Promise<ProjectSummary[]> {
    return (await this.store).list();
  }

  /**
   * The new project is open before the old one is let go: a failure leaves the old one open. Throws `busy` while files
   * are read, and as ProjectStore.open.
   */
  async open(projectId: string | null, takeOver: boolean): Promise<OpenedProject> {
    this.refuseDuringImport();
    const store = await this.store;
    const lost = this.lostHandler();
    const wishes = { takeOver, onLost: lost.handler };
    if (projectId === null) return this.adopt(await store.openLast(FIRST_NAME, wishes), lost);
    if (projectId === this.current?.project.id && !takeOver) throw alreadyOpen(projectId);
    return this.adopt(await store.open(projectId, wishes), lost);
  }

  async create(name: string): Promise<OpenedProject> {
    this.refuseDuringImport();
    const lost = this.lostHandler();
    return this.adopt(await (await this.store).create(name, lost.handler), lost);
  }

  async rename(projectId: string, name: string): Promise<ProjectSummary[]> {
    await (await this.store).rename(projectId, name);
    return this.list();
  }

  async duplicate(projectId: string): Promise<ProjectSummary[]> {
    await this.current?.keeper.settled();
    await (await this.store).duplicate(projectId);
    return this.list();
  }

  async remove(projectId: string): Promise<{ projects: ProjectSummary[]; freed: number }> {
    const freed = await (await this.store).remove(projectId);
    await this.current?.keeper.retry();
    return { projects: await this.list(), freed };
  }

  async pack(projectId: string): Promise<NamedFile> {
    await this.current?.keeper.settled();
    return (await this.store).pack(projectId);
  }

  async unpack(file: Blob): Promise<ProjectSummary> {
    return (await this.store).unpack(file);
  }

  async keepSettings(settings: PageSettings): Promise<void> {
    await this.current?.keeper.keepSettings(settings);
  }

  async storage(): Promise<StorageUse> {
    return (await this.host).use();
  }

  async keepBlobs(blobs: readonly KeptBlob[]): Promise<void> {
    await this.current?.keeper.keepBlobs(blobs);
  }

  async offerBlobs(blobs: readonly KeptBlob[]): Promise<boolean> {
    return (await this.current?.keeper.offerBlobs(blobs)) ?? false;
  }

  async removeBlobs(names: readonly string[]): Promise<void> {
    await this.current?.keeper.removeBlobs(names);
  }

  blobNames(): string[] {
    return this.current?.keeper.blobNames() ?? [];
  }

  async keptBlob(name: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return (await this.current?.keeper.blob(name)) ?? null;
  }

  async keptBlobs(names: readonly string[]): Promise<(Uint8Array<ArrayBuffer> | null)[]> {
    return (await this.current?.keeper.blobs(names)) ?? names.map(() => null);
  }

  /** Of the images of the open project, by id: see Preparation. */
  stamps(dataset = this.library.dataset()): ReadonlyMap<string, string> {
    return imageStamps(dataset, (path) => this.current?.keeper.storedAs(path) ?? '');
  }

  /** Runs an import; files of it are kept one by one. */
  async importing<T>(total: number | null, task: () => Promise<T>): Promise<T> {
    this.imports += 1;
    try {
      return await (this.current === null ? task() : this.current.keeper.importing(total, task));
    } finally {
      this.imports -= 1;
    }
  }

  private async adopt(project: OpenProject, lost: LostHandler): Promise<OpenedProject> {
    const keeper = new ProjectKeeper(project, () => this.tellSaved(), this.emit);
    const library = new ImageLibrary(this.dataHost, keeper);
    const document = project.document();
    const content = libraryContent(document);
    const blobs = new Map<string, Blob>();
    try {
      for (const { path } of content.files) blobs.set(path, await project.file(path));
      await library.restore(content, blobs, await keptDrawings(project));
      if (lost.isLost) throw takenOver(project.id);
    } catch (thrown) {
      await project.close();
      throw thrown;
    }
    const before = this.current;
    this.current = { project, keeper, library };
    this.library = library;
    lost.projectId = project.id;
    if (before !== null && before.project.id !== project.id) await letGo(before);
    return {
      summary: project.summary(),
      dataset: library.dataset(),
      settings: document.page,
      hasModel: document.blobs.some(({ name }) => name === CURRENT_MODEL),
      recovered: project.recovered,
    };
  }

  private lostHandler(): LostHandler {
    const lost: LostHandler = {
      projectId: null,
      isLost: false,
      handler: () => {
        lost.isLost = true;
        if (lost.projectId !== null) this.emit({ type: 'project-taken', projectId: lost.projectId });
      },
    };
    return lost;
  }

  private refuseDuringImport(): void {
    if (this.imports === 0) return;
    const hint = 'Wait for it to end, or cancel it, then open another project.';
    throw studioError('busy', 'Files are being read into the open project.', hint, 'import');
  }

  /** Not after every file of a thousand. */
  private tellSaved(): void {
    this.telling ??= setTimeout(() => {
      this.telling = null;
      this.tell().catch((thrown: unknown) => this.emit({ type: 'save-failed', error: toErrorData(thrown) }));
    }, TELL_EVERY);
  }

  private async tell(): Promise<void> {
    const host = await this.host;
    // It tells anew once what failed meanwhile is saved, too.
    if (this.current?.keeper.isWaiting() === true) return;
    this.emit({ type: 'saved', use: await host.use(), savedMs: host.now() });
  }
}

/** Told when another tab takes the project; knows its id once it is open. */
interface LostHandler {
  projectId: string | null;
  isLost: boolean;
  readonly handler: () => void;
}

/** What was asked of it before it was left is still done and kept. */
async function letGo({ project, keeper, library }: Current): Promise<void> {
  await library.settled();
  await keeper.settled();
  await project.close();
}

function alreadyOpen(projectId: string) {
  return studioError('busy', 'This project is open already.', 'Choose another one.', projectId);
}
