/**
 * The storage layer in a worker, on this browser's private file system, for storage.spec.ts: takes commands, answers
 * each with its result. Bundled by the test; no part of the page.
 */

import { toErrorData } from '../src/common/errors';
import type { FileStore } from '../src/storage/fileStore';
import { openFileStore } from '../src/storage/openFileStore';
import type { OpenProject } from '../src/storage/openProject';
import { opfsStore } from '../src/storage/opfsStore';
import { ProjectStore } from '../src/storage/projectStore';
import { storageUse } from '../src/storage/storageUse';
import { webLocks } from '../src/storage/webLocks';
import { FILE_STORE_CASES } from '../src/testing/fileStoreConformance';
import { LOCK_CASES } from '../src/testing/lockConformance';

export interface Found {
  readonly recovered: string | null;
  /** Names of the files whose bytes are right, and of those whose are not. */
  readonly whole: readonly string[];
  readonly broken: readonly string[];
  readonly bytes: number;
  readonly onDisk: number;
}

const store = openFileStore(navigator.storage).then(({ files, kind }) => ({
  files,
  kind,
  projects: new ProjectStore({ files, locks: webLocks(navigator.locks), now: Date.now }),
}));

let open: OpenProject | null = null;

/** Sooner than a timer, which browsers hold back. */
function nextTask(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

const commands = {
  fileStore: () =>
    failures(FILE_STORE_CASES.map(({ name, run }) => ({ name, run: () => onEmpty(name, run) }))),
  locks: () => {
    const locks = webLocks(navigator.locks);
    return failures(LOCK_CASES.map(({ name, run }) => ({ name, run: () => run(locks, locks) })));
  },
  /** Writes files while everything that nothing refers to is collected, again and again; how many were written. */
  appendCollecting: async (count: number) => {
    const { files } = await store;
    const { gc } = globalThis as { gc?: () => void };
    if (gc === undefined) throw new Error('the browser was started without --expose-gc');
    for (let i = 0; i < count; i++) {
      let isWritten = false;
      const written = files.append(`collected/${i}`, new Uint8Array(100)).then(() => {
        isWritten = true;
      });
      while (!isWritten) {
        await nextTask();
        gc();
      }
      await written;
    }
    return count;
  },
  /** Opens the project of this browser, or makes it; the code of the refusal, or null. */
  open: async (takeOver: boolean) => {
    const { projects } = await store;
    const [summary] = await projects.list();
    const onLost = () => postMessage({ lost: true });
    open =
      summary === undefined
        ? await projects.create('Cells', onLost)
        : await projects.open(summary.id, { takeOver, onLost });
    return null;
  },
  /** Adds files, each confirmed by a message, and replaces a model again and again. */
  addAndTell: async (total: number) => {
    const project = opened();
    await project.beginImport(total);
    for (let i = 0; i < total; i += 2) {
      const model = project.putBlob('models/current.safetensors', contentOf(i % 251));
      await Promise.all([i, i + 1].map((number) => addOne(project, number)));
      await model;
    }
    await project.endImport();
  },
  find: async (): Promise<Found> => {
    const project = opened();
    const whole: string[] = [];
    const broken: string[] = [];
    for (const { path } of project.document().files) {
      ((await isWhole(await project.file(path), Number(/\d+/.exec(path)?.[0]))) ? whole : broken).push(path);
    }
    const { files } = await store;
    const onDisk = await files.usage('projects');
    return { recovered: project.recovered, whole, broken, bytes: project.summary().bytes, onDisk };
  },
  use: async () => {
    const { files, kind } = await store;
    return await storageUse(files, kind, navigator.storage);
  },
  add: async (number: number) => await addOne(opened(), number),
  /** Packs the open project, deletes it, and opens what was packed. Bytes that deleting freed. */
  repack: async () => {
    const { projects } = await store;
    const { id } = opened();
    const { blob } = await projects.pack(id);
    await opened().close();
    const freed = await projects.remove(id);
    const { id: packed } = await projects.unpack(blob);
    open = await projects.open(packed, { takeOver: false, onLost: () => undefined });
    return freed;
  },
  remove: async (path: string) => await opened().removeFiles([path]),
  /** Milliseconds for so many small files, one after the other. */
  addMany: async (count: number) => {
    const start = performance.now();
    for (let i = 0; i < count; i++) await opened().addFile(`many/${i}.png`, contentOf(i), null);
    return performance.now() - start;
  },
};

export type Commands = typeof commands;

function opened(): OpenProject {
  if (open === null) throw new Error('no project is open');
  return open;
}

async function addOne(project: OpenProject, number: number): Promise<void> {
  await project.addFile(`${number}.png`, new Blob([contentOf(number)]), null);
  postMessage({ confirmed: `${number}.png` });
}

/** A size and values of its own for every number. */
function contentOf(number: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(20_000 + number).fill(number % 251);
}

async function isWhole(blob: Blob, number: number): Promise<boolean> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return bytes.length === 20_000 + number && bytes.every((value) => value === number % 251);
}

async function onEmpty(name: string, run: (store: FileStore) => Promise<void>): Promise<void> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(`test ${name.slice(0, 20)}`, { create: true });
  await run(opfsStore(folder));
  await root.removeEntry(folder.name, { recursive: true });
}

async function failures(cases: readonly { name: string; run(): Promise<void> }[]): Promise<string[]> {
  const failed: string[] = [];
  for (const { name, run } of cases) {
    await run().catch((error: unknown) => failed.push(`${name}: ${toErrorData(error).message}`));
  }
  return failed;
}

interface Request {
  readonly id: number;
  readonly command: keyof Commands;
  readonly argument: never;
}

self.onmessage = async ({ data: { id, command, argument } }: MessageEvent<Request>) => {
  try {
    postMessage({ id, result: await commands[command](argument) });
  } catch (error) {
    postMessage({ id, error: toErrorData(error) });
  }
};
