import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_AUGMENT } from '../domain/augment';
import { DEFAULT_OBJECTS } from '../domain/objects';
import type { PageSettings } from '../domain/project';
import { DEFAULT_WEIGHTS } from '../domain/weights';
import { killableFiles } from '../testing/killableFiles';
import { emptyDisk, type Held, heldIn, storeOn } from '../testing/projectHost';
import { makeFileStore } from './fileStore';
import type { OpenProject } from './openProject';
import type { ProjectStore } from './projectStore';
import type { RawFiles } from './rawFiles';

/** Ends a hang; far above what the slowest test needs. */
const HANG = 60_000;

const page: PageSettings = {
  choice: { preset: 'auto', overrides: {} },
  applied: { scale: null, augment: null },
  augment: DEFAULT_AUGMENT,
  weights: DEFAULT_WEIGHTS,
  classes: [],
  hiddenClasses: [],
  opacity: 0.5,
  selectedId: null,
  predictQueue: null,
  objects: DEFAULT_OBJECTS,
  dismissed: [],
};

/** One thing a user does, to a project and to plain data that says what the project then has to hold. */
interface Step {
  readonly say: string;
  run(project: OpenProject): Promise<unknown>;
  expected(held: Held): Held;
}

const path = fc.constantFrom('a.png', 'masks/a.png', '1', '__proto__ü.tif', 'entry 0');
const content = fc.uint8Array({ maxLength: 40 });

const without = <T>(from: Readonly<Record<string, T>>, key: string) =>
  Object.fromEntries(Object.entries(from).filter(([name]) => name !== key));
const sorted = <T>(record: Readonly<Record<string, T>>) =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(path, content).map(
    ([name, bytes]): Step => ({
      say: `add ${name} [${bytes}]`,
      run: (project) => project.addFile(name, new Blob([bytes.slice()]), null),
      expected: (held) => ({ ...held, files: sorted({ ...held.files, [name]: [...bytes] }) }),
    }),
  ),
  path.map(
    (name): Step => ({
      say: `remove ${name}`,
      run: (project) => project.removeFiles([name, 'not there']),
      expected: (held) => ({ ...held, files: without(held.files, name) }),
    }),
  ),
  content.map(
    (bytes): Step => ({
      say: `put model [${bytes}]`,
      run: (project) => project.putBlob('models/current.safetensors', bytes.slice()),
      expected: (held) => ({
        ...held,
        blobs: sorted({ ...held.blobs, 'models/current.safetensors': [...bytes] }),
      }),
    }),
  ),
  fc.constant<Step>({
    say: 'remove model',
    run: (project) => project.removeBlobs(['models/current.safetensors']),
    expected: (held) => ({ ...held, blobs: without(held.blobs, 'models/current.safetensors') }),
  }),
  fc.tuple(fc.constantFrom('a', 'b'), content).map(
    ([slot, bytes]): Step => ({
      // Of both or of neither, whenever the tab is killed.
      say: `put checkpoint ${slot} and its run [${bytes}]`,
      run: (project) =>
        project.putBlobs([
          { name: `checkpoints/1/${slot}`, content: bytes.slice() },
          { name: 'runs/1.json', content: bytes.slice() },
        ]),
      expected: (held) => ({
        ...held,
        blobs: sorted({ ...held.blobs, [`checkpoints/1/${slot}`]: [...bytes], 'runs/1.json': [...bytes] }),
      }),
    }),
  ),
  fc.nat(50).map(
    (images): Step => ({
      // Large enough for the journal to outgrow its limit after two of them.
      say: `save ${images} images`,
      run: (project) => project.saveData({ images, maskFacts: 'x'.repeat(40_000) }),
      expected: (held) => ({ ...held, images }),
    }),
  ),
  fc.integer({ min: 0, max: 10 }).map(
    (tenths): Step => ({
      say: `save page ${tenths}`,
      run: (project) => project.savePage({ ...page, opacity: tenths / 10 }),
      expected: (held) => ({ ...held, opacity: tenths / 10 }),
    }),
  ),
  fc.constantFrom('Cells', 'Steel ü').map(
    (name): Step => ({
      say: `rename ${name}`,
      run: (project) => project.rename(name),
      expected: (held) => ({ ...held, name }),
    }),
  ),
);

const EMPTY: Held = { name: 'New', images: 0, opacity: null, importing: false, files: {}, blobs: {} };
const wishes = { takeOver: false, onLost: () => undefined };

const kill = fc.record({ after: fc.nat(120), torn: fc.constantFrom(0, 0.3, 0.7, 1) });

/** What a new tab finds, checked to be tidy: no part of a write, nothing that nothing refers to. */
async function reopened(disk: RawFiles): Promise<Held | null> {
  const store = storeOn(disk, undefined, 9000);
  const [summary] = await store.list();
  if (summary === undefined) return null;
  expect(summary.problem).toBeUndefined();
  const project = await store.open(summary.id, wishes);
  expect(await makeFileStore(disk).usage('')).toBe(project.summary().bytes);
  return await heldIn(project);
}

