/**
 * GeoJSON and CWFID. CWFID's files are those of the set, where the data folder is there. It holds none that QuPath wrote:
 * these are written by hand from what QuPath's documentation says ("Exporting annotations"); see writtenElsewhere.test too.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { badAnnotationsWith, outlineRows, textAnnotations } from '../../../testing/annotationFiles';
import { dataDir } from '../../../testing/dataDir';
import { readAnnotations } from './readAnnotations';

const data = dataDir();

const real = (path: string) =>
  readAnnotations(path, new Blob([Uint8Array.from(readFileSync(join(data ?? '', path)))]));

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
    const file = await textAnnotations('a.geojson', { type: 'FeatureCollection', features: all });
    expect(await textAnnotations('a.geojson', all)).toEqual(file);
    expect((await textAnnotations('a.geojson', holed))?.images[0]?.outlines).toEqual(
      file?.images[0]?.outlines.slice(0, 1),
    );
    expect(file?.skipped).toEqual(['1 point']);
    const outlines = file?.images[0]?.outlines ?? [];
    expect(outlines.map(({ role, name }) => [role, name])).toEqual([
      ['object', 'Tumor'],
      ['object', 'Stroma: Positive'],
      ['ignored', 'Ignore*'],
    ]);
    expect(outlineRows(outlines[0], 4, 4)).toEqual(['1111', '1..1', '1..1', '1111']);
    expect(outlineRows(outlines[1], 4, 4)).toEqual(['1...', '....', '....', '...1']);
  });

  test('may have measurements that are no numbers, as QuPath writes them; coordinates may not', async () => {
    const named = feature(
      { type: 'Polygon', coordinates: [ring(0, 0, 1)] },
      { name: 'a "NaN" -Infinity \\' },
    );
    const text = JSON.stringify([named]);
    const measured = text.replace(
      '"objectType"',
      '"measurements":{"a":NaN,"b":-Infinity,"c":Infinity},"objectType"',
    );
    const outlines = (await textAnnotations('a.geojson', measured))?.images[0]?.outlines;
    expect(outlines).toEqual((await textAnnotations('a.geojson', text))?.images[0]?.outlines);
    expect(outlines?.map(({ name }) => name)).toEqual(['a "NaN" -Infinity \\']);
    const lost = text.replace('[0,0]', '[NaN,0]');
    await expect(textAnnotations('a.geojson', lost)).rejects.toEqual(badAnnotationsWith('coordinates.0.0.0'));
  });

  test('is of a page where QuPath says a plane', async () => {
    const onPlane = (z: number) =>
      feature({ type: 'Polygon', coordinates: [ring(0, 0, 1)], plane: { c: -1, z, t: 0 } });
    const file = await textAnnotations('a.geojson', [onPlane(0), onPlane(2), onPlane(2)]);
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
    await expect(textAnnotations('a.geojson', json)).rejects.toEqual(badAnnotationsWith(what));
  });
});

describe('CWFID', () => {
  test('has types and polygons over several lines; single points are left out', async () => {
    const text =
      'filename: 9_image.png\nannotation:\n- type: weed\n  points:\n    x: [0.0, 2.0,\n      2.0, 0.0]\n    y: [0.0, 0.0, 1.0,\n      1.0]\n- type: crop\n  points: {x: 5.0, y: 3.0}\n';
    const file = await textAnnotations('9.yaml', text);
    expect(file?.skipped).toEqual(['1 point']);
    expect(file?.images[0]).toMatchObject({ image: '9_image.png', size: null });
    expect(outlineRows(file?.images[0]?.outlines[0], 3, 2)).toEqual(['11.', '...']);
    for (const damaged of [
      text.replace('5.0', 'five'),
      text.replace('2.0,\n', 'two,\n'),
      text.replace('points', 'p'),
    ])
      await expect(textAnnotations('9.yaml', damaged)).rejects.toEqual(badAnnotationsWith('as many x as y'));
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
