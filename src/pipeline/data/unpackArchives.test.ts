/** Zips of every temper, written by another library, by this one, and byte by byte where neither would. */
import { BlobWriter, TextReader, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { newBudget } from './archiveBudget';
import { type UnpackedItem, unpackArchives } from './unpackArchives';
import { inflateEntry, zipEntries } from './zipEntries';

const bytesOf = (words: string) => new TextEncoder().encode(words);

/** By fflate, which writes whatever names it is given. */
function zip(entries: Readonly<Record<string, string | Uint8Array>>): Blob {
  const bytes = Object.entries(entries).map(([name, content]) => [
    name,
    typeof content === 'string' ? bytesOf(content) : content,
  ]);
  return new Blob([Uint8Array.from(zipSync(Object.fromEntries(bytes)))]);
}

const file = (path: string, content: string | Blob) => ({
  path,
  blob: typeof content === 'string' ? new Blob([content]) : content,
});

async function unpacked(files: readonly { path: string; blob: Blob }[], signal?: AbortSignal) {
  const items: UnpackedItem[] = [];
  for await (const item of unpackArchives(files, signal)) items.push(item);
  return items;
}

/** Paths with contents, and refused paths with codes. */
async function summary(files: readonly { path: string; blob: Blob }[]): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const item of await unpacked(files)) {
    if (item.kind === 'file') found[item.path] = await item.blob.text();
    else found[item.refusal.path] = item.refusal.error.code;
  }
  return found;
}

describe('unpackArchives', () => {
  it('gives a zip’s files as those of a folder of its name', async () => {
    const images = file('drop/images.zip', zip({ 'a.png': 'A', 'b.png': 'B' }));
    const masks = file('drop/masks.zip', zip({ 'a.png': 'mask of A' }));
    expect(await summary([images, masks, file('drop/c.png', 'C')])).toEqual({
      'drop/images/a.png': 'A',
      'drop/images/b.png': 'B',
      'drop/masks/a.png': 'mask of A',
      'drop/c.png': 'C',
    });
  });

  it('adds no folder where the zip holds it itself, and keeps the ending where paths clash', async () => {
    expect(await summary([file('set.zip', zip({ 'set/images/a.png': 'A' }))])).toEqual({
      'set/images/a.png': 'A',
    });
    const clash = [file('set/a.png', 'old'), file('set.zip', zip({ 'a.png': 'new' }))];
    expect(await summary(clash)).toEqual({ 'set/a.png': 'old', 'set.zip/a.png': 'new' });
  });

  it('leaves documents that are zips whole', async () => {
    const [item] = await unpacked([file('report.docx', zip({ 'word/document.xml': 'words' }))]);
    expect(item).toMatchObject({ kind: 'file', path: 'report.docx' });
  });

  it('opens zips in zips', async () => {
    const inner = new Uint8Array(await zip({ 'deep/x.png': 'X' }).arrayBuffer());
    expect(await summary([file('outer.zip', zip({ 'inner.zip': inner, 'y.png': 'Y' }))])).toEqual({
      'outer/inner/deep/x.png': 'X',
      'outer/y.png': 'Y',
    });
  });

  it('opens a zip beside damaged ones', async () => {
    const damaged = Uint8Array.of(0x50, 0x4b, 3, 4, 1, 2, 3);
    const names = ['1.zip', '2.zip', '3.zip', '4.zip', '5.zip'];
    const entries = Object.fromEntries(names.map((name) => [name, damaged]));
    const good = new Uint8Array(await zip({ 'x.png': 'X' }).arrayBuffer());
    const found = await summary([file('outer.zip', zip({ ...entries, '6.zip': good }))]);
    expect(found['outer/6/x.png']).toBe('X');
  });

  it('tidies paths and leaves litter out', async () => {
    const entries = {
      '../../up.png': 'U',
      'C:\\data\\win.png': 'W',
      '__MACOSX/._a.png': 'junk',
      '.DS_Store': 'junk',
      'images/': new Uint8Array(0),
    };
    expect(await summary([file('z.zip', zip(entries)), file('./Thumbs.db', 'junk')])).toEqual({
      'z/up.png': 'U',
      'z/C:/data/win.png': 'W',
    });
  });

  it('refuses encrypted and damaged entries alone', async () => {
    const writer = new ZipWriter(new BlobWriter());
    await writer.add('secret.png', new TextReader('hidden'), { password: 'x' });
    await writer.add('plain.png', new TextReader('seen'), { level: 0 });
    await writer.add('broken.png', new Uint8ArrayReader(bytesOf('these bytes are about to change')), {
      level: 0,
    });
    const bytes = new Uint8Array(await (await writer.close()).arrayBuffer());
    bytes[Buffer.from(bytes).indexOf('these bytes')] = 0;
    expect(await summary([file('set.zip', new Blob([bytes]))])).toEqual({
      'set/secret.png': 'unsupported-feature',
      'set/plain.png': 'seen',
      'set/broken.png': 'unreadable-file',
    });
  });

  it('refuses a zip that is cut off', async () => {
    const whole = zip({ 'a.png': 'A', 'b.png': 'B' });
    expect(await summary([file('cut.zip', whole.slice(0, whole.size - 30))])).toEqual({
      'cut.zip': 'unreadable-file',
    });
  });

  it('refuses archives nested without end, and goes on with the next file', async () => {
    let inner = new Uint8Array(await zip({ 'x.png': 'X' }).arrayBuffer());
    for (let depth = 0; depth < 6; depth++)
      inner = new Uint8Array(await zip({ 'n.zip': inner }).arrayBuffer());
    const found = await summary([file('nest.zip', new Blob([inner])), file('b.png', 'B')]);
    expect(Object.values(found)).toEqual(['archive-bomb', 'B']);
  });

  it('refuses two files of one path', async () => {
    const [first, second] = await unpacked([file('a.png', '1'), file('./a.png', '2')]);
    expect(first).toMatchObject({ kind: 'file', path: 'a.png' });
    expect(second).toMatchObject({ kind: 'refused', refusal: { error: { code: 'unreadable-file' } } });
  });

  it('inflates only what is asked for', async () => {
    const broken = new Uint8Array(await zip({ 'a.png': 'A', 'b.png': 'B'.repeat(50) }).arrayBuffer());
    const listing = unpackArchives([file('z.zip', new Blob([broken]))]);
    expect((await listing.next()).value).toMatchObject({ path: 'z/a.png' });
    await listing.return(undefined);
    expect(await listing.next()).toMatchObject({ done: true });
  });

  it('ends when it is cancelled', async () => {
    await expect(unpacked([file('a.png', '1')], AbortSignal.abort())).rejects.toMatchObject({
      code: 'aborted',
    });
  });
});

