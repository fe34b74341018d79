import { expect, test } from 'vitest';
import { FILE_STORE_CASES } from '../testing/fileStoreConformance';
import { killableFiles } from '../testing/killableFiles';
import { makeFileStore } from './fileStore';
import { memoryFiles, memoryStore } from './memoryStore';

test.each(FILE_STORE_CASES)('$name', async ({ run }) => {
  await run(memoryStore({ quotaBytes: 2 ** 30 }));
});

test('refuses what does not fit, keeps what was there, and takes it once there is room', async () => {
  const store = memoryStore({ quotaBytes: 1000 });
  await store.write('old', new Uint8Array(600).fill(1));
  await expect(store.write('new', new Uint8Array(600))).rejects.toMatchObject({
    code: 'disk-full',
    subject: 'new',
  });
  await expect(store.write('old', new Uint8Array(600))).rejects.toMatchObject({ code: 'disk-full' });
  expect(await store.usage('')).toBe(600);
  expect(new Uint8Array((await (await store.read('old'))?.arrayBuffer()) ?? [])).toEqual(
    new Uint8Array(600).fill(1),
  );
  await store.remove('old');
  await store.write('new', new Uint8Array(600));
  expect(await store.usage('')).toBe(600);
});

test.each([0, 0.3, 0.5, 1])(
  'stopped anywhere (%f of the last step), a write leaves the old or the new',
  async (torn) => {
    for (let after = 0; after < 3; after++) {
      const disk = memoryFiles({ quotaBytes: 2 ** 30 });
      await makeFileStore(disk).write('f/file', Uint8Array.of(1, 2, 3));
      const { files, killed } = killableFiles(disk, { after, torn });
      const ended = makeFileStore(files).write('f/file', Uint8Array.of(4, 5, 6, 7));
      await Promise.race([killed, ended]);
      const store = makeFileStore(disk);
      const left = [...new Uint8Array((await (await store.read('f/file'))?.arrayBuffer()) ?? [])];
      expect([
        [1, 2, 3],
        [4, 5, 6, 7],
      ]).toContainEqual(left);
      await store.sweep('f');
      expect(await store.usage('')).toBe(left.length);
    }
  },
);
