/**
 * Annotation files as they come. COCO, LabelMe and CWFID are read from files that their own programs wrote, where the
 * data folder is there. Of ROIs and QuPath's GeoJSON it holds none: these fixtures are written here by hand from the
 * published formats (RoiDecoder's header; QuPath's "Exporting annotations"), so they show what was understood of them.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { AnnotationFile, Outline } from '../../../domain/annotations';
import { drawOutlines } from '../../../imaging/objects/drawOutlines';
import { dataDir } from '../../../testing/dataDir';
import { cocoRuns } from './cocoRuns';
import { annotationFileFacts, readAnnotations } from './readAnnotations';

const data = dataDir();

function textFile(path: string, content: unknown): Promise<AnnotationFile | null> {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return readAnnotations(path, new Blob([text]));
}

const real = (path: string) =>
  readAnnotations(path, new Blob([Uint8Array.from(readFileSync(join(data ?? '', path)))]));

/** 1 where one outline lies, rows as text. */
function rows(outline: Outline | undefined, width: number, height: number): string[] {
  const values = outline === undefined ? [] : drawOutlines([outline], width, height, []);
  return Array.from({ length: height }, (_, y) =>
    Array.from(values.slice(y * width, (y + 1) * width), (value) => (value === 0 ? '.' : '1')).join(''),
  );
}

const refused = (what: string) =>
  expect.objectContaining({ code: 'bad-annotations', message: expect.stringContaining(what) });

describe('what is no file of annotations', () => {
  test.each([
    ['notes', 'filename and annotation are words'],
    ['other JSON', '{"a": 1}'],
    ['an empty list', '[]'],
    ['damaged JSON', '{"images": ['],
    ['other YAML', 'train: [1, 2]\ntest: [3]'],
    ['nothing', ''],
  ])('%s', async (_, text) => expect(await textFile('a.json', text)).toBeNull());

  test('a zip of other things', async () => {
    const zip = zipSync({ 'a.roi': new Uint8Array(64), 'b.txt': new Uint8Array(1) });
    expect(await readAnnotations('set.zip', new Blob([zip as Uint8Array<ArrayBuffer>]))).toBeNull();
  });
});

