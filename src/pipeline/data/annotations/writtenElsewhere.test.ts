/**
 * Annotations as the programs of others write them, and what those say each object's pixels are: `written/` holds both,
 * made by scripts/witnesses (README.md there). Rules for the pixels that a line crosses differ between programs; where they
 * do, no pixel differs that is not at the object's edge, and no more of them than is stated here.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Outline } from '../../../domain/annotations';
import { badAnnotationsWith, outlineRows } from '../../../testing/annotationFiles';
import { readAnnotations } from './readAnnotations';

interface Written {
  readonly program: string;
  readonly width: number;
  readonly height: number;
  readonly files: readonly WrittenFile[];
}

interface WrittenFile {
  readonly path: string;
  readonly text?: string;
  readonly base64?: string;
  readonly objects: readonly {
    readonly name: string | null;
    readonly page: number | null;
    readonly rows: readonly string[];
  }[];
}

function written(name: string): Written {
  return JSON.parse(readFileSync(new URL(`./written/${name}.json`, import.meta.url), 'utf8'));
}

function read({ path, text, base64 }: WrittenFile) {
  return readAnnotations(path, new Blob([text ?? Uint8Array.from(Buffer.from(base64 ?? '', 'base64'))]));
}

/** Pixels that differ; all of them have to lie at the edge of what the other program says. */
function differing(
  outline: Outline | undefined,
  rows: readonly string[],
  { width, height }: Written,
): number {
  const own = outlineRows(outline, width, height);
  let count = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (own[y]?.[x] === rows[y]?.[x]) continue;
      count += 1;
      expect(isAtEdge(rows, x, y), `pixel ${x}, ${y} lies at the edge`).toBe(true);
    }
  }
  return count;
}

function isAtEdge(rows: readonly string[], x: number, y: number): boolean {
  const around = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => rows[y + dy]?.[x + dx]));
  return around.some((value) => value !== undefined && value !== rows[y]?.[x]);
}

/** Most pixels that differ, by file; 0 where it is not listed. */
function checkAll(all: Written, most: Readonly<Record<string, number>>) {
  it.each(all.files.filter(({ objects }) => objects.length > 0))('$path', async (file) => {
    const found = await read(file);
    const outlines = (found?.images ?? []).flatMap((image) =>
      image.outlines.map((outline) => ({ outline, page: image.page })),
    );
    expect(outlines.map(({ outline }) => outline.name)).toEqual(file.objects.map(({ name }) => name));
    for (const [index, { rows, page }] of file.objects.entries()) {
      const own = outlines[index];
      if (page !== null && found?.images.some((image) => image.page !== null)) expect(own?.page).toBe(page);
      expect(rows.join('')).toContain('1');
      expect(differing(own?.outline, rows, all)).toBeLessThanOrEqual(most[file.path] ?? 0);
    }
  });
}

describe('ImageJ wrote', () => {
  const imagej = written('imagej');
  checkAll(imagej, {});

  it.each([
    ['rounded-rectangle.roi', 'rounded rectangle'],
    ['line.roi', 'line'],
    ['polyline.roi', 'line'],
    ['freeline.roi', 'line'],
    ['angle.roi', 'angle'],
    ['point.roi', 'point'],
    ['points.roi', 'point'],
    ['text.roi', 'text'],
  ])('%s, which has no area: it is refused by name', async (path, noun) => {
    const file = imagej.files.find((one) => one.path === path);
    expect(file?.objects).toEqual([]);
    const found = read(file ?? { path, objects: [] });
    await expect(found).rejects.toEqual(badAnnotationsWith(noun));
    await expect(found).rejects.toEqual(badAnnotationsWith(path));
  });

  it('a set with a point in it, which is left out and counted', async () => {
    const set = imagej.files.find(({ path }) => path === 'RoiSet.zip');
    expect(set && (await read(set))?.skipped).toEqual(['1 point']);
  });
});

describe('labelme wrote', () => {
  const labelme = written('labelme');
  // It fills whole pixels, by their numbers, up to the last that a line touches; here a pixel is a square, held by its middle.
  checkAll(labelme, {
    'polygon.json': 23,
    'polygon-whole.json': 26,
    'rectangle.json': 24,
    'rectangle-backwards.json': 38,
    'circle.json': 23,
    'group.json': 22,
  });

  it('points and lines beside a rectangle: they are left out and counted', async () => {
    const file = labelme.files.find(({ path }) => path === 'rectangle.json');
    const found = file && (await read(file));
    expect(found?.skipped).toEqual(['1 point', '2 lines']);
    expect(found?.images[0]).toMatchObject({ image: 'cells.png', size: { width: 32, height: 24 } });
  });
});

describe("COCO's own tools packed and drew", () => {
  // They move corners to fifths of a px.
  checkAll(written('coco'), { 'polygon.json': 3, 'polygons.json': 2 });
});

describe('shapely and geojson wrote', () => {
  const geojson = written('geojson');
  checkAll(geojson, {});

  it('a point and a line beside polygons: they are left out and counted', async () => {
    const file = geojson.files.find(({ path }) => path === 'collection.geojson');
    expect(file && (await read(file))?.skipped).toEqual(['1 point', '1 line']);
  });
});

describe('PyYAML wrote', () => {
  checkAll(written('cwfid'), {});
});
