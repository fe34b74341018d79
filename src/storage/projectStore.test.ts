import {
  BlobReader,
  BlobWriter,
  TextReader,
  TextWriter,
  Uint8ArrayReader,
  ZipReader,
  ZipWriter,
} from '@zip.js/zip.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { killableFiles } from '../testing/killableFiles';
import { emptyDisk, heldIn, storeOn } from '../testing/projectHost';
import { makeFileStore } from './fileStore';
import { memoryLocks } from './memoryLocks';
import { newDocument, versioned } from './newDocument';
import type { ProjectStore } from './projectStore';
import { rawToJson } from './rawDocument';
import type { RawFiles } from './rawFiles';

/** Ends a hang; far above what the slowest test needs. */
const HANG = 60_000;

const noLoss = () => undefined;
const wishes = { takeOver: false, onLost: noLoss };

/** A closed project with two files and a model. */
async function made(store: ProjectStore, name = 'Cells'): Promise<string> {
  const project = await store.create(name, noLoss);
  await project.addFile('images/a.png', new Uint8Array(50).fill(1), null);
  await project.addFile('b.tif', new Uint8Array(500).fill(2), null);
  await project.putBlob('models/current.safetensors', new Uint8Array(70).fill(3));
  await project.saveData({ images: 2 });
  await project.close();
  return project.id;
}

describe('list', () => {
  test('has the newest first, and says what each holds', async () => {
    const store = storeOn(emptyDisk());
    expect(await store.list()).toEqual([]);
    const cells = await made(store);
    await (await store.create('Steel', noLoss)).close();
    expect((await store.list()).map(({ name }) => name)).toEqual(['Steel', 'Cells']);
    await store.rename(cells, '  Cells of May ');
    const [first, second] = await store.list();
    expect(first).toMatchObject({ id: cells, name: 'Cells of May', images: 2, hasModel: true });
    expect(first?.bytes).toBeGreaterThan(620);
    expect(second).toMatchObject({ name: 'Steel', images: 0, hasModel: false });
  });

  test('states the bytes that deleting frees', async () => {
    const disk = emptyDisk();
    const store = storeOn(disk);
    const id = await made(store, 'Zellen in Übergröße');
    await store.rename(id, 'Zellen (größer)');
    const [summary] = await store.list();
    expect(summary?.bytes).toBe(await makeFileStore(disk).usage(''));
    expect(await store.remove(id)).toBe(summary?.bytes);
    expect(await makeFileStore(disk).usage('')).toBe(0);
  });
});

test('names are trimmed and have 1 to 120 characters', async () => {
  const store = storeOn(emptyDisk());
  for (const name of ['', '  ', 'x'.repeat(121)]) {
    await expect(store.create(name, noLoss)).rejects.toMatchObject({ code: 'bad-setting' });
  }
  expect((await store.create(' a ', noLoss)).summary().name).toBe('a');
});

test('a project that is open is not deleted, one that is not there is said so', async () => {
  const store = storeOn(emptyDisk());
  const project = await store.create('Cells', noLoss);
  await expect(store.remove(project.id)).rejects.toMatchObject({ code: 'busy' });
  await project.close();
  await store.remove(project.id);
  for (const act of [
    () => store.remove(project.id),
    () => store.open(project.id, wishes),
    () => store.pack('x'),
  ]) {
    await expect(act()).rejects.toMatchObject({ code: 'no-such-project' });
  }
});

test('opened again, a project is read anew, and the one before writes no more', async () => {
  const store = storeOn(emptyDisk());
  const before = await store.create('Cells', noLoss);
  const after = await store.open(before.id, wishes);
  await expect(before.rename('Other')).rejects.toMatchObject({ message: 'The project was closed.' });
  await before.close();
  await after.rename('Steel');
  await expect(store.remove(after.id)).rejects.toMatchObject({ code: 'busy' });
  expect(after.summary().name).toBe('Steel');
});

test('the project opened last is opened, or the next that is free, or a new one', async () => {
  const disk = emptyDisk();
  const locks = memoryLocks();
  const tab = storeOn(disk, locks);
  const cells = await made(tab, 'Cells');
  const steel = await made(tab, 'Steel');
  await (await tab.open(cells, wishes)).close();
  const first = await storeOn(disk, locks, 2000).openLast('New', noLoss);
  const second = await storeOn(disk, locks, 3000).openLast('New', noLoss);
  const third = await storeOn(disk, locks, 4000).openLast('New', noLoss);
  expect([first.id, second.id]).toEqual([cells, steel]);
  expect(third.summary()).toMatchObject({ name: 'New', images: 0 });
});