describe('COCO', () => {
  const coco = (...annotations: object[]) => ({
    images: [
      { id: 7, file_name: 'a.png', width: 4, height: 3 },
      { id: 8, file_name: 'b.png', width: 4, height: 3 },
    ],
    categories: [{ id: 1, name: 'cell' }],
    annotations: annotations.map((own, id) => ({ id, image_id: 7, category_id: 1, ...own })),
  });

  test('has polygons, run lengths, packed run lengths and crowds', async () => {
    const size = [3, 4];
    const file = await textFile(
      'labels.json',
      coco(
        {
          segmentation: [
            [0, 0, 2, 0, 2, 1, 0, 1],
            [3, 2, 4, 2, 4, 3, 3, 3],
          ],
        },
        { segmentation: { size, counts: [1, 2, 2, 1, 6] } },
        { segmentation: { size, counts: '122O4' }, iscrowd: 1 },
        { segmentation: [] },
      ),
    );
    expect(file?.skipped).toEqual(['1 box without an outline']);
    expect(file?.images.map(({ image, size: own }) => [image, own])).toEqual([
      ['a.png', { width: 4, height: 3 }],
    ]);
    const outlines = file?.images[0]?.outlines ?? [];
    expect(outlines.map(({ role, name }) => [role, name])).toEqual([
      ['object', 'cell'],
      ['object', 'cell'],
      ['ignored', 'cell'],
    ]);
    expect(rows(outlines[0], 4, 3)).toEqual(['11..', '....', '...1']);
    expect(rows(outlines[1], 4, 3)).toEqual(['....', '1...', '11..']);
  });

  test('packed run lengths: strings that the tools of others decode to these', () => {
    expect(cocoRuns('122O')).toEqual([1, 2, 2, 1]);
    expect(cocoRuns('Z11')).toEqual([42, 1]);
    for (const damaged of ['Z', 'zzzzzzzzz', '1\u00002', '12ÿ']) expect(cocoRuns(damaged)).toBeNull();
  });

  test.each<[string, object]>([
    ['at annotations.0.segmentation', coco({ segmentation: [['x']] })],
    ['odd number', coco({ segmentation: [[1, 2, 3]] })],
    ['category 5', coco({ category_id: 5, segmentation: [[0, 0, 1, 0, 1, 1]] })],
    ['image 9', coco({ image_id: 9, segmentation: [[0, 0, 1, 0, 1, 1]] })],
    ['of 13 pixels', coco({ segmentation: { size: [3, 4], counts: [13] } })],
    ['4 × 30000000 px', coco({ segmentation: { size: [30_000_000, 4], counts: [120_000_000] } })],
    ['annotates no image', coco()],
  ])('is refused: %s', async (what, json) => {
    await expect(textFile('set/labels.json', json)).rejects.toEqual(refused(what));
    await expect(textFile('set/labels.json', json)).rejects.toEqual(refused('set/labels.json'));
  });

  test.skipIf(data === null)('real files: areas are those that COCO states', async () => {
    const path = 'coco_samples/piximi_coco/labels_coco_full.json';
    const file = await real(path);
    expect(file?.images.map(({ image, outlines }) => [image, outlines.length])).toHaveLength(3);
    const stated = JSON.parse(readFileSync(join(data ?? '', path), 'utf8'));
    const drawn = (file?.images ?? []).flatMap(({ outlines, size }) =>
      outlines.map((outline) =>
        drawOutlines([outline], size?.width ?? 0, size?.height ?? 0, []).reduce(
          (sum, v) => sum + (v ? 1 : 0),
          0,
        ),
      ),
    );
    const byImage = stated.images.flatMap(({ id }: { id: number }) =>
      stated.annotations.filter((own: { image_id: number }) => own.image_id === id),
    );
    for (const [index, { area, segmentation }] of byImage.entries()) {
      // The area stated is that of the polygon, not of its pixels; that of the crowd's run lengths is another.
      const inside = segmentation.counts?.reduce((sum: number, n: number, i: number) => sum + (i % 2) * n, 0);
      if (inside) expect(drawn[index]).toBe(inside);
      else expect(Math.abs((drawn[index] ?? 0) - area)).toBeLessThan(0.03 * area + 12);
    }
    const labelme = await real('labelme/instance_coco.json');
    expect(labelme?.images.reduce((sum, { outlines }) => sum + outlines.length, 0)).toBe(12);
  });
});

describe('LabelMe', () => {
  const shape = (label: string, points: number[][], more: object = {}) => ({
    label,
    points,
    shape_type: 'polygon',
    ...more,
  });
  const labelMe = (...shapes: object[]) => ({ imagePath: 'x/a.jpg', imageWidth: 8, imageHeight: 6, shapes });
  const square = [
    [0, 0],
    [2, 0],
    [2, 2],
    [0, 2],
  ];

  test('joins parts of a group, knows circles and rectangles, and leaves points out', async () => {
    const file = await textFile(
      'a.json',
      labelMe(
        shape('bus', square, { group_id: 3 }),
        shape(
          'bus',
          [
            [5, 4],
            [7, 5],
          ],
          { shape_type: 'rectangle', group_id: 3 },
        ),
        shape(
          'ball',
          [
            [3, 3],
            [3, 5],
          ],
          { shape_type: 'circle' },
        ),
        shape('tip', [[1, 1]], { shape_type: 'point' }),
        shape('__ignore__', square),
        shape('_background_', square),
      ),
    );
    expect(file?.images[0]).toMatchObject({ image: 'x/a.jpg', size: { width: 8, height: 6 } });
    expect(file?.skipped).toEqual(['1 point']);
    const outlines = file?.images[0]?.outlines ?? [];
    expect(outlines.map(({ role, name }) => [role, name])).toEqual([
      ['object', 'bus'],
      ['object', 'ball'],
      ['ignored', '__ignore__'],
      ['background', '_background_'],
    ]);
    expect(rows(outlines[0], 8, 6)).toEqual([
      '11......',
      '11......',
      '........',
      '........',
      '.....11.',
      '........',
    ]);
    expect(rows(outlines[1], 8, 6)).toEqual([
      '........',
      '..11....',
      '.1111...',
      '.1111...',
      '..11....',
      '........',
    ]);
  });

  test.each<[string, object]>([
    ['shape 1 is a cuboid', labelMe(shape('a', square, { shape_type: 'cuboid' }))],
    ['has 1 points', labelMe(shape('a', [[0, 0]], { shape_type: 'circle' }))],
    ['shapes.0.points.0', labelMe(shape('a', [[0]]))],
    ['imageWidth', { ...labelMe(), imageWidth: -1 }],
    [
      'bitmap of a shape is damaged',
      labelMe(
        shape(
          'a',
          [
            [0, 0],
            [1, 1],
          ],
          { shape_type: 'mask', mask: '?' },
        ),
      ),
    ],
  ])('is refused: %s', async (what, json) => {
    await expect(textFile('a.json', json)).rejects.toEqual(refused(what));
  });

  test.skipIf(data === null)('a real file of every kind of shape', async () => {
    const file = await real('labelme/primitives/primitives.json');
    expect(file?.skipped).toEqual(['2 lines', '1 point']);
    const outlines = file?.images[0]?.outlines ?? [];
    const area = (index: number) =>
      drawOutlines(outlines.slice(index, index + 1), 560, 450, []).reduce((sum, v) => sum + (v ? 1 : 0), 0);
    expect(outlines.map(({ name }) => name)).toEqual([
      'rectangle',
      'circle',
      'rectangle',
      'polygon',
      'octagon',
    ]);
    expect(area(0)).toBe(100 * 100);
    expect(area(1) / (Math.PI * (30 ** 2 + 41 ** 2))).toBeCloseTo(1, 2);
    const stated = JSON.parse(readFileSync(join(data ?? '', 'labelme/primitives/primitives.json'), 'utf8'));
    const octagon = decode(Buffer.from(stated.shapes.at(-1).mask, 'base64'));
    expect(area(4)).toBe(octagon.data.filter((value) => value > 0).length);
  });
});

