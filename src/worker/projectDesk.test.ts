/** Projects as the preparation worker holds them: what is on disk amid and after everything that can happen. */
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { rngStream } from '../common/rng';
import { DEFAULT_AUGMENT, NO_AUGMENT } from '../domain/augment';
import { DEFAULT_OBJECTS } from '../domain/objects';
import type { PageSettings } from '../domain/project';
import { DEFAULT_TRAIN } from '../domain/train';
import type { EngineEvent, ImportFile } from '../engine/protocol';
import { zipFiles } from '../pipeline/export/zipFiles';
import { makeFileStore } from '../storage/fileStore';
import { memoryLocks } from '../storage/memoryLocks';
import type { ProjectLocks } from '../storage/projectLocks';
import type { RawFiles } from '../storage/rawFiles';
import { storageUse } from '../storage/storageUse';
import { nodeDataHost } from '../testing/nodeDataHost';
import { emptyDisk } from '../testing/projectHost';
import { PreparationSession } from './preparationSession';

const never = () => new AbortController().signal;
let clock = 0;

/** A tab's preparation worker over the disk. */
function tab(disk: RawFiles, locks: ProjectLocks = memoryLocks()) {
  const files = makeFileStore(disk);
  const use = () => storageUse(files, 'memory', null);
  const session = new PreparationSession(nodeDataHost, async () => ({
    files,
    locks,
    now: () => ++clock,
    use,
  }));
  const events: EngineEvent[] = [];
  session.subscribe((event) => events.push(event));
  return {
    session,
    events,
    told: (type: EngineEvent['type']) => events.some((event) => event.type === type),
  };
}

function grey(path: string, values: readonly number[], side = 16): ImportFile {
  const data = Uint8Array.from({ length: side * side }, (_, i) => values[(i >> 3) % values.length] ?? 0);
  const bytes = encode({ width: side, height: side, data, channels: 1, depth: 8 });
  return { path, blob: new Blob([new Uint8Array(bytes)]) };
}

/** A file whose bytes never come: what a tab is at when it is killed. */
function endless(path: string): ImportFile {
  const blob = new Blob(['?']);
  blob.arrayBuffer = () => new Promise(() => undefined);
  blob.slice = () => blob;
  return { path, blob };
}

function settings(opacity: number): PageSettings {
  return {
    choice: { preset: 'auto', overrides: {} },
    applied: { scale: null, augment: null },
    augment: DEFAULT_AUGMENT,
    weights: null,
    classes: [],
    hiddenClasses: [],
    opacity,
    selectedId: null,
    predictQueue: null,
    objects: DEFAULT_OBJECTS,
    dismissed: [],
  };
}

/** Content is there at once, and its bytes after a while. */
function slowReads(disk: RawFiles): void {
  const read = disk.read.bind(disk);
  disk.read = async (path) => {
    const blob = await read(path);
    if (blob === null || !path.includes('/content/')) return blob;
    const bytes = blob.arrayBuffer.bind(blob);
    blob.arrayBuffer = () => new Promise((resolve) => setTimeout(() => resolve(bytes()), 40));
    return blob;
  };
}

/** Longer than saving waits before it is told. */
const tellingTime = () => new Promise((resolve) => setTimeout(resolve, 300));

/** Resolves once a line with `text` is in the journal. */
function wrote(disk: ReturnType<typeof emptyDisk>, text: string): Promise<void> {
  const append = disk.append.bind(disk);
  return new Promise((resolve) => {
    disk.append = async (path, bytes) => {
      await append(path, bytes);
      if (isLine(path, bytes, text)) resolve();
    };
  });
}

function isLine(path: string, bytes: Uint8Array, text: string): boolean {
  return path.includes('journal') && new TextDecoder().decode(bytes).includes(text);
}

/**
 * The session that writes to this disk is killed after the journal's first line with `text`: its next write never ends.
 * Resolves then, and the disk serves others again.
 */
function diesAfter(disk: ReturnType<typeof emptyDisk>, text: string): Promise<void> {
  const append = disk.append.bind(disk);
  let isDue = false;
  return new Promise((resolve) => {
    disk.append = (path, bytes) => {
      if (isDue) {
        disk.append = append;
        resolve();
        return new Promise(() => undefined);
      }
      isDue = isLine(path, bytes, text);
      return append(path, bytes);
    };
  });
}

const PAIR = [grey('images/a.png', [1, 90, 200]), grey('masks/a.png', [0, 255])];

