/**
 * What we export, opened by the programs it is for: ImageJ, COCO's own tools, and shapely for GeoJSON. Skipped where they
 * are not installed; scripts/witnesses/README.md says how to get them.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rngStream } from '../../common/rng';
import { measureObjects } from '../../imaging/objects/measureObjects';
import { objectOutlines } from '../../imaging/objects/outlines';
import { mapOf } from '../../testing/objectMaps';
import { withImagej, withPython } from '../../testing/otherPrograms';
import { MemorySink } from './byteSink';
import { LabelStackWriter } from './labelStack';
import { LabelStripWriter } from './labelTiff';
import { CocoWriter } from './objectCoco';
import { objectGeoJson } from './objectGeoJson';
import { objectRois } from './objectRois';
import { writeObjectTiff } from './objectTiff';
import { ProbabilityStripWriter, writeByteProbabilities, writeProbabilityTiff } from './probabilityTiff';
import { zipFiles } from './zipFiles';

const folder = mkdtempSync(join(tmpdir(), 'exports-'));
afterAll(() => rmSync(folder, { recursive: true }));

const [WIDTH, HEIGHT] = [32, 24];
const PIXELS = WIDTH * HEIGHT;
const CLASSES = ['ground', 'cell', 'other'].map((name, i) => ({
  name,
  color: ['#000000', '#e69f00', '#56b4e9'][i] ?? '',
}));
const PIXEL_SIZE = { x: 0.325, y: 0.65 };

/** Dense blotches: holes, bridges of a corner, pieces within holes. */
const rng = rngStream(5, 'test', 0, 0);
const labels = Uint8Array.from({ length: PIXELS }, () => (rng.chance(0.62) ? 1 + rng.below(2) : 0));
const objects = mapOf(labels, WIDTH, HEIGHT);
const probabilities = Float32Array.from({ length: 3 * PIXELS }, () => rng.next());
const rows = measureObjects(objects, {
  image: { channels: 0, data: new Uint8Array() },
  probabilities: { data: probabilities, one: 1 },
  pixelSize: null,
});
const outlines = objectOutlines(objects);

