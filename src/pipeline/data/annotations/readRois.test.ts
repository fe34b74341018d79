/**
 * ImageJ ROIs, written here by hand from the description at the head of ImageJ's own RoiDecoder, so that each field can be
 * set, and damaged. Those that ImageJ wrote are in writtenElsewhere.test.
 */
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { badAnnotationsWith, outlineRows } from '../../../testing/annotationFiles';
import { annotationFileFacts, readAnnotations } from './readAnnotations';

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
    /** 1: text; 4: picture. */
    readonly subtype?: number;
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
    subtype = 0,
  }: RoiParts) {
    const points = fine ?? corners;
    const body = path ? 4 * path.length : points.length * (fine ? 12 : 4);
    const second = 64 + body;
    const view = new DataView(new ArrayBuffer(second + 64 + 2 * name.length));
    [0x49, 0x6f, 0x75, 0x74].forEach((byte, i) => void view.setUint8(i, byte));
    view.setInt16(4, 228);
    view.setInt16(48, subtype);
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
  const drawnRows = async (parts: RoiParts) => outlineRows((await read(parts))?.images[0]?.outlines[0], 6, 4);
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

  test.each([
    [1, 'text'],
    [4, 'picture'],
  ])('subtype %d is a %s of an overlay and no object', async (subtype, noun) => {
    const found = read({ type: 1, box: [1, 1, 3, 4], subtype });
    await expect(found).rejects.toEqual(badAnnotationsWith(noun));
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
      if (length < 64 + 24 + 32) expect(cut).toEqual(badAnnotationsWith('ends before'));
    }
    await expect(read({ type: 12, box: [0, 0, 1, 1] })).rejects.toEqual(badAnnotationsWith('type 12'));
    await expect(read({ type: 10, box: [0, 0, 1, 1], corners: [[0, 0]] })).rejects.toEqual(
      badAnnotationsWith('has an area'),
    );
    await expect(read({ type: 1, box: [0, 0, 1, 1], path: [9, 1, 1] })).rejects.toEqual(
      badAnnotationsWith('not known'),
    );
  });
});
