/** The library on files made here: what is added, replaced, refused and kept. */
import { encode } from 'fast-png';
import { beforeEach, describe, expect, it } from 'vitest';
import { nodeDataHost } from '../../testing/nodeDataHost';
import { ImageLibrary } from './imageLibrary';
import type { SourceFile } from './readFiles';
import { sampleFiles } from './sample';

function png(
  path: string,
  width: number,
  height: number,
  values: readonly number[],
  channels = 1,
): SourceFile {
  const data = Uint8Array.from(
    { length: width * height * channels },
    (_, i) => values[i % values.length] ?? 0,
  );
  const bytes = Uint8Array.from(encode({ width, height, data, channels, depth: 8 }));
  return { path, blob: new Blob([bytes]) };
}

const text = (path: string): SourceFile => ({ path, blob: new Blob(['no image at all']) });

let library: ImageLibrary;
beforeEach(() => {
  library = new ImageLibrary(nodeDataHost);
});

describe('ImageLibrary', () => {
  it('pairs, reads and shares classes over the whole set', async () => {
    const dataset = await library.add([
      png('images/2.png', 4, 3, [5, 6, 7]),
      png('images/10.png', 4, 3, [5, 9]),
      png('masks/2.png', 4, 3, [0]),
      png('masks/10.png', 4, 3, [0, 255]),
    ]);
    expect(dataset.images.map(({ id, name, mask }) => [id, name, mask?.path])).toEqual([
      ['images/2.png', '2.png', 'masks/2.png'],
      ['images/10.png', '10.png', 'masks/10.png'],
    ]);
    expect(dataset.reading).toEqual({ kind: 'classes', values: [0, 255], ignore: null });
    expect(dataset.values).toEqual([
      { value: 0, pixels: 18 },
      { value: 255, pixels: 6 },
    ]);
    expect(dataset.classShares).toEqual([0.75, 0.25]);
    expect(dataset.refused).toEqual([]);
  });

  it('keeps no step out of the folder in a path: results are named after it', async () => {
    const given = ['../../up.png', 'a\\..\\..\\b.png', './c/./d.png', '/e.png'];
    const dataset = await library.add(given.map((path) => png(path, 2, 2, [1, 2])));
    expect(dataset.images.map(({ id }) => id).sort()).toEqual(['a/b.png', 'c/d.png', 'e.png', 'up.png']);
  });

  it("lets the sample give way to the first of the user's own files, not to files that cannot be read", async () => {
    library.showSample(sampleFiles({ count: 2, size: 32, seed: 1 }));
    const refusing = await library.add([text('notes.png')]);
    expect(refusing.images).toHaveLength(2);
    const own = await library.add([png('images/1.png', 4, 3, [5, 6])]);
    expect(own.images.map(({ id, width, mask }) => [id, width, mask])).toEqual([['images/1.png', 4, null]]);
    expect((await library.add([png('b.png', 4, 3, [5, 6])])).images).toHaveLength(2);
  });

  it('pairs with masks that come in a later drop', async () => {
    await library.add([png('images/a.png', 2, 2, [1, 2]), png('images/b.png', 2, 2, [1, 2])]);
    const dataset = await library.add([png('masks/b.png', 2, 2, [0, 1])]);
    expect(dataset.images.map(({ mask }) => mask?.path ?? null)).toEqual([null, 'masks/b.png']);
  });

  it('refuses a mask of another size, naming both, and keeps the image', async () => {
    const dataset = await library.add([png('images/a.png', 4, 3, [1, 2]), png('masks/a.png', 3, 4, [0, 1])]);
    expect(dataset.images[0]).toMatchObject({ id: 'images/a.png', mask: null });
    const [refusal] = dataset.refused;
    expect(refusal).toMatchObject({ path: 'masks/a.png', error: { code: 'mask-size-differs' } });
    expect(refusal?.error.message).toContain('masks/a.png is 3 × 4 px, its image images/a.png is 4 × 3 px');
    expect(refusal?.error.hint).toContain('Turn');
  });

  it('reduces grey RGB masks and refuses coloured ones', async () => {
    const dataset = await library.add([
      png('images/a.png', 3, 1, [1, 2, 3]),
      png('images/b.png', 3, 1, [1, 2, 3]),
      png('masks/a.png', 3, 1, [0, 0, 0, 1, 1, 1, 0, 0, 0], 3),
      png('masks/b.png', 3, 1, [0, 9, 0], 3),
    ]);
    expect(dataset.values.map(({ value }) => value)).toEqual([0, 1]);
    expect(dataset.refused.map(({ path, error }) => [path, error.code])).toEqual([
      ['masks/b.png', 'mask-not-single-channel'],
    ]);
  });

  it('keeps images of another number of channels, out of training', async () => {
    const files = ['a', 'b', 'c'].flatMap((name) => [
      png(`images/${name}.png`, 2, 2, [1, 2, 3, 4, 5], name === 'b' ? 3 : 1),
      png(`masks/${name}.png`, 2, 2, [0, 1]),
    ]);
    const dataset = await library.add(files);
    expect(dataset.images.map(({ channels, mask }) => [channels, mask !== null])).toEqual([
      [1, true],
      [3, false],
      [1, true],
    ]);
    expect(dataset.refused[0]).toMatchObject({ path: 'images/b.png', error: { code: 'mixed-channels' } });
  });

  it('lists what cannot be read and adds the rest', async () => {
    const dataset = await library.add([text('notes.png'), png('a.png', 2, 2, [1, 2])]);
    expect(dataset.images.map(({ id }) => id)).toEqual(['a.png']);
    expect(dataset.refused[0]?.error).toMatchObject({
      code: 'unsupported-format',
      message: 'notes.png is not a PNG: it is a text file.',
    });
  });

  it.for([[[]], [[text('.DS_Store')]]] as [SourceFile[]][])('refuses a drop of nothing', async ([files]) => {
    await library.add([png('a.png', 2, 2, [1, 2])]);
    await expect(library.add(files)).rejects.toMatchObject({ code: 'empty-drop' });
    expect(library.dataset().images.length).toBe(1);
  });

  it('changes nothing where an addition is cancelled half-way', async () => {
    const before = await library.add([png('a.png', 2, 2, [1, 2])]);
    const control = new AbortController();
    const adding = library.add([png('a.png', 3, 3, [7, 8]), text('bad.png'), png('c.png', 2, 2, [1, 2])], {
      signal: control.signal,
      onProgress: ({ done }) => done === 2 && control.abort(),
    });
    await expect(adding).rejects.toMatchObject({ code: 'aborted' });
    expect(library.dataset()).toEqual(before);
  });

  it('replaces a file of the same path, and keeps it where the new one is unreadable', async () => {
    await library.add([png('./a.png', 2, 2, [1, 2])]);
    const replaced = await library.add([png('/a.png', 3, 3, [1, 2])]);
    expect(replaced.images.map(({ id, width }) => [id, width])).toEqual([['a.png', 3]]);
    const kept = await library.add([text('a.png')]);
    expect(kept.images.map(({ width }) => width)).toEqual([3]);
    expect(kept.refused.map(({ path }) => path)).toEqual(['a.png']);
    expect((await library.add([png('a.png', 2, 2, [1])])).refused).toEqual([]);
  });

  it('reports every file of a drop in order', async () => {
    const seen: string[] = [];
    await library.add([png('b.png', 2, 2, [1]), text('a.tif')], {
      onProgress: ({ done, total, path }) => seen.push(`${done}/${total} ${path}`),
    });
    expect(seen).toEqual(['1/2 b.png', '2/2 a.tif']);
  });

  it('removes an image with its mask, and takes both back when dropped again', async () => {
    const files = [png('images/a.png', 2, 2, [1, 2]), png('masks/a.png', 2, 2, [0, 1])];
    await library.add([...files, png('images/b.png', 2, 2, [1, 2])]);
    const removed = library.remove('images/a.png');
    expect(removed.images.map(({ id }) => id)).toEqual(['images/b.png']);
    expect(removed.unpaired).toEqual([]);
    expect(() => library.example('images/a.png')).toThrow('images/a.png');
    expect((await library.add(files)).images[0]?.mask?.path).toBe('masks/a.png');
  });

  it('reads the masks as the user says until told otherwise', async () => {
    await library.add([png('images/a.png', 4, 1, [1, 2]), png('masks/a.png', 4, 1, [0, 1, 2, 3])]);
    expect(library.example('images/a.png').labels?.classes).toEqual(Uint8Array.of(0, 1, 2, 3));
    const chosen = library.setReading({ kind: 'classes', values: [3, 1], ignore: 0 });
    expect(chosen).toMatchObject({ readingBy: 'user', classShares: [0.5, 0.5] });
    expect(library.example('images/a.png').labels).toMatchObject({
      classes: Uint8Array.of(0, 1, 0, 0),
      ignore: Uint8Array.of(1, 0, 1, 0),
    });
    expect(library.setReading(null).reading).toEqual({ kind: 'classes', values: [0, 1, 2, 3], ignore: null });
  });

  it('gives the same example object until something changes', async () => {
    await library.add([png('a.png', 2, 2, [1, 2])]);
    const example = library.example('a.png');
    expect(library.example('a.png')).toBe(example);
    expect(Array.from(example.image.data)).toEqual([-1, 1, -1, 1]);
    library.clear();
    expect(library.dataset().images).toEqual([]);
  });

  it('shows stacks page by page and shrinks views in proportion', () => {
    const page = (low: number, high: number) => ({
      width: 40,
      height: 20,
      channels: 1,
      type: 'uint16' as const,
      data: Uint16Array.from({ length: 800 }, (_, i) => (i % 40 < 20 ? low : high)),
    });
    const dataset = library.addRasters([{ path: 'stack.tif', rasters: [page(33007, 36863), page(1, 2)] }]);
    expect(dataset.images.map(({ id, name }) => [id, name])).toEqual([
      ['stack.tif#0', 'stack.tif, page 1'],
      ['stack.tif#1', 'stack.tif, page 2'],
    ]);
    const thumbnail = library.thumbnail('stack.tif#0', 10);
    expect([thumbnail.width, thumbnail.height]).toEqual([10, 5]);
    expect(Array.from(thumbnail.rgba.slice(0, 4))).toEqual([0, 0, 0, 255]);
    expect(Array.from(thumbnail.rgba.slice(36, 40))).toEqual([255, 255, 255, 255]);
    expect(library.remove('stack.tif#0').images.map(({ id }) => id)).toEqual(['stack.tif#1']);
  });
});