describe('GeoJSON', () => {
  const ring = (x: number, y: number, side: number) => [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
    [x, y],
  ];
  const feature = (geometry: object, classification?: unknown) => ({
    type: 'Feature',
    id: 'b9e6f5f0-2c0e-4a2c-9d0e-0d6a4a2b1c11',
    geometry,
    properties: { objectType: 'annotation', ...(classification ? { classification } : {}) },
  });
  const holed = feature(
    { type: 'Polygon', coordinates: [ring(0, 0, 4), ring(1, 1, 2)] },
    { name: 'Tumor', color: [200, 0, 0] },
  );

  test('has holes, several parts and the classes of QuPath, in each of its three wrappings', async () => {
    const two = feature(
      { type: 'MultiPolygon', coordinates: [[ring(0, 0, 1)], [ring(3, 3, 1)]] },
      { names: ['Stroma', 'Positive'] },
    );
    const point = feature({ type: 'Point', coordinates: [1, 1] });
    const ignored = feature({ type: 'Polygon', coordinates: [ring(0, 0, 1)] }, { name: 'Ignore*' });
    const all = [holed, two, point, ignored];
    const file = await textFile('a.geojson', { type: 'FeatureCollection', features: all });
    expect(await textFile('a.geojson', all)).toEqual(file);
    expect((await textFile('a.geojson', holed))?.images[0]?.outlines).toEqual(
      file?.images[0]?.outlines.slice(0, 1),
    );
    expect(file?.skipped).toEqual(['1 point']);
    const outlines = file?.images[0]?.outlines ?? [];
    expect(outlines.map(({ role, name }) => [role, name])).toEqual([
      ['object', 'Tumor'],
      ['object', 'Stroma: Positive'],
      ['ignored', 'Ignore*'],
    ]);
    expect(rows(outlines[0], 4, 4)).toEqual(['1111', '1..1', '1..1', '1111']);
    expect(rows(outlines[1], 4, 4)).toEqual(['1...', '....', '....', '...1']);
  });

  test('is of a page where QuPath says a plane', async () => {
    const onPlane = (z: number) =>
      feature({ type: 'Polygon', coordinates: [ring(0, 0, 1)], plane: { c: -1, z, t: 0 } });
    const file = await textFile('a.geojson', [onPlane(0), onPlane(2), onPlane(2)]);
    expect(file?.images.map(({ page, outlines }) => [page, outlines.length])).toEqual([
      [0, 1],
      [2, 2],
    ]);
  });

  test.each<[string, object]>([
    ['0.geometry', feature({ type: 'Circle', coordinates: [] })],
    ['0.geometry.coordinates.0.0', feature({ type: 'Polygon', coordinates: [[[1]]] })],
    ['several times', feature({ type: 'Polygon', coordinates: [ring(0, 0, 1)], plane: { z: 1, t: 1 } })],
  ])('is refused: %s', async (what, json) => {
    await expect(textFile('a.geojson', json)).rejects.toEqual(refused(what));
  });
});