describe('duplicate', () => {
  test('holds the same and is on its own', async () => {
    const store = storeOn(emptyDisk());
    const id = await made(store);
    const copy = await store.duplicate(id);
    expect(copy).toMatchObject({ name: 'Cells copy', images: 2, hasModel: true });
    const original = await store.open(id, wishes);
    const before = await heldIn(original);
    await original.removeFiles(['images/a.png']);
    expect(await heldIn(await store.open(copy.id, wishes))).toEqual({ ...before, name: 'Cells copy' });
  });

  test('on a full disk leaves nothing behind', async () => {
    const disk = emptyDisk(10_000);
    const store = storeOn(disk);
    const id = await made(store);
    await makeFileStore(disk).write('ballast', new Uint8Array(9700 - (await makeFileStore(disk).usage(''))));
    const used = await makeFileStore(disk).usage('');
    await expect(store.duplicate(id)).rejects.toMatchObject({
      code: 'disk-full',
      subject: 'the copy of Cells',
    });
    expect(await makeFileStore(disk).usage('')).toBe(used);
    expect(await store.list()).toHaveLength(1);
  });
});

describe('killed at any operation', () => {
  const act = fc.constantFrom(
    (store: ProjectStore, id: string) => store.duplicate(id),
    (store: ProjectStore, id: string) => store.remove(id),
    async (store: ProjectStore, id: string) => store.unpack((await store.pack(id)).blob),
    (store: ProjectStore) => store.create('Other', noLoss),
  );
  const kill = fc.record({ after: fc.nat(14), torn: fc.constantFrom(0, 0.4, 1) });

  test(
    'copying, deleting, making and unpacking are done or not begun',
    async () => {
      await fc.assert(
        fc.asyncProperty(act, kill, async (run, life) => {
          const disk = emptyDisk();
          const id = await made(storeOn(disk));
          const whole = await heldIn(await storeOn(disk).open(id, wishes));
          const { files, killed } = killableFiles(disk, life);
          await Promise.race([run(storeOn(files), id), killed]);
          await onlyWholeProjects(disk, { ...whole.files, ...whole.blobs });
        }),
        { numRuns: 80 },
      );
    },
    HANG,
  );
});

/** Every project listed is empty or has everything, and nothing else is on the disk. */
async function onlyWholeProjects(disk: RawFiles, content: Readonly<Record<string, readonly number[]>>) {
  const store = storeOn(disk);
  let bytes = 0;
  for (const summary of await store.list()) {
    expect(summary.problem).toBeUndefined();
    const project = await store.open(summary.id, wishes);
    const held = await heldIn(project);
    if (summary.name !== 'Other') expect({ ...held.files, ...held.blobs }).toEqual(content);
    bytes += project.summary().bytes;
  }
  expect(await makeFileStore(disk).usage('')).toBe(bytes);
}

describe('a packed project', () => {
  test('comes back in another browser as it was', async () => {
    const here = storeOn(emptyDisk());
    const id = await made(here);
    const { name, blob } = await here.pack(id);
    expect(name).toBe('Cells.unet');
    const there = storeOn(emptyDisk());
    const summary = await there.unpack(blob);
    expect(summary).toMatchObject({ name: 'Cells', images: 2, hasModel: true });
    expect(await heldIn(await there.open(summary.id, wishes))).toEqual(
      await heldIn(await here.open(id, wishes)),
    );
  });

  test('is a zip: what is compressed already is stored, a TIFF is deflated', async () => {
    const store = storeOn(emptyDisk());
    const { blob } = await store.pack(await made(store));
    const entries = await new ZipReader(new BlobReader(blob)).getEntries();
    const methods = entries.map(({ uncompressedSize, compressionMethod }) => [
      uncompressedSize,
      compressionMethod,
    ]);
    expect(methods.slice(1)).toEqual([
      [50, 0],
      [500, 8],
      [70, 0],
    ]);
    expect(entries[0]?.filename).toBe('project.json');
  });

  test('with waiting writes has them', async () => {
    const store = storeOn(emptyDisk());
    const project = await store.create('Cells', noLoss);
    const [, { blob }] = await Promise.all([project.saveData({ images: 9 }), store.pack(project.id)]);
    expect(await store.unpack(blob)).toMatchObject({ images: 9 });
  });

  test('a file name is one that every system takes', async () => {
    const store = storeOn(emptyDisk());
    const project = await store.create('a/b: "c"?', noLoss);
    expect((await store.pack(project.id)).name).toBe('a_b_ _c__.unet');
  });
});

