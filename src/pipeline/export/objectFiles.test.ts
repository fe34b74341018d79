/**
 * Outlines and masks read back: JSON by its published formats, ROI files by a reader written from ImageJ's own description
 * of them; each drawn again and compared with the pixels it came from. Other programs are asked in openedElsewhere.test.
 */
import fc from 'fast-check';
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import type { MeasuredObject, ObjectMap } from '../../domain/objects';
import { measureObjects } from '../../imaging/objects/measureObjects';
import { objectOutlines } from '../../imaging/objects/outlines';
import { blotches, mapOf, mapOfRows } from '../../testing/objectMaps';
import { objectPng, probabilityPng } from './greyPng';
import { imagejRoi } from './imagejRoi';
import { type CocoImage, CocoWriter } from './objectCoco';
import { objectGeoJson } from './objectGeoJson';
import { objectRois } from './objectRois';

const CLASSES = [
  { name: 'ground', color: '#000000' },
  { name: 'cell', color: '#e69f00' },
  { name: 'a/b: "c"', color: '#56b4e9' },
];

function measured(objects: ObjectMap) {
  const pixels = objects.ids.length;
  const probabilities = { data: new Float32Array(3 * pixels).fill(0.75), one: 1 };
  const rows = measureObjects(objects, {
    image: { channels: 0, data: new Uint8Array() },
    probabilities,
    pixelSize: null,
  });
  return { objects, rows, outlines: objectOutlines(objects) };
}

/** Pixels whose middle an odd number of rings encloses. */
function drawn(rings: readonly (readonly (readonly number[])[])[], { width, height }: ObjectMap): boolean[] {
  return Array.from({ length: width * height }, (_, at) => {
    const [px, py] = [(at % width) + 0.5, Math.floor(at / width) + 0.5];
    let crossings = 0;
    for (const ring of rings) {
      ring.forEach(([x = 0, y = 0], index) => {
        const [nextX = 0, nextY = 0] = ring[(index + 1) % ring.length] ?? [];
        if (x === nextX && x > px && y > py !== nextY > py) crossings += 1;
      });
    }
    return crossings % 2 === 1;
  });
}

const pixelsOf = ({ ids }: ObjectMap, id: number) => Array.from(ids, (own) => own === id);

describe('objectGeoJson', () => {
  test('is a collection of closed polygons that draw the objects, with classes as QuPath has them', () => {
    fc.assert(
      fc.property(blotches, ({ width, height, labels }) => {
        const { objects, rows, outlines } = measured(mapOf(labels, width, height));
        const { type, features } = JSON.parse(objectGeoJson(rows, outlines, CLASSES, 'a.png'));
        expect([type, features.length]).toEqual(['FeatureCollection', objects.count]);
        for (const [index, { type: kind, geometry, properties }] of features.entries()) {
          expect(kind).toBe('Feature');
          const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
          expect(geometry.type === 'MultiPolygon').toBe(polygons.length > 1);
          for (const ring of polygons.flat()) {
            expect(ring.length).toBeGreaterThanOrEqual(5);
            expect(ring.at(-1)).toEqual(ring[0]);
          }
          expect(drawn(polygons.flat(), objects)).toEqual(pixelsOf(objects, index + 1));
          const classInfo = CLASSES[objects.classes[index + 1] ?? 0];
          expect(properties.classification.name).toBe(classInfo?.name);
          expect(properties.objectType).toBe('detection');
        }
      }),
      { numRuns: 50 },
    );
    const { rows, outlines } = measured(mapOfRows('1'));
    const [feature] = JSON.parse(objectGeoJson(rows, outlines, CLASSES, 'a.png')).features;
    expect(feature.properties.classification.color).toEqual([0xe6, 0x9f, 0]);
  });
});

/** ImageJ's own description of the format, at the head of ij/io/RoiDecoder. */
function readRoi(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  expect(new TextDecoder().decode(bytes.subarray(0, 4))).toBe('Iout');
  expect(view.getInt16(4)).toBeGreaterThanOrEqual(217);
  const [top, left, bottom, right] = [8, 10, 12, 14].map((at) => view.getInt16(at)) as [
    number,
    number,
    number,
    number,
  ];
  const shape = view.getInt32(36);
  const box = { top, left, bottom, right };
  const color = view.getUint32(40);
  if (shape === 0) {
    expect(bytes[6]).toBe(8);
    const count = view.getInt16(16);
    expect(bytes.length).toBe(64 + 4 * count);
    const ring = Array.from({ length: count }, (_, i) => [
      left + view.getInt16(64 + 2 * i),
      top + view.getInt16(64 + 2 * (count + i)),
    ]);
    return { box, color, rings: [ring] };
  }
  expect(bytes[6]).toBe(1);
  expect(bytes.length).toBe(64 + 4 * shape);
  const rings: number[][][] = [];
  for (let at = 0; at < shape; ) {
    const kind = view.getFloat32(64 + 4 * at);
    if (kind === 4) at += 1;
    else {
      if (kind === 0) rings.push([]);
      else expect(kind).toBe(1);
      rings.at(-1)?.push([view.getFloat32(68 + 4 * at), view.getFloat32(72 + 4 * at)]);
      at += 3;
    }
  }
  return { box, color, rings };
}

