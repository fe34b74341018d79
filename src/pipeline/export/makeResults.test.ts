/**
 * Whole exports read back by programs that know nothing of ours: fflate's unzip, fast-png, geotiff, JSON; and what they
 * hold, leave out and refuse.
 */
import { decode } from 'fast-png';
import { strFromU8, unzipSync } from 'fflate';
import { fromArrayBuffer } from 'geotiff';
import { describe, expect, test } from 'vitest';
import { StudioError } from '../../common/errors';
import { rngStream } from '../../common/rng';
import { RESULT_KINDS, type ResultKind, type ResultsRequest, resultFiles } from '../../domain/exports';
import { DEFAULT_OBJECTS, type ObjectSettings } from '../../domain/objects';
import { findObjects } from '../../imaging/objects/findObjects';
import { classTotals, measureObjects } from '../../imaging/objects/measureObjects';
import { MemorySink } from './byteSink';
import { makeResults } from './makeResults';
import { provenanceOf } from './provenance';
import type { ResultImage } from './resultImage';
import type { ResultSource } from './resultMaker';
import type { Scratch } from './scratch';

const CLASSES = [
  { name: 'ground', color: '#000000' },
  { name: 'cell/"x"', color: '#e69f00' },
];
const SIZES: Readonly<Record<string, readonly [number, number]>> = {
  'set/A.tif': [23, 17],
  'set/a.tif': [9, 31],
  'stack.tif#0': [12, 10],
  'stack.tif#1': [12, 10],
};
const IDS = Object.keys(SIZES);

function imageOf(id: string, settings: ObjectSettings): ResultImage {
  const [width, height] = SIZES[id] ?? [0, 0];
  const pixels = width * height;
  const rng = rngStream(IDS.indexOf(id), 'test', 0, 0);
  const labels = Uint8Array.from({ length: pixels }, () => (rng.chance(0.3) ? 1 : 0));
  const probabilities = new Uint8Array(2 * pixels);
  labels.forEach((label, at) => {
    const sure = 128 + rng.below(128);
    probabilities[label * pixels + at] = sure;
    probabilities[(1 - label) * pixels + at] = 255 - sure;
  });
  const image = Uint16Array.from({ length: 2 * pixels }, () => rng.below(4096));
  const raster = { width, height, channels: 2, type: 'uint16', data: image } as const;
  const pixelSize = id.startsWith('stack') ? { x: 0.5, y: 0.25 } : null;
  const shares = { data: probabilities, one: 255 };
  const map = findObjects({ width, height, labels, probabilities: shares }, settings);
  const rows = measureObjects(map, { image: raster, probabilities: shares, pixelSize });
  const totals = classTotals(rows, { classes: 2, background: 0, pixels, pixelSize });
  const truth = { width, height, classes: labels, ignore: null, instances: null };
  return {
    source: { id, raster, pixelSize, labels: id === 'set/A.tif' ? truth : null },
    predicted: { width, height, classes: 2, labels, probabilities },
    objects: { map, rows, totals, scores: null, labels: Uint8Array.from(map.ids, (own) => Math.min(1, own)) },
  };
}

function sourceOf(request: ResultsRequest): ResultSource {
  return {
    classes: CLASSES,
    provenance: provenanceOf({
      model: 'm',
      checksum: 'abc',
      steps: 5,
      objects: request.settings,
      date: 'today',
    }),
    about: (id) => {
      const [width, height] = SIZES[id] ?? [0, 0];
      return { width, height, hasTruth: id === 'set/A.tif' };
    },
    image: async (id) => imageOf(id, request.settings),
  };
}

function requestOf(kinds: readonly ResultKind[], imageIds: readonly string[] = IDS): ResultsRequest {
  const overlay = { opacity: 0.5, outlines: true, hidden: [], channels: null };
  return { kinds, imageIds, settings: DEFAULT_OBJECTS, overlay, channels: 2 };
}

/** Counts the scratch files and the bytes that are kept in them. */
function countedScratch() {
  const open = new Set<MemorySink>();
  const scratch: Scratch = {
    create: async () => {
      const sink = new MemorySink();
      open.add(sink);
      return {
        append: (bytes) => sink.append(bytes),
        overwrite: (at, bytes) => sink.overwrite(at, bytes),
        blob: async () => new Blob([sink.bytes()]),
        drop: async () => void open.delete(sink),
      };
    },
  };
  return { scratch, open };
}

async function exported(request: ResultsRequest, source = sourceOf(request)) {
  const { scratch, open } = countedScratch();
  const told: [number, number, string][] = [];
  const hooks = { scratch, signal: new AbortController().signal };
  const made = await makeResults(request, source, {
    ...hooks,
    onProgress: (...progress) => void told.push(progress),
  });
  return { made, open, told, bytes: new Uint8Array(await made.blob.arrayBuffer()) };
}