function written(name: string, content: Uint8Array | string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

const rowsOf = (isInside: (at: number) => boolean) =>
  Array.from({ length: HEIGHT }, (_, y) =>
    Array.from({ length: WIDTH }, (_, x) => (isInside(y * WIDTH + x) ? '1' : '.')).join(''),
  );

const imagej = withImagej('ImagejOpens.java');

interface Opened {
  readonly bits: number;
  readonly pages: readonly (readonly number[])[];
}

type OpenedRois = readonly { readonly name: string; readonly type: string; readonly page: number[] }[];

describe.skipIf(!imagej.isThere)('ImageJ opens', () => {
  const shape = { width: WIDTH, height: HEIGHT, classes: 3 };
  const whole = { ...shape, probabilities };
  const planes = [0, 1, 2].map((index) => [...probabilities.subarray(index * PIXELS, (index + 1) * PIXELS)]);
  const second = labels.toReversed();
  const bytes = Uint8Array.from({ length: 3 * PIXELS }, (_, at) => (at * 7) % 256);
  const page = { objects, pixelSize: PIXEL_SIZE };

  const writers: Readonly<Record<string, (sink: MemorySink) => Promise<void>>> = {
    'mask.tif': async (sink) => {
      const writer = new LabelStripWriter(sink, shape, PIXEL_SIZE);
      await writer.append({ labels });
      await writer.end();
    },
    'stack.tif': async (sink) => {
      const writer = new LabelStackWriter(sink, 3, 2 * PIXELS);
      for (const own of [labels, second])
        await writer.add({ width: WIDTH, height: HEIGHT, labels: own, pixelSize: PIXEL_SIZE });
      await writer.end();
    },
    'objects-16.tif': (sink) => writeObjectTiff(sink, [page, page], 'fit'),
    'objects-32.tif': (sink) => writeObjectTiff(sink, [page, page], 32),
    'whole.tif': (sink) => writeProbabilityTiff(sink, whole, PIXEL_SIZE),
    'strips.tif': async (sink) => {
      const writer = new ProbabilityStripWriter(sink, shape, PIXEL_SIZE);
      await writer.append(whole);
      await writer.end();
    },
    'bytes.tif': (sink) => writeByteProbabilities(sink, { ...shape, probabilities: bytes }, PIXEL_SIZE),
    'set.zip': (sink) => sink.append(zipFiles(objectRois(rows, outlines, CLASSES, 'a.png'))),
  };
  const opened = new Map<string, unknown>();

  // All at once: it takes seconds to start.
  beforeAll(async () => {
    const names = Object.keys(writers);
    const files: string[] = [];
    for (const [name, write] of Object.entries(writers)) {
      const sink = new MemorySink();
      await write(sink);
      files.push(written(name, sink.bytes()));
    }
    const found = imagej.ask([String(WIDTH), String(HEIGHT), ...files]) as readonly unknown[];
    for (const [index, name] of names.entries()) opened.set(name, found[index]);
  });

  const expectOpened = (name: string, bits: number, pages: readonly (readonly number[])[], more: object) => {
    const { pages: found, ...about } = opened.get(name) as Opened;
    expect(found).toEqual(pages.map((own) => [...own]));
    expect(about).toMatchObject({ width: WIDTH, height: HEIGHT, bits, unit: 'micron', ...more });
    expect(about).toMatchObject({
      pixelWidth: expect.closeTo(PIXEL_SIZE.x, 6),
      pixelHeight: expect.closeTo(PIXEL_SIZE.y, 6),
    });
  };

  it('masks of 8 bits, alone and as a stack', () => {
    expectOpened('mask.tif', 8, [[...labels]], { slices: 1 });
    expectOpened('stack.tif', 8, [[...labels], [...second]], { slices: 2 });
  });

  it.each([16, 32])('numbered objects of %d bits', (bits) => {
    const ids = [...objects.ids];
    expectOpened(`objects-${bits}.tif`, bits, [ids, ids], { slices: 2 });
  });

  it('probabilities, page after page and in turn', () => {
    expectOpened('whole.tif', 32, planes, { channels: 3 });
    expectOpened('strips.tif', 32, planes, {});
    const floats = [...Float32Array.from(bytes, (byte) => byte / 255)];
    const kept = [0, 1, 2].map((index) => floats.slice(index * PIXELS, (index + 1) * PIXELS));
    expectOpened('bytes.tif', 32, kept, {});
  });

  it('a set of ROIs, each of which fills its object, pixel by pixel', () => {
    const rois = opened.get('set.zip') as OpenedRois;
    expect(rois.map(({ name }) => name)).toEqual(
      rows.map(({ id, classIndex }) => `${String(id).padStart(4, '0')}-${CLASSES[classIndex]?.name}.roi`),
    );
    expect(new Set(rois.map(({ type }) => type))).toEqual(new Set(['Traced', 'Composite']));
    for (const [index, { page: own }] of rois.entries())
      expect(rowsOf((at) => own[at] === 1)).toEqual(rowsOf((at) => objects.ids[at] === index + 1));
  });
});

const python = withPython('read_exports.py', 'shapely');

interface Read {
  readonly coco: { readonly masks: readonly string[][] } | null;
  readonly geojson: { readonly shapes: readonly { valid: boolean; area: number; rows: string[] }[] };
}

describe.skipIf(!python.isThere)('Python reads', () => {
  const own = (id: number) => rowsOf((at) => objects.ids[at] === id);
  const writer = new CocoWriter(CLASSES, 0, 'about');
  const text = writer.head() + writer.add({ name: 'a.png', objects, rows, outlines }) + writer.tail();
  let found: Read;

  beforeAll(() => {
    const geojson = objectGeoJson(rows, outlines, CLASSES, 'a.png');
    found = python.ask([written('coco.json', text), written('a.geojson', geojson)]) as Read;
  });

  it("GeoJSON: shapely finds each shape valid, of its object's area and pixels", () => {
    const { shapes } = found.geojson;
    expect(shapes).toEqual(rows.map(({ id, px }) => ({ valid: true, area: px.area, rows: own(id) })));
  });

  it("COCO: its own tools draw each object's pixels, of polygons and of run lengths", ({ skip }) => {
    if (found.coco === null) return skip('neither pycocotools nor $COCO_MASK_API is there');
    expect(text).toMatch(/"segmentation":\[.*"segmentation":\{/);
    expect(found.coco.masks).toEqual(rows.map(({ id }) => own(id)));
  });
});
