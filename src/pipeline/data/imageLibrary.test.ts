/** The library on files made here: what is added, replaced, refused and kept. */
import { encode } from 'fast-png';
import { beforeEach, describe, expect, it } from 'vitest';
import { nodeDataHost } from '../../testing/nodeDataHost';
import { ImageLibrary } from './imageLibrary';
import { samplePngs } from './sample';
import type { SourceFile } from './sourceFile';

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
    expect(dataset.images.map(({ id, name, mask }) => [id, name, mask?.planes[0]?.path])).toEqual([
      ['images/2.png', '2.png', 'masks/2.png'],
      ['images/10.png', '10.png', 'masks/10.png'],
    ]);
    expect(dataset.reading).toEqual({ kind: 'classes', classes: [[0], [255]], ignore: [], clean: false });
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
    await library.showSample(samplePngs({ count: 2, size: 32, seed: 1 }));
    const refusing = await library.add([text('notes.png')]);
    expect(refusing.images).toHaveLength(2);
    const own = await library.add([png('images/1.png', 4, 3, [5, 6])]);
    expect(own.images.map(({ id, width, mask }) => [id, width, mask])).toEqual([['images/1.png', 4, null]]);
    expect((await library.add([png('b.png', 4, 3, [5, 6])])).images).toHaveLength(2);
  });

  it('pairs with masks that come in a later drop', async () => {
    await library.add([png('images/a.png', 2, 2, [1, 2]), png('images/b.png', 2, 2, [1, 2])]);
    const dataset = await library.add([png('masks/b.png', 2, 2, [0, 1])]);
    expect(dataset.images.map(({ mask }) => mask?.planes[0]?.path ?? null)).toEqual([null, 'masks/b.png']);
  });

  it('refuses a mask of another size, naming both, and keeps the image', async () => {
    const dataset = await library.add([png('images/a.png', 4, 3, [1, 2]), png('masks/a.png', 3, 4, [0, 1])]);
    expect(dataset.images[0]).toMatchObject({ id: 'images/a.png', mask: null });
    const [refusal] = dataset.refused;
    expect(refusal).toMatchObject({ path: 'masks/a.png', error: { code: 'mask-size-differs' } });
    expect(refusal?.error.message).toContain('masks/a.png is 3 × 4 px, its image images/a.png is 4 × 3 px');
    expect(refusal?.error.hint).toContain('Turn');
  });

  it('reads grey RGB masks as their greys, and refuses what no mask can be', async () => {
    const dataset = await library.add([
      png('images/a.png', 3, 1, [1, 2, 3]),
      png('masks/a.png', 3, 1, [0, 0, 0, 1, 1, 1, 0, 0, 0], 3),
    ]);
    expect(dataset.values.map(({ value }) => value)).toEqual([0, 1]);
    expect(dataset.refused).toEqual([]);
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

  it('removes an image with its mask, puts both back, and takes them back when dropped again', async () => {
    const files = [png('images/a.png', 2, 2, [1, 2]), png('masks/a.png', 2, 2, [0, 1])];
    const before = await library.add([...files, png('images/b.png', 2, 2, [1, 2])]);
    const removed = await library.remove('images/a.png');
    expect(removed.images.map(({ id }) => id)).toEqual(['images/b.png']);
    expect(removed.unpaired).toEqual([]);
    await expect(library.example('images/a.png')).rejects.toMatchObject({ code: 'no-such-image' });
    expect(await library.putBack('images/a.png')).toEqual(before);
    await expect(library.putBack('images/a.png')).rejects.toMatchObject({ code: 'no-such-image' });
    await library.remove('images/a.png');
    expect((await library.add(files)).images[0]?.mask?.planes[0]?.path).toBe('masks/a.png');
  });

  it('reads the masks as the user says until told otherwise', async () => {
    await library.add([png('images/a.png', 4, 1, [1, 2]), png('masks/a.png', 4, 1, [0, 1, 2, 3])]);
    expect((await library.example('images/a.png')).labels?.classes).toEqual(Uint8Array.of(0, 1, 2, 3));
    const reading = { kind: 'classes', classes: [[3], [1]], ignore: [0], clean: false } as const;
    const chosen = await library.choose({ reading });
    expect(chosen).toMatchObject({ readingBy: 'user', classShares: [0.5, 0.5] });
    expect((await library.example('images/a.png')).labels).toMatchObject({
      classes: Uint8Array.of(0, 1, 0, 0),
      ignore: Uint8Array.of(1, 0, 1, 0),
    });
    expect(await library.choose({ reading: null })).toMatchObject({ readingBy: 'rule' });
  });

  it("makes examples of the chosen channels at the chosen scale, and refuses choices that can't be", async () => {
    await library.add([
      png('images/a.png', 4, 2, [9, 1, 2, 9, 3, 4], 3),
      png('masks/a.png', 4, 2, [0, 0, 1, 1]),
    ]);
    const chosen = await library.choose({ channels: [2], scale: { kind: 'factor', factor: 0.5 } });
    expect(chosen.images[0]).toMatchObject({ channels: 1, storedChannels: 3 });
    const { image, labels } = await library.example('images/a.png');
    expect([image.width, image.height, image.channels]).toEqual([2, 1, 1]);
    expect([...(labels?.classes ?? [])]).toEqual([0, 1]);
    const tooMany = await library.choose({ channels: [3] });
    expect(tooMany.refused[0]?.error.code).toBe('mixed-channels');
    const scale = { kind: 'factor', factor: 0 } as const;
    await expect(library.choose({ scale })).rejects.toMatchObject({ code: 'bad-setting' });
    expect(library.dataset()).toEqual(tooMany);
  });

  it('parts touching objects at the scale at which they are trained, not before it', async () => {
    const ids = Array.from({ length: 8 * 8 }, (_, i) => (i % 8 < 2 ? 1 : 2));
    await library.add([png('images/a.png', 8, 8, [1, 2]), png('masks/a.png', 8, 8, ids)]);
    const reading = { kind: 'instances', words: [], ignore: [], separate: true } as const;
    await library.choose({ reading, scale: { kind: 'factor', factor: 0.5 } });
    const { labels, sourceLabels } = await library.example('images/a.png');
    // The larger object gives way, by one pixel of the training scale.
    expect([...(labels?.instances ?? [])].slice(0, 4)).toEqual([1, 0, 2, 2]);
    expect([...(labels?.classes ?? [])].slice(0, 4)).toEqual([1, 0, 1, 1]);
    expect([...(sourceLabels?.instances ?? [])].slice(0, 8)).toEqual([1, 1, 0, 2, 2, 2, 2, 2]);
  });

  it('gives the same example object until something changes', async () => {
    await library.add([png('a.png', 2, 2, [1, 2])]);
    const example = await library.example('a.png');
    expect(await library.example('a.png')).toBe(example);
    expect(Array.from(example.image.data)).toEqual([-1, 1, -1, 1]);
    await library.clear();
    expect(library.dataset().images).toEqual([]);
  });

  it('makes one change after the other, in the order in which they were asked for', async () => {
    const added = library.add([png('a.png', 2, 2, [1, 2])]);
    const chosen = library.choose({ scale: { kind: 'factor', factor: 2 } });
    const cleared = library.clear();
    expect((await added).images).toHaveLength(1);
    expect((await chosen).scale).toEqual({ kind: 'factor', factor: 2 });
    expect((await cleared).images).toEqual([]);
  });
});