describe('a mask that comes again with other values', () => {
  it('is read by its own values after reopening', async () => {
    const disk = emptyDisk();
    const { session } = tab(disk);
    await session.openProject(null, false);
    await session.importFiles(PAIR, never());
    const after = await session.importFiles([grey('masks/a.png', [0, 1, 2])], never());
    await session.packProject((await session.projects())[0]?.id ?? '');
    const { dataset } = await tab(disk).session.openProject(null, false);
    expect(dataset.values.map(({ value }) => value)).toEqual([0, 1, 2]);
    expect(dataset).toEqual(after);
  });

  it('is so even where the tab is killed between its bytes and the notes', async () => {
    const disk = emptyDisk();
    const { session } = tab(disk);
    await session.openProject(null, false);
    await session.importFiles(PAIR, never());
    await session.packProject((await session.projects())[0]?.id ?? '');
    // The content of the new mask is whole; what is written after the line that refers to it never is.
    const dead = diesAfter(disk, '"masks/a.png","stored"');
    void session.importFiles([grey('masks/a.png', [0, 1, 2])], never());
    await dead;
    const { dataset } = await tab(disk).session.openProject(null, false);
    expect(dataset.values.map(({ value }) => value)).toEqual([0, 1, 2]);
  });
});

describe('a full disk', () => {
  it('is not called saved while something is not; what waits is kept once there is room', async () => {
    const disk = emptyDisk(200_000);
    const { session, events, told } = tab(disk);
    await session.openProject(null, false);
    await tellingTime();
    const ballast = makeFileStore(disk);
    await ballast.write('ballast', new Uint8Array(180_000));
    events.length = 0;
    const rng = rngStream(1, 'test', 0, 0);
    const noise = Uint8Array.from({ length: 40_000 }, () => 256 * rng.next());
    const bytes = encode({ width: 200, height: 200, data: noise, channels: 1, depth: 8 });
    const large = { path: 'large.png', blob: new Blob([new Uint8Array(bytes)]) };
    expect(large.blob.size).toBeGreaterThan(20_000);
    await session.importFiles([large], never());
    await session.keepSettings(settings(0.3));
    await tellingTime();
    expect(told('save-failed')).toBe(true);
    expect(told('saved')).toBe(false);
    await ballast.remove('ballast');
    await session.keepSettings(settings(0.4));
    await tellingTime();
    expect(told('saved')).toBe(true);
    const { dataset, settings: kept } = await tab(disk).session.openProject(null, false);
    expect(dataset.images.map(({ id }) => id)).toEqual(['large.png']);
    expect(kept?.opacity).toBe(0.4);
  });
});

describe("the user's first files beside the sample", () => {
  it('outlive a killed import and the next one', async () => {
    const disk = emptyDisk();
    const { session } = tab(disk);
    await session.openProject(null, false);
    await session.importSample();
    const kept = wrote(disk, '"mine.png","stored"');
    void session.importFiles([grey('mine.png', [1, 2]), endless('more.png')], never());
    await kept;
    const next = tab(disk).session;
    const reopened = await next.openProject(null, false);
    expect(reopened.recovered).not.toBeNull();
    expect(reopened.dataset.images.map(({ id }) => id)).toContain('mine.png');
    const { images } = await next.importFiles([grey('more.png', [1, 2])], never());
    expect(images.map(({ id }) => id)).toEqual(expect.arrayContaining(['mine.png', 'more.png']));
  });

  it('leave the sample a sample where their import is cancelled', async () => {
    const disk = emptyDisk();
    const { session } = tab(disk);
    await session.openProject(null, false);
    await session.importSample();
    const control = new AbortController();
    session.subscribe((event) => event.type === 'import' && control.abort());
    const cancelled = session.importFiles([grey('mine.png', [1, 2]), grey('b.png', [1])], control.signal);
    await expect(cancelled).rejects.toMatchObject({ code: 'aborted' });
    await session.packProject((await session.projects())[0]?.id ?? '');
    const next = tab(disk).session;
    await next.openProject(null, false);
    const { images } = await next.importFiles([grey('mine.png', [1, 2])], never());
    expect(images.map(({ id }) => id)).toEqual(['mine.png']);
  });
});

describe('a killed import of one zip', () => {
  it('is said to have been cut off, however many of its files were kept', async () => {
    const disk = emptyDisk();
    const { session } = tab(disk);
    await session.openProject(null, false);
    const { blob } = grey('a.png', [1, 2]);
    const zip = new Blob([zipFiles([{ name: 'a.png', bytes: new Uint8Array(await blob.arrayBuffer()) }])]);
    const dead = diesAfter(disk, '"set/a.png","stored"');
    void session.importFiles([{ path: 'set.zip', blob: zip }], never());
    await dead;
    const { recovered, dataset } = await tab(disk).session.openProject(null, false);
    expect(dataset.images).toHaveLength(1);
    expect(recovered).toContain('it kept 1');
  });
});

