/**
 * What every file store has to do, as cases that throw where it does not. Knows no test runner: the same cases run in
 * Node on the store in memory and in a browser's worker on the private file system.
 */
import { assert } from '../common/assert';
import type { FileStore } from '../storage/fileStore';
import type { Bytes } from '../storage/rawFiles';

export interface ConformanceCase {
  readonly name: string;
  /** On an empty store. */
  run(store: FileStore): Promise<void>;
}

export const FILE_STORE_CASES: readonly ConformanceCase[] = [
  {
    name: 'reads what was written, nothing where nothing was',
    run: async (store) => {
      await store.write('a/b/one', bytes(300));
      await store.write('a/b/two', new Blob([bytes(7), bytes(5)]));
      await same(store, 'a/b/one', bytes(300));
      await same(store, 'a/b/two', Uint8Array.of(...bytes(7), ...bytes(5)));
      assert((await store.read('a/b/three')) === null, 'a file that is not there is null');
      assert((await store.read('x/y/z')) === null, 'a file in no folder is null');
    },
  },
  {
    name: 'writes empty files, and files of several chunks',
    run: async (store) => {
      const large = bytes(9 * 2 ** 20 + 17);
      await store.write('empty', bytes(0));
      await store.write('emptyBlob', new Blob([]));
      await store.write('large', new Blob([large]));
      await same(store, 'empty', bytes(0));
      await same(store, 'emptyBlob', bytes(0));
      await same(store, 'large', large);
    },
  },
  {
    name: 'replaces a file by a shorter and by a longer one',
    run: async (store) => {
      for (const size of [100, 10, 1000]) {
        await store.write('folder/file', bytes(size));
        await same(store, 'folder/file', bytes(size));
      }
      assert((await store.list('folder')).length === 1, 'one file is left');
    },
  },
  {
    name: 'appends to the end, making the file first',
    run: async (store) => {
      await store.append('j/journal', bytes(3));
      await store.append('j/journal', bytes(4));
      await same(store, 'j/journal', Uint8Array.of(...bytes(3), ...bytes(4)));
    },
  },
  {
    name: 'lists one folder by name, with sizes',
    run: async (store) => {
      await store.write('p/b', bytes(20));
      await store.write('p/a', bytes(10));
      await store.write('p/c/d', bytes(30));
      const found = (await store.list('p')).map(
        ({ name, folder, bytes: size }) => `${name} ${folder} ${size}`,
      );
      assert(found.join() === 'a false 10,b false 20,c true 0', `the list is ${found.join()}`);
      assert((await store.list('q')).length === 0, 'no folder, no entries');
      assert((await store.list('')).map(({ name }) => name).join() === 'p', 'the root lists its folders');
    },
  },
  {
    name: 'removes files and whole folders, and says what that freed',
    run: async (store) => {
      await store.write('p/a', bytes(10));
      await store.write('p/c/d', bytes(30));
      await store.write('q', bytes(5));
      assert((await store.usage('')) === 45, 'the whole store is 45 bytes');
      assert((await store.usage('p')) === 40, 'the folder is 40 bytes');
      assert((await store.remove('p/a')) === 10, 'the file freed 10 bytes');
      assert((await store.remove('p')) === 30, 'the folder freed 30 bytes');
      assert((await store.remove('p')) === 0, 'nothing there frees nothing');
      assert((await store.read('p/c/d')) === null, 'the folder is gone');
      assert((await store.usage('')) === 5, 'the rest is there');
    },
  },
  {
    name: 'reads lazily: a part of a large file on its own',
    run: async (store) => {
      const large = bytes(5 * 2 ** 20);
      await store.write('large', large);
      const part = (await store.read('large'))?.slice(4_000_000, 4_000_100);
      assert(
        equal(new Uint8Array((await part?.arrayBuffer()) ?? []), large.slice(4_000_000, 4_000_100)),
        'the part',
      );
    },
  },
  {
    name: 'does writes that overlap, each whole',
    run: async (store) => {
      const names = Array.from({ length: 40 }, (_, i) => `many/${i}`);
      await Promise.all(names.map((name, i) => store.write(name, bytes(i * 50))));
      for (const [i, name] of names.entries()) await same(store, name, bytes(i * 50));
    },
  },
];

/** Bytes that differ from their neighbours' and from those of another size. */
function bytes(size: number): Bytes {
  const all = new Uint8Array(size);
  for (let i = 0; i < size; i++) all[i] = (i * 31 + size) % 251;
  return all;
}

async function same(store: FileStore, path: string, expected: Bytes): Promise<void> {
  const blob = await store.read(path);
  assert(blob !== null, `${path} is there`);
  assert(equal(new Uint8Array(await blob.arrayBuffer()), expected), `${path} has its bytes`);
}

function equal(a: Bytes, b: Bytes): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
