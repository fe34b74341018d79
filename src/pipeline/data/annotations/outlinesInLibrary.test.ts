/** Annotation files dropped beside images: they become the images' masks, with the classes that they name. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { IGNORED_OUTLINE } from '../../../domain/annotations';
import { type Dataset, misfitsOf } from '../../../domain/data';
import { dataDir } from '../../../testing/dataDir';
import { nodeDataHost } from '../../../testing/nodeDataHost';
import { ImageLibrary } from '../imageLibrary';
import type { SourceFile } from '../sourceFile';

const data = dataDir();

function png(path: string, width = 4, height = 3): SourceFile {
  const pixels = Uint8Array.from({ length: width * height }, (_, i) => i * 7);
  const bytes = Uint8Array.from(encode({ width, height, data: pixels, channels: 1, depth: 8 }));
  return { path, blob: new Blob([bytes]) };
}

const json = (path: string, content: object): SourceFile => ({
  path,
  blob: new Blob([JSON.stringify(content)]),
});

const square = (x: number, label: string) => ({
  label,
  points: [
    [x, 0],
    [x + 2, 0],
    [x + 2, 2],
    [x, 2],
  ],
  shape_type: 'polygon',
});
const labelMe = (path: string, imagePath: string, ...shapes: object[]) => json(path, { imagePath, shapes });

const coco = (path: string, ...names: string[]) =>
  json(path, {
    images: names.map((file_name, id) => ({ id, file_name, width: 4, height: 3 })),
    categories: [{ id: 1, name: 'cell' }],
    annotations: names.map((_, id) => ({
      image_id: id,
      category_id: 1,
      segmentation: [[0, 0, 2, 0, 2, 2, 0, 2]],
    })),
  });

const masksOf = ({ images }: Dataset) =>
  images.map(({ id, mask, reason }) => [
    id,
    mask?.planes.map(({ path, page }) => `${path}#${page}`).join(' ') ?? null,
    reason,
  ]);

async function libraryOf(...files: SourceFile[]) {
  const library = new ImageLibrary(nodeDataHost);
  return { library, dataset: await library.add(files) };
}

describe('annotation files in the library', () => {
  it('become masks of objects, with classes, numbers and what is ignored', async () => {
    const { library, dataset } = await libraryOf(
      png('a.png'),
      labelMe('a.json', 'a.png', square(0, 'dog'), square(2, 'cat'), {
        ...square(0, '__ignore__'),
        points: [
          [0, 2],
          [1, 2],
          [1, 3],
        ],
      }),
    );
    expect(masksOf(dataset)).toEqual([['a.png', 'a.json#0', 'named in a.json']]);
    expect(dataset.reading).toEqual({
      kind: 'instances',
      words: ['cat', 'dog'],
      ignore: [IGNORED_OUTLINE],
      separate: false,
    });
    expect(dataset.judgement?.kind).toBe('outlines');
    expect(dataset.judgement?.evidence[0]).toBe(
      'Each outline is one object: 2 objects of 1 image; everything else is background.',
    );
    expect(dataset.objects?.objects).toBe(2);
    const { labels } = await library.source('a.png');
    expect([...(labels?.classes ?? [])]).toEqual([2, 2, 1, 1, 2, 2, 1, 1, 0, 0, 0, 0]);
    expect(new Set(labels?.instances)).toEqual(new Set([0, 65_536 + 1, 2]));
    expect(labels?.ignore?.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect((await library.maskBefore('a.png')).changed).toBeNull();
  });

  it('names one class where nothing is named, and calls the unnamed object beside others', async () => {
    const ring = [
      [0, 0],
      [2, 0],
      [2, 2],
      [0, 0],
    ];
    const feature = (name?: string) => ({
      type: 'Feature',
      geometry: { type: 'Polygon', coordinates: [ring] },
      properties: name ? { classification: { name } } : {},
    });
    const alone = await libraryOf(png('a.png'), json('a.geojson', feature()));
    expect(alone.dataset.reading).toMatchObject({ words: [] });
    const beside = await libraryOf(
      png('a.png'),
      json('a.geojson', feature()),
      png('b.png'),
      json('b.geojson', feature('zebra')),
    );
    expect(beside.dataset.reading).toMatchObject({ words: ['object', 'zebra'] });
    const classes = async (id: string) =>
      Math.max(...((await beside.library.source(id)).labels?.classes ?? []));
    expect([await classes('a.png'), await classes('b.png')]).toEqual([1, 2]);
  });

  it('are found by the name inside, whatever folder and kind of file, else by their own', async () => {
    const { dataset } = await libraryOf(
      png('set/images/one.png'),
      png('set/images/two.png'),
      png('set/images/three.png'),
      coco('set/labels.json', 'train/one.jpg', 'two.png', 'gone.png'),
      labelMe('set/annotations/three.json', 'IMG_0815.jpg', square(0, 'cell')),
    );
    expect(masksOf(dataset)).toEqual([
      ['set/images/one.png', 'set/labels.json#0', 'named in labels.json'],
      ['set/images/three.png', 'set/annotations/three.json#0', 'same name in annotations/'],
      ['set/images/two.png', 'set/labels.json#1', 'named in labels.json'],
    ]);
    expect(dataset.unpaired.map(({ path, page, reason }) => [path, page, reason])).toEqual([
      ['set/labels.json', 2, 'it is of gone.png, which is not loaded'],
    ]);
  });

  it('give way to masks of pixels, and to the first of two files', async () => {
    const { dataset } = await libraryOf(
      png('images/a.png'),
      png('images/b.png'),
      png('masks/a.png'),
      coco('labels.json', 'a.png', 'b.png'),
      coco('more.json', 'b.png'),
    );
    expect(masksOf(dataset)).toEqual([
      ['images/a.png', 'masks/a.png#0', 'same name in masks/'],
      ['images/b.png', 'labels.json#1', 'named in labels.json'],
    ]);
    expect(dataset.unpaired.map(({ path, reason }) => [path, reason])).toEqual([
      ['labels.json', 'the image a.png already has masks/a.png'],
      ['more.json', 'the image b.png already has labels.json'],
    ]);
  });

  it('follow the choice of the user, and stay when the project is opened again', async () => {
    const files = [png('images/a.png'), png('masks/a.png'), coco('labels.json', 'a.png')];
    const { library } = await libraryOf(...files);
    const pairs = [{ imageId: 'images/a.png', maskIds: ['labels.json'] }];
    const chosen = await library.choose({ pairs });
    expect(masksOf(chosen)).toEqual([['images/a.png', 'labels.json#0', 'your choice']]);
    expect(chosen.reading).toMatchObject({ words: ['cell'] });
    expect(chosen.unpaired.map(({ reason }) => reason)).toEqual([
      'by your choice it is not the mask of a.png',
    ]);
    const both = await library.choose({
      pairs: [{ imageId: 'images/a.png', maskIds: ['labels.json', 'masks/a.png'] }],
    });
    expect(misfitsOf(both).map(({ error }) => error.code)).toEqual(['mask-unreadable']);
  });

  it('say what has another size, and never make an annotation file an image', async () => {
    const { dataset, library } = await libraryOf(png('a.png', 8, 6), coco('labels.json', 'a.png'));
    expect(dataset.refused[0]?.error.message).toBe(
      'The outlines in labels.json are of an image of 4 × 3 px, a.png is 8 × 6 px.',
    );
    const chosen = await library.choose({ pairs: [{ imageId: 'labels.json', maskIds: [] }] });
    expect(chosen.images.map(({ id }) => id)).toEqual(['a.png']);
  });

  it('refuse a damaged file by name and leave the image', async () => {
    const { dataset } = await libraryOf(png('a.png'), json('a.json', { shapes: 1, imagePath: 'a.png' }));
    expect(dataset.refused.map(({ path, error }) => [path, error.code])).toEqual([
      ['a.json', 'bad-annotations'],
    ]);
    expect(masksOf(dataset)).toEqual([['a.png', null, 'no masks are loaded']]);
  });

  it('are read anew where the file of their path was replaced', async () => {
    const { library } = await libraryOf(png('a.png'), labelMe('a.json', 'a.png', square(0, 'dog')));
    const dataset = await library.add([labelMe('a.json', 'a.png', square(0, 'dog'), square(2, 'dog'))]);
    expect(dataset.objects?.objects).toBe(2);
    expect((await library.source('a.png')).labels?.classes[2]).toBe(1);
  });
});

describe.skipIf(data === null)('annotation files of public sets', { timeout: 60_000 }, () => {
  function drop(folder: string, isWanted: (path: string) => boolean): SourceFile[] {
    const root = join(data ?? '', folder);
    const paths = readdirSync(root, { recursive: true })
      .map(String)
      .filter((path) => /\./.test(path) && isWanted(path));
    return paths.map((path) => ({ path, blob: new Blob([Uint8Array.from(readFileSync(join(root, path)))]) }));
  }

  it.for<[string, string, (path: string) => boolean, number, readonly string[]]>([
    [
      'LabelMe',
      'labelme/instance_segmentation',
      () => true,
      3,
      ['bottle', 'bus', 'car', 'chair', 'person', 'sofa'],
    ],
    ['CWFID', 'cwfid', (path) => /images|yaml/.test(path), 3, ['crop', 'weed']],
    ['COCO', 'coco_samples/piximi_coco', (path) => !path.includes('slim'), 3, []],
  ])('%s', async ([, folder, isWanted, count, words]) => {
    const { library, dataset } = await libraryOf(...drop(folder, isWanted));
    expect(dataset.images.map(({ mask }) => mask?.outlinedAt !== undefined)).toEqual(
      new Array(count).fill(true),
    );
    expect(misfitsOf(dataset)).toEqual([]);
    expect(dataset.unpaired).toEqual([]);
    if (words.length > 0) expect(dataset.reading).toMatchObject({ words });
    const { labels, raster } = await library.source(dataset.images[0]?.id ?? '');
    expect([labels?.width, labels?.height]).toEqual([raster.width, raster.height]);
  });

  it('CWFID: in the coloured masks, each class lies where its polygons are', async () => {
    const drawn = await libraryOf(...drop('cwfid', (path) => /images|yaml/.test(path)));
    const coloured = await libraryOf(...drop('cwfid', (path) => /images|rgb/.test(path)));
    for (const { id } of drawn.dataset.images) {
      const own = (await drawn.library.source(id)).labels?.classes ?? [];
      const theirs = (await coloured.library.source(id)).labels?.classes ?? [];
      let [agree, plants] = [0, 0];
      own.forEach((value, i) => {
        if (!theirs[i]) return;
        plants += 1;
        if (theirs[i] === value) agree += 1;
      });
      expect(agree / plants).toBeGreaterThan(0.98);
    }
  });
});