describe('another project', () => {
  it('is not opened while files come in, which would be kept nowhere', async () => {
    const { session } = tab(emptyDisk());
    await session.openProject(null, false);
    const importing = session.importFiles([grey('a.png', [1, 2])], never());
    await expect(session.createProject('Second')).rejects.toMatchObject({ code: 'busy' });
    expect((await importing).images).toHaveLength(1);
    expect((await session.createProject('Second')).dataset.images).toEqual([]);
  });

  it('is not opened once a run has been asked for', async () => {
    const { session } = tab(emptyDisk());
    await session.openProject(null, false);
    await session.importFiles(
      [...PAIR, grey('images/b.png', [5, 6]), grey('masks/b.png', [0, 255])],
      never(),
    );
    const beginning = session.beginRun({
      settings: { ...DEFAULT_TRAIN, depth: 1, tile: 16 },
      augment: DEFAULT_AUGMENT,
      weights: null,
    });
    await expect(session.createProject('Second')).rejects.toMatchObject({ code: 'busy' });
    await beginning;
    await session.endRun();
    await session.createProject('Second');
  });

  it('leaves a change that is under way to the one it was asked of', async () => {
    const disk = emptyDisk();
    const { session, told } = tab(disk);
    const first = await session.openProject(null, false);
    await session.importFiles(
      [...PAIR, grey('images/b.png', [5, 6]), grey('masks/x.png', [0, 255])],
      never(),
    );
    await session.createProject('Second');
    slowReads(disk);
    expect((await session.openProject(first.summary.id, false)).dataset.unpaired).toHaveLength(1);
    const turn = { transposes: true, flipsX: true, flipsY: false };
    const pairs = [{ imageId: 'images/b.png', maskIds: ['masks/x.png'], fit: { turn } }];
    const changing = session.setPairs(pairs);
    await session.createProject('Third');
    expect((await changing).pairChoices).toEqual(pairs);
    const again = await session.openProject(first.summary.id, false);
    expect(again.dataset.pairChoices).toEqual(pairs);
    expect(told('save-failed')).toBe(false);
  });

  it('taken over by another tab while it is being opened is not open here', async () => {
    const disk = emptyDisk();
    const locks = memoryLocks();
    const here = tab(disk, locks).session;
    const { summary } = await here.openProject(null, false);
    await here.importFiles(PAIR, never());
    await here.createProject('Second');
    const read = disk.read.bind(disk);
    let other: Promise<unknown> | null = null;
    disk.read = (path) => {
      // The first tab has the lock and is at the files.
      if (path.includes('/content/')) {
        disk.read = read;
        other = tab(disk, locks).session.openProject(summary.id, true);
      }
      return other === null ? read(path) : other.then(() => read(path));
    };
    await expect(here.openProject(summary.id, false)).rejects.toMatchObject({
      code: 'project-open-elsewhere',
    });
    expect(other).not.toBeNull();
  });
});

describe('a run', () => {
  it('has one dataset, whatever the user changes while its images are made', async () => {
    const { session } = tab(emptyDisk());
    await session.openProject(null, false);
    const pairs = ['a', 'b', 'c', 'd'].flatMap((name) => [
      grey(`images/${name}.png`, [1, 90, 200]),
      grey(`masks/${name}.png`, [0, 255]),
    ]);
    await session.importFiles(pairs, never());
    const asked = { ...DEFAULT_TRAIN, depth: 1, tile: 16, validationImages: 1 };
    const beginning = session.beginRun({ settings: asked, augment: NO_AUGMENT, weights: null });
    await session.setNormalisation({ kind: 'window', windows: [{ low: 0, high: 1000 }] });
    const { normalisation } = await beginning;
    const patches = [0, 1, 2, 3, 4, 5, 6, 7].map(async (index) => (await session.patch(0, index)).image);
    const held = (await session.validationExamples()).map(({ image }) => image.data);
    // 200 of 0..1000 is at -0.6; a z-score is above 0 somewhere.
    const windowed = [...(await Promise.all(patches)), ...held].map((data) => data.every((x) => x < -0.5));
    expect(new Set(windowed)).toEqual(new Set([normalisation.kind === 'window']));
  });
});

describe('labels drawn in the studio', () => {
  it('survive reopening, duplicating and a project file, and leave the disk when they are taken off', async () => {
    const disk = emptyDisk();
    const first = tab(disk).session;
    const { summary } = await first.openProject(null, false);
    await first.importFiles([grey('images/a.png', [9, 8]), grey('masks/a.png', [0, 255])], never());
    const classes = new Uint8Array(256).fill(1);
    const labels = { width: 16, height: 16, classes, ignore: null, instances: null };
    const drawn = await first.drawLabels('images/a.png', labels);
    const expectDrawn = async (session: PreparationSession, projectId: string) => {
      expect((await session.openProject(projectId, false)).dataset).toEqual(drawn);
      expect((await session.view('images/a.png')).labels).toEqual(classes);
    };
    const copy = (await first.duplicateProject(summary.id)).find(({ id }) => id !== summary.id);
    const packed = await first.packProject(summary.id);
    const second = tab(disk).session;
    await expectDrawn(second, summary.id);
    await expectDrawn(second, copy?.id ?? '');
    await expectDrawn(second, (await second.unpackProject(packed.blob)).id);
    await second.drawLabels('images/a.png', null);
    expect(await second.blobNames()).toEqual([]);
  });
});
