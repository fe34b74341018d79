/**
 * What we export, opened by the programs it is for: ImageJ, COCO's own tools, and shapely for GeoJSON. Skipped where they
 * are not installed; scripts/witnesses/README.md says how to get them.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
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

async function tiff(name: string, write: (sink: MemorySink) => Promise<void>): Promise<string> {
  const sink = new MemorySink();
  await write(sink);
  return written(name, sink.bytes());
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

describe.skipIf(!imagej.isThere)('ImageJ opens', () => {
  const opened = (file: string) =>
    (imagej.ask([String(WIDTH), String(HEIGHT), file]) as readonly Opened[])[0];
  const shape = { width: WIDTH, height: HEIGHT, classes: 3 };
  const calibrated = (bits: number, pages: object) => ({
    width: WIDTH,
    height: HEIGHT,
    bits,
    ...pages,
    pixelWidth: expect.closeTo(PIXEL_SIZE.x, 6),
    pixelHeight: expect.closeTo(PIXEL_SIZE.y, 6),
    unit: 'micron',
  });
  const planes = [0, 1, 2].map((index) => [...probabilities.subarray(index * PIXELS, (index + 1) * PIXELS)]);

  it('masks of 8 bits, alone and as a stack', async () => {
    const alone = await tiff('mask.tif', async (sink) => {
      const writer = new LabelStripWriter(sink, shape, PIXEL_SIZE);
      await writer.append({ labels });
      await writer.end();
    });
    expect(opened(alone)).toMatchObject(calibrated(8, { slices: 1, pages: [[...labels]] }));
    const second = labels.toReversed();
    const stack = await tiff('stack.tif', async (sink) => {
      const writer = new LabelStackWriter(sink, 3, 2 * PIXELS);
      for (const page of [labels, second])
        await writer.add({ width: WIDTH, height: HEIGHT, labels: page, pixelSize: PIXEL_SIZE });
      await writer.end();
    });
    expect(opened(stack)).toMatchObject(calibrated(8, { slices: 2, pages: [[...labels], [...second]] }));
  });

  it.each([
    ['fit', 16],
    [32, 32],
  ] as const)('numbered objects, bits: %s', async (bits, found) => {
    const page = { objects, pixelSize: PIXEL_SIZE };
    const file = await tiff(`objects-${bits}.tif`, (sink) => writeObjectTiff(sink, [page, page], bits));
    const ids = [...objects.ids];
    expect(opened(file)).toMatchObject(calibrated(found, { slices: 2, pages: [ids, ids] }));
  });

  it('probabilities, page after page and in turn', async () => {
    const whole = { ...shape, probabilities };
    const file = await tiff('prob.tif', (sink) => writeProbabilityTiff(sink, whole, PIXEL_SIZE));
    expect(opened(file)).toMatchObject(calibrated(32, { channels: 3, pages: planes }));
    const inTurn = await tiff('strips.tif', async (sink) => {
      const writer = new ProbabilityStripWriter(sink, shape, PIXEL_SIZE);
      await writer.append(whole);
      await writer.end();
    });
    expect(opened(inTurn)).toMatchObject(calibrated(32, { pages: planes }));
    const bytes = Uint8Array.from({ length: 3 * PIXELS }, (_, at) => (at * 7) % 256);
    const kept = await tiff('bytes.tif', (sink) =>
      writeByteProbabilities(sink, { ...shape, probabilities: bytes }, PIXEL_SIZE),
    );
    const floats = Float32Array.from(bytes, (byte) => byte / 255);
    expect(opened(kept)?.pages.flat()).toEqual([...floats]);
  });

  it('a set of ROIs, each of which fills its object, pixel by pixel', () => {
    const file = written('set.zip', zipFiles(objectRois(rows, outlines, CLASSES, 'a.png')));
    const rois = opened(file) as unknown as readonly { name: string; type: string; page: number[] }[];
    expect(rois.map(({ name }) => name)).toEqual(
      rows.map(({ id, classIndex }) => `${String(id).padStart(4, '0')}-${CLASSES[classIndex]?.name}.roi`),
    );
    expect(new Set(rois.map(({ type }) => type))).toEqual(new Set(['Traced', 'Composite']));
    for (const [index, { page }] of rois.entries())
      expect(rowsOf((at) => page[at] === 1)).toEqual(rowsOf((at) => objects.ids[at] === index + 1));
  });
});

const python = withPython('read_exports.py', 'shapely');

interface Read {
  readonly coco: { readonly masks: readonly string[][] } | null;
  readonly geojson: { readonly shapes: readonly { valid: boolean; area: number; rows: string[] }[] };
}

describe.skipIf(!python.isThere)('Python reads', () => {
  const own = (id: number) => rowsOf((at) => objects.ids[at] === id);
  const read = (): Read => {
    const writer = new CocoWriter(CLASSES, 0, 'about');
    const image = writer.add({ name: 'a.png', objects, rows, outlines });
    const coco = written('coco.json', writer.head() + image + writer.tail());
    const geojson = written('a.geojson', objectGeoJson(rows, outlines, CLASSES, 'a.png'));
    return python.ask([coco, geojson]) as Read;
  };

  it("GeoJSON: shapely finds each shape valid, of its object's area and pixels", () => {
    const { shapes } = read().geojson;
    expect(shapes).toEqual(rows.map(({ id, px }) => ({ valid: true, area: px.area, rows: own(id) })));
  });

  it("COCO: its own tools draw each object's pixels", ({ skip }) => {
    const { coco } = read();
    if (coco === null) return skip('neither pycocotools nor $COCO_MASK_API is there');
    expect(coco.masks).toEqual(rows.map(({ id }) => own(id)));
  });
});