describe('objectRois', () => {
  test('draw the objects, within their boxes and in the colours of their classes', () => {
    fc.assert(
      fc.property(blotches, ({ width, height, labels }) => {
        const { objects, rows, outlines } = measured(mapOf(labels, width, height));
        const files = objectRois(rows, outlines, CLASSES, 'a.png');
        expect(new Set(files.map(({ name }) => name)).size).toBe(objects.count);
        for (const [index, { bytes }] of files.entries()) {
          const { box, color, rings } = readRoi(bytes);
          expect(drawn(rings, objects)).toEqual(pixelsOf(objects, index + 1));
          const expected = rows[index]?.px.box;
          expect([box.left, box.top, box.right - box.left, box.bottom - box.top]).toEqual([
            expected?.x,
            expected?.y,
            expected?.width,
            expected?.height,
          ]);
          expect(color).toBe(objects.classes[index + 1] === 1 ? 0xffe69f00 : 0xff56b4e9);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('are called by number and class, whatever the class is called', () => {
    const { rows, outlines } = measured(mapOfRows('102'));
    const names = objectRois(rows, outlines, CLASSES, 'a.png').map(({ name }) => name);
    expect(names).toEqual(['0001-cell.roi', '0002-a_b_ _c_.roi']);
  });

  test('are composites where 16 bits do not hold a coordinate', () => {
    const outer = [
      { x: 40_000, y: 1 },
      { x: 40_010, y: 1 },
      { x: 40_010, y: 5 },
      { x: 40_000, y: 5 },
    ];
    const { rings } = readRoi(imagejRoi([{ outer, holes: [] }], 0));
    expect(rings).toEqual([outer.map(({ x, y }) => [x, y])]);
  });
});

function objectCoco(images: readonly CocoImage[], classes: typeof CLASSES, background: number): string {
  const writer = new CocoWriter(classes, background, 'about');
  return writer.head() + images.map((image) => writer.add(image)).join('') + writer.tail();
}

describe('CocoWriter', () => {
  test('has polygons or run lengths that draw the objects, with areas, boxes and categories', () => {
    fc.assert(
      fc.property(blotches, ({ width, height, labels }) => {
        const image = measured(mapOf(labels, width, height));
        const coco = JSON.parse(
          objectCoco(
            [
              { name: 'a.png', ...image },
              { name: 'b.png', ...image },
            ],
            CLASSES,
            0,
          ),
        );
        expect(coco.images).toEqual(
          ['a.png', 'b.png'].map((name, i) => ({ id: i + 1, file_name: name, width, height })),
        );
        expect(coco.categories.map(({ id }: { id: number }) => id)).toEqual([1, 2]);
        expect(coco.annotations.map(({ id }: { id: number }) => id)).toEqual(
          [...image.rows, ...image.rows].map((_, i) => i + 1),
        );
        for (const [index, annotation] of coco.annotations.entries()) {
          const row = image.rows[index % image.rows.length];
          const { segmentation } = annotation;
          const expected = pixelsOf(image.objects, row?.id ?? 0);
          const found = Array.isArray(segmentation)
            ? drawn(segmentation.map(pairs), image.objects)
            : unpacked(segmentation.counts, width, height);
          expect(found).toEqual(expected);
          expect(annotation.area).toBe(expected.filter(Boolean).length);
          expect(annotation.category_id).toBe(image.objects.classes[row?.id ?? 0]);
          expect(annotation.image_id).toBe(index < image.rows.length ? 1 : 2);
          const box = row?.px.box;
          expect(annotation.bbox).toEqual([box?.x, box?.y, box?.width, box?.height]);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('tells holes by run lengths down the columns', () => {
    const of = (...rows: string[]) =>
      JSON.parse(objectCoco([{ name: 'ring', ...measured(mapOfRows(...rows)) }], CLASSES, 0)).annotations[0];
    expect(of('0111', '0101', '0111').segmentation).toEqual({ size: [3, 4], counts: [3, 4, 1, 4, 0] });
    expect(of('1110', '1010', '1110').segmentation).toEqual({ size: [3, 4], counts: [0, 4, 1, 4, 3] });
  });

  const pairs = (flat: number[]) =>
    Array.from({ length: flat.length / 2 }, (_, i) => flat.slice(2 * i, 2 * i + 2));

  function unpacked(counts: number[], width: number, height: number): boolean[] {
    const columns = counts.flatMap((count, index) => new Array<boolean>(count).fill(index % 2 === 1));
    expect(columns).toHaveLength(width * height);
    return Array.from(
      { length: width * height },
      (_, at) => columns[(at % width) * height + Math.floor(at / width)] ?? false,
    );
  }
});

test('more ROIs than a zip can count are refused by the name of their image', () => {
  const rows = new Array<MeasuredObject>(65_536);
  const refused = expect.objectContaining({ code: 'too-many-objects', subject: 'a.png' });
  expect(() => objectRois(rows, [], CLASSES, 'a.png')).toThrow(refused);
});

describe('grey PNGs', () => {
  const mapWith = (count: number): ObjectMap => ({
    width: 3,
    height: 1,
    ids: Uint32Array.of(0, 1, count),
    count,
    classes: new Uint8Array(count + 1),
  });

  test.each([2, 256, 65_535])('number %d objects in 16 bits', (count) => {
    const png = decode(objectPng(mapWith(count), 'a.png'));
    expect([png.width, png.height, png.channels, png.depth]).toEqual([3, 1, 1, 16]);
    expect([...png.data]).toEqual([0, 1, count]);
  });

  test('refuse more by the name of their image', () => {
    const refused = expect.objectContaining({ code: 'too-many-objects', subject: 'a.png' });
    expect(() => objectPng(mapWith(65_536), 'a.png')).toThrow(refused);
  });

  test('tell probabilities to 1 in 65,535', () => {
    const png = decode(probabilityPng(Float32Array.of(0, 0.5, 1, 1 / 65_535), 1, 2, 2));
    expect([png.depth, ...png.data]).toEqual([16, 0, 32_768, 65_535, 1]);
    expect([...decode(probabilityPng(Uint8Array.of(0, 51, 255), 255, 3, 1)).data]).toEqual([
      0, 13_107, 65_535,
    ]);
  });
});
