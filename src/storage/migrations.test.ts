import { describe, expect, test } from 'vitest';
import { emptyDisk, heldIn, storeOn } from '../testing/projectHost';
import { checkedLine } from './checkedLines';
import { makeFileStore } from './fileStore';
import { type Migration, migrated } from './migrations';
import { newDocument, versioned } from './newDocument';
import { PROJECT_VERSION } from './projectDocument';
import { rawToJson } from './rawDocument';

/** A made-up history: version 1 had `title`, version 2 has `name`, version 3 counts its files. */
const STEPS = new Map<number, Migration>([
  [1, ({ title, ...rest }) => ({ ...rest, name: title })],
  [2, (document) => ({ ...document, count: (document.files as unknown[]).length })],
]);

describe('migrated', () => {
  test('brings every older version to the newest, one step at a time', () => {
    const newest = { version: 3, name: 'Cells', files: ['a', 'b'], count: 2 };
    expect(migrated({ version: 1, title: 'Cells', files: ['a', 'b'] }, STEPS, 3)).toEqual(newest);
    expect(migrated({ version: 2, name: 'Cells', files: ['a', 'b'] }, STEPS, 3)).toEqual(newest);
    expect(migrated(newest, STEPS, 3)).toEqual(newest);
  });

  test('refuses versions that it cannot know', () => {
    expect(() => migrated({ version: 4 }, STEPS, 3)).toThrow(/saved by a newer studio: its version is 4/);
    for (const version of [0, -1, 1.5, '1', undefined]) {
      expect(() => migrated({ version }, STEPS, 3)).toThrow(/no studio ever wrote/);
    }
  });

  test('has a step from every version before the present one', () => {
    for (let version = 1; version < PROJECT_VERSION; version++) {
      expect(() => migrated({ version, files: [], blobs: [] }, undefined, version + 1)).not.toThrow();
    }
  });
});

/** A project on disk as text, with what a journal of the same studio added. */
async function onDisk(change: (json: Record<string, unknown>) => Record<string, unknown>) {
  const disk = emptyDisk();
  const files = makeFileStore(disk);
  const json = change(rawToJson(versioned(newDocument('Cells', 5))));
  await files.write('projects/p/document-7', checkedLine(json));
  await files.append('projects/p/journal-7', checkedLine([{ fields: { images: 12 } }]));
  return { disk, files };
}

const wishes = { takeOver: false, onLost: () => undefined };

describe('a project on disk', () => {
  test('of this version opens, its journal replayed', async () => {
    const { disk } = await onDisk((json) => json);
    expect(await heldIn(await storeOn(disk).open('p', wishes))).toMatchObject({ name: 'Cells', images: 12 });
  });

  test('of a newer version is refused, listed, left as it is, and can be deleted', async () => {
    const { disk, files } = await onDisk((json) => ({ ...json, version: PROJECT_VERSION + 1 }));
    const before = await files.usage('');
    const store = storeOn(disk);
    await expect(store.open('p', wishes)).rejects.toMatchObject({ code: 'project-too-new' });
    expect(await store.list()).toMatchObject([
      { id: 'p', bytes: before, problem: { code: 'project-too-new' } },
    ]);
    expect(await files.usage('')).toBe(before);
    expect(await store.remove('p')).toBe(before);
    expect(await store.list()).toEqual([]);
  });

  test.each([
    ['a name that is a number', { name: 3 }, 'at name'],
    [
      'a file that leads out of its folder',
      { files: [{ path: 'a', stored: '../x', bytes: 1, facts: null }] },
      'at files.0.stored',
    ],
    [
      'content with two owners',
      {
        blobs: [
          { name: 'a', stored: 'x', bytes: 1 },
          { name: 'b', stored: 'x', bytes: 1 },
        ],
      },
      'share their content',
    ],
    ['no list of files', { files: 3 }, 'checksum'],
  ])('with %s is refused', async (_, change, words) => {
    const { disk } = await onDisk((json) => ({ ...json, ...change }));
    const store = storeOn(disk);
    const refusal = { code: 'bad-project', message: expect.stringContaining(words) };
    await expect(store.open('p', wishes)).rejects.toMatchObject(refusal);
    expect(await store.list()).toMatchObject([{ id: 'p', problem: refusal }]);
  });

  test('whose newest document is torn opens with the one before', async () => {
    const { disk, files } = await onDisk((json) => json);
    await files.write('projects/p/document-8', checkedLine({ name: 'torn' }).slice(0, 20));
    expect(await heldIn(await storeOn(disk).open('p', wishes))).toMatchObject({ name: 'Cells', images: 12 });
  });
});
