/** COCO and LabelMe: by hand, and from files that their own programs wrote, where the data folder is there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { drawOutlines } from '../../../imaging/objects/drawOutlines';
import { badAnnotationsWith, outlineRows, textAnnotations } from '../../../testing/annotationFiles';
import { dataDir } from '../../../testing/dataDir';
import { cocoRuns } from './cocoRuns';
import { readAnnotations } from './readAnnotations';

const data = dataDir();

const real = (path: string) =>
  readAnnotations(path, new Blob([Uint8Array.from(readFileSync(join(data ?? '', path)))]));

describe('what is no file of annotations', () => {
  test.each([
    ['notes', 'filename and annotation are words'],
    ['other JSON', '{"a": 1}'],
    ['an empty list', '[]'],
    ['damaged JSON', '{"images": ['],
    ['other YAML', 'train: [1, 2]\ntest: [3]'],
    ['nothing', ''],
  ])('%s', async (_, text) => expect(await textAnnotations('a.json', text)).toBeNull());

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
    const file = await textAnnotations(
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
    expect(file?.skipped).toEqual(['1 bare annotation']);
    expect(file?.images.map(({ image, size: own }) => [image, own])).toEqual([
      ['a.png', { width: 4, height: 3 }],
    ]);
    const outlines = file?.images[0]?.outlines ?? [];
    expect(outlines.map(({ role, name }) => [role, name])).toEqual([
      ['object', 'cell'],
      ['object', 'cell'],
      ['ignored', 'cell'],
    ]);
    expect(outlineRows(outlines[0], 4, 3)).toEqual(['11..', '....', '...1']);
    expect(outlineRows(outlines[1], 4, 3)).toEqual(['....', '1...', '11..']);
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
    await expect(textAnnotations('set/labels.json', json)).rejects.toEqual(badAnnotationsWith(what));
    await expect(textAnnotations('set/labels.json', json)).rejects.toEqual(
      badAnnotationsWith('set/labels.json'),
    );
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
    const file = await textAnnotations(
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
    expect(outlineRows(outlines[0], 8, 6)).toEqual([
      '11......',
      '11......',
      '........',
      '........',
      '.....11.',
      '........',
    ]);
    expect(outlineRows(outlines[1], 8, 6)).toEqual([
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
    await expect(textAnnotations('a.json', json)).rejects.toEqual(badAnnotationsWith(what));
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
