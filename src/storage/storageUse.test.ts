import { expect, test } from 'vitest';
import { memoryStore } from './memoryStore';
import { openFileStore } from './openFileStore';
import { storageUse } from './storageUse';

const files = memoryStore({ quotaBytes: 1000 });

test('on disk, says what the browser says', async () => {
  const estimates = { estimate: async () => ({ usage: 5, quota: 70 }), persisted: async () => true };
  expect(await storageUse(files, 'disk', estimates)).toEqual({
    kind: 'disk',
    usedBytes: 5,
    quotaBytes: 70,
    persistent: true,
  });
});

test('counts by itself where the browser does not say, and in memory', async () => {
  await files.write('a/b', new Uint8Array(12));
  const silent = { estimate: async () => ({}), persisted: async () => false };
  const counted = { usedBytes: 12, quotaBytes: null, persistent: false };
  expect(await storageUse(files, 'disk', silent)).toEqual({ kind: 'disk', ...counted });
  expect(await storageUse(files, 'memory', null)).toEqual({ kind: 'memory', ...counted });
});

test('without a private file system, projects are kept in memory', async () => {
  const { files: store, kind } = await openFileStore(undefined);
  expect(kind).toBe('memory');
  await store.write('a', Uint8Array.of(1));
  expect(await store.usage('')).toBe(1);
});
