import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { killableFiles } from '../testing/killableFiles';
import { emptyDisk, heldIn, madeProject, storeOn } from '../testing/projectHost';
import { makeFileStore } from './fileStore';
import { memoryLocks } from './memoryLocks';
import type { ProjectStore } from './projectStore';
import type { RawFiles } from './rawFiles';

/** Ends a hang; far above what the slowest test needs. */
const HANG = 60_000;

const noLoss = () => undefined;
const wishes = { takeOver: false, onLost: noLoss };

describe('list', () => {
  test('has the newest first, and says what each holds', async () => {
    const store = storeOn(emptyDisk());
    expect(await store.list()).toEqual([]);
    const cells = await madeProject(store);
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
    const id = await madeProject(store, 'Zellen in Übergröße');
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

test('the project opened last is opened or taken over, or a new one made where there is none', async () => {
  const disk = emptyDisk();
  const locks = memoryLocks();
  const tab = storeOn(disk, locks);
  const cells = await madeProject(tab, 'Cells');
  await madeProject(tab, 'Steel');
  await (await tab.open(cells, wishes)).close();
  const first = await storeOn(disk, locks, 2000).openLast('New', wishes);
  const other = storeOn(disk, locks, 3000);
  await expect(other.openLast('New', wishes)).rejects.toMatchObject({
    code: 'project-open-elsewhere',
    message: 'Cells is open in another tab.',
    subject: cells,
  });
  const taken = await other.openLast('New', { ...wishes, takeOver: true });
  expect([first.id, taken.id]).toEqual([cells, cells]);
  const empty = await storeOn(emptyDisk(), memoryLocks(), 4000).openLast('New', wishes);
  expect(empty.summary()).toMatchObject({ name: 'New', images: 0 });
});

describe('duplicate', () => {
  test('holds the same and is on its own', async () => {
    const store = storeOn(emptyDisk());
    const id = await madeProject(store);
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
    const id = await madeProject(store);
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
          const id = await madeProject(storeOn(disk));
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
