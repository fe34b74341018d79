/** Outlines, pictures and the stack on a disk, read back by other programs. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { unzipSync } from 'fflate';
import { fromArrayBuffer } from 'geotiff';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { measureObjects } from '../imaging/objects/measureObjects';
import { mapOfRows } from '../testing/objectMaps';
import { tinyModelInfo } from '../testing/tinyModelInfo';
import { tinySpec } from '../testing/tinySpec';
import { ExtraFiles, type ExtraImage, extraNames, extraWishes } from './extraFiles';
import { keepWhole } from './streamResult';

const INFO = tinyModelInfo(tinySpec({ width: 2 }));
let out: string;

beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'studio-extra-'));
});

afterEach(() => rm(out, { recursive: true }));

function imageOf(stem: string, ...rows: string[]): ExtraImage {
  const objects = mapOfRows(...rows);
  const { width, height } = objects;
  const labels = Uint8Array.from(rows.join(''), Number);
  const raster = { width, height, channels: 1, type: 'uint8', data: new Uint8Array(width * height) } as const;
  const probabilities = { data: new Float32Array(2 * width * height).fill(0.5), one: 1 };
  const measured = measureObjects(objects, { image: raster, probabilities, pixelSize: null });
  const source = { id: stem, raster, pixelSize: null, labels: null };
  return { source, name: `${stem}.tif`, stem, labels, objects, rows: measured };
}

const IMAGES = [imageOf('a', '110', '000', '011'), imageOf('set/b', '1111', '1001', '1111')];

/** The paths that are told, relative to the folder. */
async function written(given: { outlines?: string; overlay?: true; stack?: true }): Promise<string[]> {
  const wishes = extraWishes({ outlines: given.outlines, overlay: given.overlay, stack: given.stack });
  const extra = await ExtraFiles.open(out, INFO, wishes, 21);
  const files: string[] = [];
  await keepWhole(extra.streamed, async () => {
    for (const image of IMAGES) files.push(...(await extra.add(image)));
    await extra.end();
  });
  return [...files, ...extra.streamed.map(({ path }) => path)].map((path) => path.slice(out.length + 1));
}

describe('ExtraFiles', () => {
  test('writes GeoJSON an image', async () => {
    expect(await written({ outlines: 'geojson' })).toEqual(['a.geojson', 'set/b.geojson']);
    const { features } = JSON.parse(await readFile(join(out, 'a.geojson'), 'utf8'));
    expect(features.map(({ geometry }: { geometry: { type: string } }) => geometry.type)).toEqual([
      'Polygon',
      'Polygon',
    ]);
  });

  test('writes a zip of ROIs an image', async () => {
    expect(await written({ outlines: 'rois' })).toEqual(['a.RoiSet.zip', 'set/b.RoiSet.zip']);
    const rois = unzipSync(await readFile(join(out, 'a.RoiSet.zip')));
    expect(Object.keys(rois)).toHaveLength(2);
  });

  test('writes one COCO file of all images', async () => {
    expect(await written({ outlines: 'coco' })).toEqual(['coco.json']);
    const coco = JSON.parse(await readFile(join(out, 'coco.json'), 'utf8'));
    expect(coco.images.map(({ file_name }: { file_name: string }) => file_name)).toEqual([
      'a.tif',
      'set/b.tif',
    ]);
    expect(coco.annotations.map(({ image_id }: { image_id: number }) => image_id)).toEqual([1, 1, 2]);
  });

  test('writes pictures and a stack', async () => {
    expect(await written({ overlay: true, stack: true })).toEqual([
      'a.overlay.png',
      'set/b.overlay.png',
      'masks.tif',
    ]);
    expect(decode(await readFile(join(out, 'a.overlay.png')))).toMatchObject({
      width: 3,
      height: 3,
      channels: 3,
    });
    const bytes = Uint8Array.from(await readFile(join(out, 'masks.tif')));
    const tiff = await fromArrayBuffer(bytes.buffer);
    expect(await tiff.getImageCount()).toBe(2);
    const second = await (await tiff.getImage(1)).readRasters({ interleave: true });
    expect(Array.from(second as ArrayLike<number>)).toEqual([...(IMAGES[1]?.labels ?? [])]);
  });

  test('leaves no part behind where an image fails', async () => {
    const wishes = extraWishes({ outlines: 'coco', overlay: undefined, stack: true });
    const extra = await ExtraFiles.open(out, INFO, wishes, 9);
    const fails = keepWhole(extra.streamed, () => Promise.reject(new Error('lost')));
    await expect(fails).rejects.toThrow('lost');
    expect(await readdir(out)).toEqual([]);
  });
});

test('refuses a format that there is not, and names all files beforehand', () => {
  const refused = expect.objectContaining({ code: 'bad-option', subject: 'svg' });
  expect(() => extraWishes({ outlines: 'svg', overlay: undefined, stack: undefined })).toThrow(refused);
  const rois = extraWishes({ outlines: 'rois', overlay: true, stack: true });
  expect(extraNames(rois)).toEqual({ endings: ['.RoiSet.zip', '.overlay.png'], names: ['masks.tif'] });
  const coco = extraWishes({ outlines: 'coco', overlay: undefined, stack: undefined });
  expect(extraNames(coco)).toEqual({ endings: [], names: ['coco.json'] });
});