/** A zip with a document, changed, and content. */
async function zipOf(
  change: (json: Record<string, unknown>) => unknown,
  content: Record<string, Uint8Array> = {},
) {
  const zip = new ZipWriter(new BlobWriter());
  const json = change({ format: 'unet-studio-project', ...rawToJson(versioned(newDocument('Evil', 1))) });
  await zip.add('project.json', new TextReader(JSON.stringify(json)));
  for (const [name, bytes] of Object.entries(content)) await zip.add(name, new Uint8ArrayReader(bytes));
  return await zip.close();
}

const file = (bytes: number) => ({ files: [{ path: 'a.png', stored: 'x', bytes, facts: null }] });

describe('a file that is no project', () => {
  test.each([
    ['text', async () => new Blob(['hello']), 'bad-project', 'not a zip file'],
    ['an empty file', async () => new Blob([]), 'bad-project', 'not a zip file'],
    ['a zip of something else', async () => zipWith('a.txt', 'hello'), 'bad-project', 'no project.json'],
    ['no JSON', async () => zipWith('project.json', '{'), 'bad-project', 'damaged'],
    ['another format', () => zipOf((json) => ({ ...json, format: 'x' })), 'bad-project', 'something else'],
    [
      'a newer version',
      () => zipOf((json) => ({ ...json, version: 99 })),
      'project-too-new',
      'version is 99',
    ],
    ['content left out', () => zipOf((json) => ({ ...json, ...file(3) })), 'bad-project', 'a.png is missing'],
    [
      'content of another size',
      () => zipOf((json) => ({ ...json, ...file(3) }), { 'content/x': new Uint8Array(4) }),
      'bad-project',
      'a.png has 4 bytes',
    ],
    ['a bomb', () => zipOf((json) => ({ ...json, ...file(2 ** 40) })), 'archive-bomb', 'would unpack to'],
    [
      'a path out of the folder',
      () => zipOf((json) => ({ ...json, files: [{ path: 'a', stored: '../../x', bytes: 1, facts: null }] })),
      'bad-project',
      'files.0.stored',
    ],
  ])('%s is refused and leaves nothing', async (_, make, code, words) => {
    const disk = emptyDisk();
    const store = storeOn(disk);
    await expect(store.unpack(await make())).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
    expect(await makeFileStore(disk).usage('')).toBe(0);
  });

  test('an entry that lies about its size is stopped while it is inflated', async () => {
    const zip = await zipOf((json) => ({ ...json, ...file(100) }), {
      'content/x': new Uint8Array(5_000_000),
    });
    const bytes = new Uint8Array(await zip.arrayBuffer());
    const view = new DataView(bytes.buffer);
    for (let at = 0; at + 4 <= bytes.length; at++) {
      if (view.getUint32(at, true) === 5_000_000) view.setUint32(at, 100, true);
    }
    await expect(storeOn(emptyDisk()).unpack(new Blob([bytes]))).rejects.toMatchObject({
      code: 'bad-project',
      message: expect.stringContaining('a.png in it is damaged'),
      // Whichever counts first: zip.js, which does so where the browser inflates, or the studio.
      cause: expect.objectContaining({
        message: expect.stringMatching(/larger than it says|Invalid uncompressed size/),
      }),
    });
  });

  test(
    'cut off or altered anywhere, it is refused or whole, and leaves nothing half done',
    async () => {
      const source = storeOn(emptyDisk());
      const packed = new Uint8Array(await (await source.pack(await made(source))).blob.arrayBuffer());
      await fc.assert(
        fc.asyncProperty(fc.nat(packed.length - 1), fc.nat(7), fc.boolean(), async (at, bit, cut) => {
          const bytes = cut ? packed.slice(0, at) : packed.slice();
          if (!cut) bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
          const disk = emptyDisk();
          const store = storeOn(disk);
          const refused = await store.unpack(new Blob([bytes])).then(
            () => null,
            (error: { code?: string }) => error.code,
          );
          if (refused === null)
            expect(await store.list()).toMatchObject([{ bytes: await makeFileStore(disk).usage('') }]);
          else
            expect([refused, await makeFileStore(disk).usage('')]).toEqual([
              expect.stringMatching(/bad-project|project-too-new|archive-bomb/),
              0,
            ]);
        }),
        { numRuns: 80 },
      );
    },
    HANG,
  );
});

async function zipWith(name: string, text: string): Promise<Blob> {
  const zip = new ZipWriter(new BlobWriter());
  await zip.add(name, new TextReader(text));
  return await zip.close();
}

test('what is in the zip is readable by other programs', async () => {
  const store = storeOn(emptyDisk());
  const { blob } = await store.pack(await made(store));
  const [first] = await new ZipReader(new BlobReader(blob)).getEntries();
  if (first === undefined || first.directory) throw new Error('no document');
  expect(JSON.parse(await first.getData(new TextWriter()))).toMatchObject({ version: 1, name: 'Cells' });
});
