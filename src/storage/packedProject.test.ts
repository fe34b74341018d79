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
import { emptyDisk, heldIn, madeProject, storeOn } from '../testing/projectHost';
import { makeFileStore } from './fileStore';
import { newDocument, versioned } from './newDocument';
import { rawToJson } from './rawDocument';

/** Ends a hang; far above what the slowest test needs. */
const HANG = 60_000;

const noLoss = () => undefined;
const wishes = { takeOver: false, onLost: noLoss };

describe('a packed project', () => {
  test('comes back in another browser as it was', async () => {
    const here = storeOn(emptyDisk());
    const id = await madeProject(here);
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
    const { blob } = await store.pack(await madeProject(store));
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
      const packed = new Uint8Array(await (await source.pack(await madeProject(source))).blob.arrayBuffer());
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
  const { blob } = await store.pack(await madeProject(store));
  const [first] = await new ZipReader(new BlobReader(blob)).getEntries();
  if (first === undefined || first.directory) throw new Error('no document');
  expect(JSON.parse(await first.getData(new TextWriter()))).toMatchObject({ version: 1, name: 'Cells' });
});
