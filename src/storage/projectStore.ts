/**
 * All projects of this browser: made, listed, opened, copied, deleted, saved as one file and read from one. Called by
 * the preparation worker's session. Everything that writes to a project holds its lock meanwhile.
 */
import { StudioError } from '../common/errors';
import type { ProjectSummary } from '../domain/project';
import { copyContent } from './copyContent';
import { deleteProject } from './deleteProject';
import { checkedDocument } from './documentSchema';
import type { FileStore } from './fileStore';
import { freshId } from './freshId';
import { migrated } from './migrations';
import { newDocument, versioned } from './newDocument';
import { openFolder } from './openFolder';
import type { OpenProject } from './openProject';
import { packProject } from './packProject';
import type { ProjectDocument } from './projectDocument';
import { checkedName, noSuchProject, openElsewhere, openHere } from './projectErrors';
import {
  folderOf,
  generationsOf,
  PROJECTS,
  type ReadProject,
  readProject,
  writeDocument,
} from './projectFolder';
import type { ProjectLock, ProjectLocks } from './projectLocks';
import { damagedSummary, summaryOf } from './projectSummary';
import { rawToJson } from './rawDocument';
import { openPacked } from './unpackProject';

export interface ProjectHost {
  readonly files: FileStore;
  readonly locks: ProjectLocks;
  /** Milliseconds since 1970. */
  now(): number;
}

export interface PackedProject {
  /** `My project.unet` */
  readonly name: string;
  readonly blob: Blob;
}

export interface OpenWishes {
  readonly takeOver: boolean;
  /** Called when another tab takes the project over. */
  onLost(): void;
}

interface Known {
  readonly read: ReadProject;
  readonly document: ProjectDocument;
}

export class ProjectStore {
  readonly #host: ProjectHost;
  readonly #open = new Map<string, OpenProject>();

  constructor(host: ProjectHost) {
    this.#host = host;
  }

  /** Newest first. Those that cannot be read are listed last with their `problem`, so that they can be deleted. */
  async list(): Promise<ProjectSummary[]> {
    const summaries: ProjectSummary[] = [];
    for (const { name: id } of await this.#host.files.list(PROJECTS)) {
      const summary = await this.#summaryOrRemains(id);
      if (summary !== null) summaries.push(summary);
    }
    return summaries.sort((a, b) => b.modifiedMs - a.modifiedMs);
  }