describe('CWFID', () => {
  test('has types and polygons over several lines; single points are left out', async () => {
    const text =
      'filename: 9_image.png\nannotation:\n- type: weed\n  points:\n    x: [0.0, 2.0,\n      2.0, 0.0]\n    y: [0.0, 0.0, 1.0,\n      1.0]\n- type: crop\n  points: {x: 5.0, y: 3.0}\n';
    const file = await textFile('9.yaml', text);
    expect(file?.skipped).toEqual(['1 point']);
    expect(file?.images[0]).toMatchObject({ image: '9_image.png', size: null });
    expect(rows(file?.images[0]?.outlines[0], 3, 2)).toEqual(['11.', '...']);
    for (const damaged of [
      text.replace('5.0', 'five'),
      text.replace('2.0,\n', 'two,\n'),
      text.replace('points', 'p'),
    ])
      await expect(textFile('9.yaml', damaged)).rejects.toEqual(refused('as many x as y'));
  });

  test.skipIf(data === null)(
    'real files: where the set is coloured, the polygon has that class',
    async () => {
      const file = await real('cwfid/annotations_yaml/001.yaml');
      const names = file?.images[0]?.outlines.map(({ name }) => name) ?? [];
      expect(file?.images[0]?.image).toBe('001_image.png');
      expect([names.length, names.filter((name) => name === 'crop').length]).toEqual([17, 3]);
      expect((await real('cwfid/annotations_yaml/009.yaml'))?.skipped).toEqual(['1 point']);
    },
  );
});

