/** Project stores in memory for tests: on a disk that outlives them, and what a project holds as plain data. */
import { makeFileStore } from '../storage/fileStore';
import { memoryLocks } from '../storage/memoryLocks';
import { memoryFiles } from '../storage/memoryStore';
import type { OpenProject } from '../storage/openProject';
import type { ProjectLocks } from '../storage/projectLocks';
import { ProjectStore } from '../storage/projectStore';
import type { RawFiles } from '../storage/rawFiles';

/** A store over the disk, as a newly opened tab has it. Time goes one millisecond a question. */
export function storeOn(disk: RawFiles, locks: ProjectLocks = memoryLocks(), startMs = 1000): ProjectStore {
  let now = startMs;
  return new ProjectStore({ files: makeFileStore(disk), locks, now: () => now++ });
}

export function emptyDisk(quotaBytes = 2 ** 30): RawFiles {
  return memoryFiles({ quotaBytes });
}

export interface Held {
  readonly name: string;
  readonly images: number;
  readonly opacity: number | null;
  readonly importing: boolean;
  /** Bytes by path, and by name. */
  readonly files: Readonly<Record<string, readonly number[]>>;
  readonly blobs: Readonly<Record<string, readonly number[]>>;
}

/** Everything in the project, bytes included; keys sorted, so that two of them can be compared. */
export async function heldIn(project: OpenProject): Promise<Held> {
  const { name, images, page, importing, files, blobs } = project.document();
  const fileBytes = await Promise.all(
    files.map(async ({ path }) => [path, await project.file(path)] as const),
  );
  const blobBytes = await Promise.all(
    blobs.map(async (blob) => [blob.name, await project.getBlob(blob.name)] as const),
  );
  return {
    name,
    images,
    opacity: page?.opacity ?? null,
    importing: importing !== null,
    files: await byName(fileBytes),
    blobs: await byName(blobBytes),
  };
}

async function byName(blobs: readonly (readonly [string, Blob | null])[]) {
  const pairs = await Promise.all(
    blobs.map(
      async ([name, blob]) => [name, [...new Uint8Array((await blob?.arrayBuffer()) ?? [])]] as const,
    ),
  );
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The id of a closed project with two files and a model. */
export async function madeProject(store: ProjectStore, name = 'Cells'): Promise<string> {
  const project = await store.create(name, () => undefined);
  await project.addFile('images/a.png', new Uint8Array(50).fill(1), null);
  await project.addFile('b.tif', new Uint8Array(500).fill(2), null);
  await project.putBlob('models/current.safetensors', new Uint8Array(70).fill(3));
  await project.saveData({ images: 2 });
  await project.close();
  return project.id;
}