describe('the budget of an archive', () => {
  const limits = { bytes: 5_000_000, entries: 3, depth: 2, ratio: 50, freeBytes: 1_000_000 };

  it('counts inflated bytes, not stated ones', async () => {
    const blob = zip({ 'zeros.bin': new Uint8Array(3_000_000) });
    const budget = newBudget('b.zip', blob.size, limits);
    const [entry] = await zipEntries('b.zip', blob, budget);
    if (entry === undefined) throw new Error('no entry');
    await expect(inflateEntry('b/zeros.bin', entry, budget, undefined)).rejects.toMatchObject({
      code: 'archive-bomb',
    });
    expect(budget.spent).toBe(true);
  });

  it('lets empty masks deflate as far as they do while they are few', async () => {
    const blob = zip({ 'zeros.bin': new Uint8Array(900_000) });
    const budget = newBudget('b.zip', blob.size, limits);
    const [entry] = await zipEntries('b.zip', blob, budget);
    if (entry === undefined) throw new Error('no entry');
    expect((await inflateEntry('b/zeros.bin', entry, budget, undefined)).size).toBe(900_000);
  });

  it('counts entries before it opens one', async () => {
    const blob = zip({ a: '1', b: '2', c: '3', d: '4' });
    await expect(zipEntries('b.zip', blob, newBudget('b.zip', blob.size, limits))).rejects.toMatchObject({
      code: 'archive-bomb',
      message: 'b.zip holds 4 files; up to 3 are read from one archive, and the rest of it was left out.',
    });
  });
});