describe('ImageJ ROIs', () => {
  interface RoiParts {
    readonly type: number;
    readonly box: readonly [left: number, top: number, right: number, bottom: number];
    readonly corners?: readonly (readonly [number, number])[];
    readonly fine?: readonly (readonly [number, number])[];
    readonly path?: readonly number[];
    readonly position?: number;
    readonly name?: string;
    readonly group?: number;
  }

  /** By the offsets of RoiDecoder's header. */
  function roi({
    type,
    box: [left, top, right, bottom],
    corners = [],
    fine,
    path,
    position = 0,
    name = '',
    group = 0,
  }: RoiParts) {
    const points = fine ?? corners;
    const body = path ? 4 * path.length : points.length * (fine ? 12 : 4);
    const second = 64 + body;
    const view = new DataView(new ArrayBuffer(second + 64 + 2 * name.length));
    [0x49, 0x6f, 0x75, 0x74].forEach((byte, i) => void view.setUint8(i, byte));
    view.setInt16(4, 228);
    view.setUint8(6, type);
    [top, left, bottom, right].forEach((side, i) => void view.setInt16(8 + 2 * i, side));
    view.setUint16(16, points.length);
    if (path) view.setInt32(36, path.length);
    path?.forEach((value, i) => void view.setFloat32(64 + 4 * i, value));
    if (fine) view.setInt16(50, 128);
    points.forEach(([x, y], i) => {
      view.setInt16(64 + 2 * i, x - left);
      view.setInt16(64 + 2 * (points.length + i), y - top);
      if (!fine) return;
      view.setFloat32(64 + 4 * points.length + 4 * i, x);
      view.setFloat32(64 + 8 * points.length + 4 * i, y);
    });
    view.setInt32(56, position);
    view.setInt32(60, second);
    view.setInt32(second + 16, second + 64);
    view.setInt32(second + 20, name.length);
    view.setUint8(second + 30, group);
    [...name].forEach((letter, i) => void view.setUint16(second + 64 + 2 * i, letter.charCodeAt(0)));
    return new Uint8Array(view.buffer);
  }

  const read = (parts: RoiParts) => readAnnotations('a.roi', new Blob([roi(parts)]));
  const drawnRows = async (parts: RoiParts) => rows((await read(parts))?.images[0]?.outlines[0], 6, 4);
  const L = [
    [1, 0],
    [4, 0],
    [4, 1],
    [2, 1],
    [2, 3],
    [1, 3],
  ] as const;

  test.each([0, 7, 8])('type %d: polygon, freehand, traced', async (type) => {
    expect(await drawnRows({ type, box: [1, 0, 4, 3], corners: L })).toEqual([
      '.111..',
      '.1....',
      '.1....',
      '......',
    ]);
  });

  test('corners with fractions of px are floats of their own', async () => {
    const fine = L.map(([x, y]) => [x + 0.6, y + 0.6] as const);
    expect(await drawnRows({ type: 0, box: [1, 0, 5, 4], fine })).toEqual([
      '......',
      '..111.',
      '..1...',
      '..1...',
    ]);
  });

  test('rectangle, oval, and a composite with a hole', async () => {
    expect(await drawnRows({ type: 1, box: [1, 1, 3, 4] })).toEqual(['......', '.11...', '.11...', '.11...']);
    expect(await drawnRows({ type: 2, box: [0, 0, 6, 4] })).toEqual(['.1111.', '111111', '111111', '.1111.']);
    const square = (a: number, b: number) => [0, a, a, 1, b, a, 1, b, b, 1, a, b, 4];
    const path = [...square(0, 4), ...square(1, 3)];
    expect(await drawnRows({ type: 1, box: [0, 0, 4, 4], path })).toEqual([
      '1111..',
      '1..1..',
      '1..1..',
      '1111..',
    ]);
  });

  test('a curve of a composite is drawn along its line', async () => {
    // A quarter of a disc of radius 4, by the usual cubic approximation of its arc.
    const k = 4 * 0.5523;
    const path = [0, 0, 0, 1, 4, 0, 3, 4, k, k, 4, 0, 4, 4];
    expect(await drawnRows({ type: 1, box: [0, 0, 4, 4], path })).toEqual([
      '1111..',
      '1111..',
      '111...',
      '11....',
    ]);
  });

  test('a set has a class for each group, else for the words of the names, and pages', async () => {
    const square = { type: 1, box: [0, 0, 1, 1] as const };
    const files = {
      '0001-cell.roi': roi({ ...square, position: 1 }),
      '0002-cell 12.roi': roi({ ...square, position: 3 }),
      '0003-0010-0020.roi': roi(square),
      'x.roi': roi({ ...square, group: 4, position: 1 }),
      'tip.roi': roi({ type: 10, box: [0, 0, 1, 1], corners: [[0, 0]] }),
      '__MACOSX/._x.roi': new Uint8Array(3),
    };
    const file = await readAnnotations('RoiSet.zip', new Blob([zipSync(files) as Uint8Array<ArrayBuffer>]));
    const found = file?.images.map(({ page, outlines }) => [page, outlines.map(({ name }) => name)]);
    expect(found).toEqual([
      [0, ['cell', null, 'group 4']],
      [2, ['cell']],
    ]);
    expect(file?.skipped).toEqual(['1 point']);
    const facts = file && annotationFileFacts(file);
    expect(facts?.annotations?.images.map(({ names }) => names)).toEqual([
      ['cell', 'group 4', null],
      ['cell'],
    ]);
    expect(facts?.planes.map(({ width, max }) => [width, max])).toEqual([
      [0, 3],
      [0, 1],
    ]);
  });

  test('damaged ones are refused, wherever they end, and none hangs', async () => {
    const whole = roi({ type: 0, box: [1, 0, 4, 3], corners: L, name: 'cell' });
    for (let length = 4; length < whole.length; length += 3) {
      const cut = await readAnnotations('a.roi', new Blob([whole.slice(0, length)])).catch((error) => error);
      if (length < 64 + 24 + 32) expect(cut).toEqual(refused('ends before'));
    }
    await expect(read({ type: 12, box: [0, 0, 1, 1] })).rejects.toEqual(refused('type 12'));
    await expect(read({ type: 10, box: [0, 0, 1, 1], corners: [[0, 0]] })).rejects.toEqual(
      refused('has an area'),
    );
    await expect(read({ type: 1, box: [0, 0, 1, 1], path: [9, 1, 1] })).rejects.toEqual(refused('not known'));
  });
});