describe('a tab killed at any operation', () => {
  test(
    'leaves the state before the write or after it',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), kill, async (steps, life) => {
          const disk = emptyDisk();
          const { files, killed } = killableFiles(disk, life);
          let before: Held | null = null;
          let after: Held | null = EMPTY;
          const work = async () => {
            const store = storeOn(files);
            let project = await store.create('New', () => undefined);
            for (const [i, { run, expected }] of steps.entries()) {
              before = after;
              after = expected(after ?? EMPTY);
              await run(project);
              before = after;
              if (i % 4 === 3) project = await openedAgain(store, project);
            }
          };
          await Promise.race([work(), killed]);
          expect([before, after]).toContainEqual(await reopened(disk));
        }),
        { numRuns: 200 },
      );
    },
    HANG,
  );

  test(
    'keeps every file whose adding was confirmed, however many were under way',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 30 }), kill, async (count, life) => {
          const disk = emptyDisk();
          const { id } = await storeOn(disk).create('New', () => undefined);
          const { files, killed } = killableFiles(disk, life);
          const confirmed: string[] = [];
          const work = async () => {
            const project = await storeOn(files).open(id, wishes);
            await project.beginImport(count);
            const add = (name: string, i: number) =>
              project.addFile(name, Uint8Array.of(i, i), null).then(() => confirmed.push(name));
            await Promise.all(Array.from({ length: count }, (_, i) => add(`${i}.png`, i)));
          };
          await Promise.race([work(), killed]);
          const held = await reopened(disk);
          expect(Object.keys(held?.files ?? {})).toEqual(expect.arrayContaining(confirmed));
          for (const [name, bytes] of Object.entries(held?.files ?? {})) {
            const number = Number(name.replace('.png', ''));
            expect(bytes).toEqual([number, number]);
          }
        }),
        { numRuns: 100 },
      );
    },
    HANG,
  );
});

async function openedAgain(store: ProjectStore, project: OpenProject): Promise<OpenProject> {
  await project.close();
  return await store.open(project.id, wishes);
}

describe('an import that was cut off', () => {
  test('is told once, with how many files were kept', async () => {
    const disk = emptyDisk();
    const project = await storeOn(disk).create('New', () => undefined);
    await project.addFile('old.png', Uint8Array.of(1), null);
    await project.beginImport(40);
    for (const i of [1, 2, 3]) await project.addFile(`${i}.png`, Uint8Array.of(i), null);
    const next = await storeOn(disk).open(project.id, wishes);
    expect(next.recovered).toBe(
      'The last session ended while files were being added: it kept 3 of 40. Add the others again.',
    );
    await next.close();
    expect((await storeOn(disk).open(project.id, wishes)).recovered).toBeNull();
  });

  test('is not told where all of it was there', async () => {
    const disk = emptyDisk();
    const project = await storeOn(disk).create('New', () => undefined);
    await project.beginImport(1);
    await project.addFile('a.png', Uint8Array.of(1), null);
    expect((await storeOn(disk).open(project.id, wishes)).recovered).toBeNull();
  });

  test('is not told where it ended', async () => {
    const disk = emptyDisk();
    const project = await storeOn(disk).create('New', () => undefined);
    await project.beginImport(2);
    await project.addFile('a.png', Uint8Array.of(1), null);
    await project.endImport();
    expect((await storeOn(disk).open(project.id, wishes)).recovered).toBeNull();
  });
});

test('content that the browser lost is named and taken out', async () => {
  const disk = emptyDisk();
  const project = await storeOn(disk).create('New', () => undefined);
  await project.addFile('a.png', Uint8Array.of(1), null);
  await project.addFile('b.png', Uint8Array.of(2), null);
  const [first] = project.document().files;
  await makeFileStore(disk).remove(`projects/${project.id}/content/${first?.stored}`);
  const next = await storeOn(disk).open(project.id, wishes);
  expect(next.recovered).toContain('no longer holds a.png');
  expect(Object.keys((await heldIn(next)).files)).toEqual(['b.png']);
});

test('a thousand files write about a thousand lines, not a thousand documents', async () => {
  const disk = emptyDisk();
  let written = 0;
  const counting: RawFiles = {
    ...disk,
    append: (name, bytes) => {
      if (!name.includes('/content/')) written += bytes.length;
      return disk.append(name, bytes);
    },
  };
  const project = await storeOn(counting).create('New', () => undefined);
  for (let i = 0; i < 1000; i++) await project.addFile(`${i}.png`, Uint8Array.of(i), null);
  const document = JSON.stringify(project.document()).length;
  expect(project.document().files.length).toBe(1000);
  // Lines carry a little more than the entry; the document is written again whenever it has doubled.
  expect(written).toBeLessThan(5 * document);
});

test('writes asked for in one turn share a line, and the last one wins', async () => {
  const disk = emptyDisk();
  const project = await storeOn(disk).create('New', () => undefined);
  let appends = 0;
  const append = disk.append;
  disk.append = (name, bytes) => {
    appends++;
    return append(name, bytes);
  };
  await Promise.all([0, 0.2, 0.4, 1].map((opacity) => project.savePage({ ...page, opacity })));
  expect(appends).toBe(1);
  expect((await heldIn(await storeOn(disk).open(project.id, wishes))).opacity).toBe(1);
});

test('what could not be read back is not written', async () => {
  const project = await storeOn(emptyDisk()).create('New', () => undefined);
  await expect(async () => project.savePage({ ...page, opacity: Number.NaN })).rejects.toThrow(
    'cannot be kept',
  );
  await project.saveData({ images: 3 });
  expect(project.document()).toMatchObject({ images: 3, page: null });
});

test('after it was closed or taken over, nothing is written', async () => {
  const disk = emptyDisk();
  const project = await storeOn(disk).create('New', () => undefined);
  project.abandon();
  const error = { code: 'project-open-elsewhere' };
  await expect(project.addFile('a.png', Uint8Array.of(1), null)).rejects.toMatchObject(error);
  await expect(project.saveData({ images: 1 })).rejects.toMatchObject(error);
  expect(await makeFileStore(disk).list(`projects/${project.id}/content`)).toEqual([]);
});