async function pagesOf(bytes: Uint8Array | undefined) {
  const tiff = await fromArrayBuffer(Uint8Array.from(bytes ?? []).buffer);
  return await Promise.all(
    Array.from({ length: await tiff.getImageCount() }, async (_, index) => {
      const page = await tiff.getImage(index);
      return {
        page,
        values: Array.from((await page.readRasters({ interleave: true })) as ArrayLike<number>),
      };
    }),
  );
}

describe('makeResults', () => {
  test('everything is one zip whose files an independent reader finds as they were made', async () => {
    const { made, open, bytes, told } = await exported(requestOf(RESULT_KINDS));
    const files = unzipSync(bytes);
    const images = IDS.map((id) => ({ id, hasTruth: id === 'set/A.tif' }));
    const expected = RESULT_KINDS.reduce((sum, kind) => sum + resultFiles(kind, images, 2), 0);
    expect(made).toMatchObject({ name: 'results.zip', files: expected, leftOut: [] });
    expect(Object.keys(files)).toHaveLength(expected + 1);
    // Nothing but the zip itself is left.
    expect(open.size).toBe(1);
    expect(told.at(0)).toEqual([0, 13 * 4, 'set/A.tif']);
    expect(told.at(-1)).toEqual([13 * 4 - 1, 13 * 4, 'stack.tif#1']);
    const stems = ['set/A', 'set/a (2)', 'stack_000', 'stack_001'];
    for (const [index, stem] of stems.entries()) {
      const { objects, predicted, source } = imageOf(IDS[index] ?? '', DEFAULT_OBJECTS);
      const { ids, width, height, count } = objects.map;
      const png = (path: string) => decode(files[path] ?? new Uint8Array());
      expect(png(`masks/${stem}.png`)).toMatchObject({ width, height, depth: 8, channels: 1 });
      expect([...png(`masks/${stem}.png`).data]).toEqual([...objects.labels]);
      expect(png(`objects-png/${stem}.png`).depth).toBe(16);
      expect([...png(`objects-png/${stem}.png`).data]).toEqual([...ids]);
      const [tiff] = await pagesOf(files[`objects-tiff/${stem}.tif`]);
      expect(tiff?.page.getBitsPerSample()).toBe(32);
      expect(tiff?.values).toEqual([...ids]);
      const pages = await pagesOf(files[`probabilities-tiff/${stem}.tif`]);
      const shares = [...predicted.probabilities].map((byte) => Math.fround(byte / 255));
      expect(pages.flatMap(({ values }) => values)).toEqual(shares);
      expect(pages[0]?.page.fileDirectory.getValue('SampleFormat')?.[0]).toBe(3);
      const perClass = ['0-ground', '1-cell__x_'].flatMap((folder) => [
        ...png(`probabilities-png/${folder}/${stem}.png`).data,
      ]);
      expect(perClass).toEqual([...predicted.probabilities].map((byte) => byte * 257));
      expect(png(`overlays/${stem}.png`)).toMatchObject({ width, height, depth: 8, channels: 3 });
      const geojson = JSON.parse(strFromU8(files[`outlines-geojson/${stem}.geojson`] ?? new Uint8Array()));
      expect(geojson.features).toHaveLength(count);
      const rois = unzipSync(files[`outlines-imagej/${stem}.zip`] ?? new Uint8Array());
      expect(Object.keys(rois)).toHaveLength(count);
      expect(source.id).toBe(IDS[index]);
    }
  });

  test('files of all images hold all of them', async () => {
    const { bytes } = await exported(requestOf(RESULT_KINDS));
    const files = unzipSync(bytes);
    const text = (path: string) => strFromU8(files[path] ?? new Uint8Array());
    const images = IDS.map((id) => imageOf(id, DEFAULT_OBJECTS));
    const counts = images.map(({ objects }) => objects.map.count);
    const total = counts.reduce((sum, count) => sum + count, 0);

    const [provenance = '', header = '', ...rows] = text('measurements.csv').trimEnd().split('\r\n');
    expect(JSON.parse(provenance.slice(2))).toMatchObject({
      program: 'U-Net Studio',
      model: 'm',
      checksum: 'abc',
      date: 'today',
      objects: DEFAULT_OBJECTS,
    });
    expect(header).toContain('area_um2');
    expect(header).toContain('max_ch2');
    expect(rows).toHaveLength(total);
    const called = images.flatMap(({ objects }, index) => objects.rows.map(() => IDS[index]));
    expect(rows.map((row) => row.split(',')[0]?.replaceAll('"', ''))).toEqual(called);
    for (const row of rows) expect(row.split(',').length).toBe(header.split(',').length);

    const coco = JSON.parse(text('coco.json'));
    expect(coco.annotations).toHaveLength(total);
    expect(coco.images.map(({ file_name }: { file_name: string }) => file_name)).toEqual(IDS);

    const totals = text('totals.csv').trimEnd().split('\r\n').slice(2);
    expect(totals.map((line) => Number(line.split(',')[3]))).toEqual(counts);
    expect(totals.map((line) => line.split(',')[0]?.replaceAll('"', ''))).toEqual(IDS);

    const scores = JSON.parse(text('scores.json'));
    expect(scores.images).toMatchObject([{ name: 'set/A.tif', pixelAccuracy: 1 }]);
    expect(scores.calibration.expectedError).toBeGreaterThan(0);

    const stack = await pagesOf(files['masks-stack/stack.tif']);
    expect(stack.map(({ values }) => values)).toEqual(
      images.slice(2).map(({ objects }) => [...objects.labels]),
    );
    const loose = await pagesOf(files['masks-stack/masks.tif']);
    expect(loose.map(({ page }) => [page.getWidth(), page.getHeight()])).toEqual([
      [23, 17],
      [9, 31],
    ]);

    const contents = JSON.parse(text('export.json'));
    expect(contents.classes[1]).toEqual({ value: 1, ...CLASSES[1] });
    expect(contents.images[1]).toEqual({ image: 'set/a.tif', files: 'set/a (2)' });
  });

  test('one file comes as it is, under a name that tells it from its image', async () => {
    const { made, bytes, open } = await exported(requestOf(['objectTiff'], ['stack.tif#1']));
    expect(made).toMatchObject({ name: 'stack_001.objects.tif', files: 1 });
    const [page] = await pagesOf(bytes);
    expect(page?.values).toEqual([...imageOf('stack.tif#1', DEFAULT_OBJECTS).objects.map.ids]);
    // Half a micron is two pixels a micron.
    const resolution: unknown = await page?.page.fileDirectory.loadValue('XResolution');
    const [above = 0, below = 1] = Array.from(resolution as ArrayLike<number>);
    expect(above / below).toBe(2);
    expect(open.size).toBe(1);
    expect((await exported(requestOf(['masks'], ['set/A.tif']))).made.name).toBe('A.mask.png');
    expect((await exported(requestOf(['coco']))).made).toMatchObject({ name: 'coco.json', files: 1 });
  });

  test('files of one kind lie in a zip without a folder for it', async () => {
    const { made, bytes } = await exported(requestOf(['masks']));
    expect(made.name).toBe('masks.zip');
    const names = ['set/A.png', 'set/a (2).png', 'stack_000.png', 'stack_001.png', 'export.json'];
    expect(Object.keys(unzipSync(bytes))).toEqual(names);
  });

  test('a PNG that cannot number its objects is left out by name, or refused where nothing else was asked for', async () => {
    const crowded = (request: ResultsRequest): ResultSource => ({
      ...sourceOf(request),
      image: async (id) => {
        const image = imageOf(id, DEFAULT_OBJECTS);
        if (id !== 'set/A.tif') return image;
        return { ...image, objects: { ...image.objects, map: { ...image.objects.map, count: 70_000 } } };
      },
    });
    const both = requestOf(['objectPng', 'objectTiff']);
    const { made, bytes } = await exported(both, crowded(both));
    expect(made.leftOut).toEqual([expect.stringMatching(/^objects-png\/set\/A\.png .*set\/A\.tif.*TIFF/)]);
    expect(Object.keys(unzipSync(bytes))).not.toContain('objects-png/set/A.png');
    const lone = requestOf(['objectPng', 'scores'], ['set/A.tif']);
    const unscored = {
      ...crowded(lone),
      about: (id: string) => ({ ...crowded(lone).about(id), hasTruth: false }),
    };
    await expect(exported(lone, unscored)).rejects.toMatchObject({ code: 'too-many-objects' });
    const alone = requestOf(['objectPng']);
    await expect(exported(alone, crowded(alone))).rejects.toMatchObject({
      code: 'too-many-objects',
      subject: 'set/A.tif',
    });
  });

  test.each(['cancelled', 'failed'])('leaves nothing behind where it is %s', async (how) => {
    const request = requestOf(RESULT_KINDS);
    const { scratch, open } = countedScratch();
    const controller = new AbortController();
    const source = sourceOf(request);
    const lost = new StudioError({ code: 'no-such-image', message: '', subject: null, hint: '' });
    const image = async (id: string) => {
      if (id !== 'stack.tif#0') return source.image(id);
      if (how === 'failed') throw lost;
      controller.abort();
      return source.image(id);
    };
    const hooks = { scratch, signal: controller.signal, onProgress: () => undefined };
    await expect(makeResults(request, { ...source, image }, hooks)).rejects.toMatchObject({
      code: how === 'failed' ? 'no-such-image' : 'aborted',
    });
    expect(open.size).toBe(0);
  });

  test('holds one image at a time', async () => {
    const request = requestOf(['masks', 'coco', 'measurements']);
    const source = sourceOf(request);
    let wanted = 0;
    const told: number[] = [];
    const { scratch } = countedScratch();
    const image = async (id: string) => {
      wanted += 1;
      return source.image(id);
    };
    await makeResults(
      request,
      { ...source, image },
      {
        scratch,
        signal: new AbortController().signal,
        // By the time an image is worked on, no later one was asked for.
        onProgress: (done) => void told.push(wanted - 1 - Math.floor(done / 3)),
      },
    );
    expect(new Set(told)).toEqual(new Set([0]));
  });
});
