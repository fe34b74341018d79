/** What the studio writes of the pages of a stack, read by the studio again: each page gets its own objects. */
import { describe, expect, it } from 'vitest';
import type { PlaneSource } from '../../domain/data';
import { measureObjects } from '../../imaging/objects/measureObjects';
import { objectOutlines } from '../../imaging/objects/outlines';
import { nodeDataHost } from '../../testing/nodeDataHost';
import { mapOfRows } from '../../testing/objectMaps';
import { type OutlinePlane, pairOutlines } from '../data/annotations/pairOutlines';
import { readAnnotations } from '../data/annotations/readAnnotations';
import { ImageLibrary } from '../data/imageLibrary';
import { MemorySink } from './byteSink';
import { LabelStackWriter } from './labelStack';
import { CocoWriter } from './objectCoco';
import { objectGeoJson } from './objectGeoJson';
import { objectRois } from './objectRois';
import { resultStems } from './resultStems';
import { zipFiles } from './zipFiles';

const CLASSES = [
  { name: 'ground', color: '#000000' },
  { name: 'cell', color: '#e69f00' },
];
const PAGES = 12;
const STACK: readonly PlaneSource[] = [
  ...Array.from({ length: PAGES }, (_, page) => ({ path: 'set/stack.tif', page, pages: PAGES })),
  { path: 'set/stack_2.tif', page: 0, pages: 1 },
  { path: 'set/stack_011.tif', page: 0, pages: 1 },
];
/** With the first and the last page, whose numbers are easily off by one. */
const IDS = ['set/stack.tif#0', 'set/stack.tif#4', 'set/stack.tif#10'];

function measured(objects = mapOfRows('1101', '0001')) {
  const probabilities = { data: new Float32Array(16).fill(0.5), one: 1 };
  const image = { channels: 0, data: new Uint8Array() };
  const rows = measureObjects(objects, { image, probabilities, pixelSize: null });
  return { objects, rows, outlines: objectOutlines(objects) };
}

async function planesOf(path: string, content: BlobPart): Promise<OutlinePlane[]> {
  const file = await readAnnotations(path, new Blob([content]));
  const images = file?.images ?? [];
  return images.map(({ image, page, outlines }, index) => {
    expect(outlines.map(({ name }) => name)).toEqual(['cell', 'cell']);
    return { source: { path, page: index, pages: images.length }, image, page, names: ['cell'], skipped: [] };
  });
}

function imagesOf(planes: readonly OutlinePlane[], images = STACK): readonly (readonly [string, string])[] {
  const { matches, alone } = pairOutlines(images, planes);
  expect([...alone.values()]).toEqual([]);
  return [...matches].map(([id, { outlines }]) => [id, outlines[0]?.source.path ?? ''] as const);
}

describe('pages of a stack are found again', () => {
  const stems = resultStems(IDS, ['.geojson', '.zip', '.RoiSet.zip']);

  it('in COCO, by the name of each image', async () => {
    const writer = new CocoWriter(CLASSES, 0, 'about');
    const text =
      writer.head() + IDS.map((name) => writer.add({ name, ...measured() })).join('') + writer.tail();
    const planes = await planesOf('coco.json', text);
    expect(imagesOf(planes)).toEqual(IDS.map((id) => [id, 'coco.json']));
  });

  it('in GeoJSON, by the image that the file says', async () => {
    const { rows, outlines } = measured();
    const planes = await Promise.all(
      IDS.map((id, index) =>
        planesOf(`out/${stems[index]}.geojson`, objectGeoJson(rows, outlines, CLASSES, id)),
      ),
    );
    expect(imagesOf(planes.flat())).toEqual(IDS.map((id, index) => [id, `out/${stems[index]}.geojson`]));
  });

  it.each(['.zip', '.RoiSet.zip'])('in sets of ROIs, by the name of the file: %s', async (ending) => {
    const { rows, outlines } = measured();
    const zip = zipFiles(objectRois(rows, outlines, CLASSES, 'a.png')) as Uint8Array<ArrayBuffer>;
    const planes = await Promise.all(stems.map((stem) => planesOf(`${stem}${ending}`, zip)));
    expect(imagesOf(planes.flat())).toEqual(IDS.map((id, index) => [id, `${stems[index]}${ending}`]));
  });

  it('unless an image carries the very name of the file', async () => {
    const { rows, outlines } = measured();
    const zip = zipFiles(objectRois(rows, outlines, CLASSES, 'a.png')) as Uint8Array<ArrayBuffer>;
    const planes = await planesOf('set/stack_011.zip', zip);
    expect(imagesOf(planes)).toEqual([['set/stack_011.tif', 'set/stack_011.zip']]);
  });

  it('where nothing says which page, it is told', async () => {
    const file = { path: 'set/stack.geojson', page: 0, pages: 1 };
    const { alone } = pairOutlines(STACK, [
      { source: file, image: null, page: null, names: ['cell'], skipped: [] },
    ]);
    expect([...alone.values()]).toEqual(['nothing says which page of stack.tif it is of']);
  });
});

describe('a library with a stack and what was exported of its pages', () => {
  it('has the very objects on each page', async () => {
    const shapes = [mapOfRows('1101', '0001'), mapOfRows('0110', '0010'), mapOfRows('1000', '1011')];
    const [width, height] = [4, 2];
    const sink = new MemorySink();
    const stack = new LabelStackWriter(sink, 256, 3 * width * height);
    for (const [page] of shapes.entries()) {
      const labels = Uint8Array.from({ length: width * height }, (_, i) => 10 * page + 7 * i);
      await stack.add({ width, height, labels, pixelSize: null });
    }
    await stack.end();
    const writer = new CocoWriter(CLASSES, 0, 'about');
    const own = shapes.map((objects, page) =>
      writer.add({ name: `stack.tif#${page}`, ...measured(objects) }),
    );
    const library = new ImageLibrary(nodeDataHost);
    const dataset = await library.add([
      { path: 'stack.tif', blob: new Blob([sink.bytes()]) },
      { path: 'coco.json', blob: new Blob([writer.head() + own.join('') + writer.tail()]) },
    ]);
    expect(dataset.unpaired).toEqual([]);
    for (const [page, { ids }] of shapes.entries()) {
      const { labels } = await library.source(`stack.tif#${page}`);
      expect([...(labels?.instances ?? [])]).toEqual([...ids]);
    }
  });
});

describe('many thousands of images', () => {
  /** Compared one with another they would take many minutes: the test would not end. */
  const COUNT = 12_000;

  it.each([
    ['one file that names them', (i: number) => ({ path: 'set/labels.json', image: `field ${i}.png` })],
    ['a file each that names its image', (i: number) => ({ path: `set/${i}.json`, image: `field ${i}.png` })],
    [
      'a file each of the same name',
      (i: number) => ({ path: `set/outlines/field ${i}.geojson`, image: null }),
    ],
  ])('are found each by its name: %s', (_, of) => {
    const images = Array.from({ length: COUNT }, (_, i) => {
      return { path: `set/images/field ${i}.png`, page: 0, pages: 1 };
    });
    const planes = images.map((_, i): OutlinePlane => {
      const { path, image } = of(i);
      const pages = path.endsWith('labels.json') ? COUNT : 1;
      return { source: { path, page: pages > 1 ? i : 0, pages }, image, page: null, names: [], skipped: [] };
    });
    const { matches, alone } = pairOutlines(images, planes);
    expect([matches.size, alone.size]).toEqual([COUNT, 0]);
    expect(matches.get('set/images/field 17.png')?.outlines).toEqual([planes[17]]);
  });
});