  /** Makes an empty project and opens it. `onLost` is called when another tab takes it over. */
  async create(name: string, onLost: () => void): Promise<OpenProject> {
    const id = freshId();
    const raw = versioned(newDocument(checkedName(name), this.#host.now()));
    await this.#make(id, () => writeDocument(this.#host.files, id, 1, raw));
    return await this.open(id, { takeOver: false, onLost });
  }

  /**
   * Throws `no-such-project`, `bad-project`, `project-too-new`, and `project-open-elsewhere` where another tab has it
   * and `takeOver` is false. One that is open here already is closed first, and opened anew.
   */
  async open(id: string, wishes: OpenWishes): Promise<OpenProject> {
    await this.#open.get(id)?.close();
    let lost = false;
    const onLost = () => {
      lost = true;
      this.#open.get(id)?.abandon();
      this.#open.delete(id);
      wishes.onLost();
    };
    const lock = await this.#take(id, wishes.takeOver, onLost);
    try {
      const project = await this.#openLocked(id, lock, true);
      if (lost) project.abandon();
      else this.#open.set(id, project);
      return project;
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /**
   * The project opened last that can be read; a new one of this name where there is none. Throws
   * `project-open-elsewhere` as `open`: whoever opens a second tab means the same project more often than not.
   */
  async openLast(newName: string, wishes: OpenWishes): Promise<OpenProject> {
    for (const id of await this.#idsByOpening()) {
      try {
        return await this.open(id, wishes);
      } catch (error) {
        if (!isPassedOver(error)) throw error;
      }
    }
    return await this.create(newName, wishes.onLost);
  }

  /** Throws `bad-setting` for an empty or very long name, and as `open`. */
  async rename(id: string, name: string): Promise<void> {
    const here = this.#open.get(id);
    if (here !== undefined) return await here.rename(name);
    const lock = await this.#take(id, false, () => undefined);
    try {
      await (await this.#openLocked(id, lock, false)).rename(name);
    } finally {
      await lock.release();
    }
  }

  /** A copy named "NAME copy", not opened; nothing is left of one that failed. */
  async duplicate(id: string): Promise<ProjectSummary> {
    const { document } = await this.#known(id);
    const now = this.#host.now();
    const name = `${document.name.slice(0, 115)} copy`;
    const copy = { ...document, name, createdMs: now, modifiedMs: now, openedMs: 0, importing: null };
    return await this.#keep(copy, (newId) => copyContent(this.#host.files, id, newId, document));
  }

  /** Bytes freed. Throws `busy` for a project open here, `project-open-elsewhere`, `no-such-project`. */
  async remove(id: string): Promise<number> {
    if (this.#open.has(id)) throw openHere(id);
    const lock = await this.#take(id, false, () => undefined);
    try {
      if ((await generationsOf(this.#host.files, id)).length === 0) throw noSuchProject(id);
      return await deleteProject(this.#host.files, id);
    } finally {
      await lock.release();
    }
  }

  /** The whole project as one zip file, read by `unpack`. */
  async pack(id: string): Promise<PackedProject> {
    const { document } = await this.#known(id);
    return await packProject(this.#host.files, id, document);
  }

  /**
   * Adds a packed project under its name; it is not opened, and nothing is left of one that failed. Throws
   * `bad-project`, `project-too-new`, `archive-bomb`, `disk-full`.
   */
  async unpack(file: Blob): Promise<ProjectSummary> {
    const packed = await openPacked(file);
    try {
      const document = { ...packed.document, openedMs: 0, importing: null };
      return await this.#keep(document, (id) => packed.writeContent(this.#host.files, id));
    } finally {
      await packed.close();
    }
  }

  async #take(id: string, takeOver: boolean, onLost: () => void): Promise<ProjectLock> {
    const lock = await this.#host.locks.take(id, { takeOver, onLost });
    if (lock === null) throw openElsewhere(id, await this.#nameOf(id));
    return lock;
  }

  /** For a sentence: what cannot be read is called "The project". */
  async #nameOf(id: string): Promise<string> {
    try {
      return (await this.#known(id)).document.name;
    } catch (error) {
      if (error instanceof StudioError) return 'The project';
      throw error;
    }
  }

  async #openLocked(id: string, lock: ProjectLock, touch: boolean): Promise<OpenProject> {
    const project = await openFolder(this.#host.files, id, {
      now: this.#host.now,
      touch,
      onClose: async () => {
        // After it was taken over and opened again, the place is another's.
        if (this.#open.get(id) === project) this.#open.delete(id);
        await lock.release();
      },
    });
    return project;
  }

  /** As it is on disk, waiting writes included where it is open here. Throws `no-such-project`, `bad-project`. */
  async #known(id: string): Promise<Known> {
    await this.#open.get(id)?.flush();
    const read = await readProject(this.#host.files, id);
    if (read === null) throw noSuchProject(id);
    return { read, document: checkedDocument(migrated(rawToJson(read.raw))) };
  }

  async #summaryOrRemains(id: string): Promise<ProjectSummary | null> {
    try {
      const { read, document } = await this.#known(id);
      return summaryOf(id, document, read.documentBytes + read.journalBytes);
    } catch (error) {
      if (!(error instanceof StudioError)) throw error;
      if (error.code !== 'no-such-project')
        return damagedSummary(id, await this.#host.files.usage(folderOf(id)), error);
      await this.#removeRemains(id);
      return null;
    }
  }

  /** Content without a document: a project whose making or deleting was cut off, unless another tab is at it. */
  async #removeRemains(id: string): Promise<void> {
    const lock = await this.#host.locks.take(id, { takeOver: false, onLost: () => undefined });
    if (lock === null) return;
    try {
      const made = (await generationsOf(this.#host.files, id)).length > 0;
      if (!made) await this.#host.files.remove(folderOf(id));
    } finally {
      await lock.release();
    }
  }

  async #idsByOpening(): Promise<string[]> {
    const opened: { id: string; at: number }[] = [];
    for (const { id, problem } of await this.list()) {
      if (problem !== undefined) continue;
      const { document } = await this.#known(id);
      opened.push({ id, at: Math.max(document.openedMs, document.createdMs) });
    }
    return opened.sort((a, b) => b.at - a.at).map(({ id }) => id);
  }

  /** Writes content first and the document, which makes it a project, last. */
  async #keep(
    document: ProjectDocument,
    writeContent: (id: string) => Promise<void>,
  ): Promise<ProjectSummary> {
    const id = freshId();
    const bytes = await this.#make(id, async () => {
      await writeContent(id);
      return await writeDocument(this.#host.files, id, 1, versioned(document));
    });
    return summaryOf(id, document, bytes);
  }

  /** Under the new project's lock, so that no tab takes its content for remains. */
  async #make<T>(id: string, make: () => Promise<T>): Promise<T> {
    const lock = await this.#take(id, false, () => undefined);
    try {
      return await make();
    } catch (error) {
      await this.#host.files.remove(folderOf(id));
      throw error;
    } finally {
      await lock.release();
    }
  }
}

/** Deleted meanwhile, or not readable: the next project is tried. */
function isPassedOver(error: unknown): boolean {
  return (
    error instanceof StudioError && ['no-such-project', 'bad-project', 'project-too-new'].includes(error.code)
  );
}
