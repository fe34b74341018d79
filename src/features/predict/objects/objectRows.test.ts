import { describe, expect, it } from 'vitest';
import { type ImageObjects, OBJECT_ERRORS } from '../../../domain/objects';
import { measureObjects } from '../../../imaging/objects/measureObjects';
import { mapOfRows } from '../../../testing/objectMaps';
import { sortedRows } from '../../../ui/table/tableRows';
import { objectColumns } from './objectColumns';
import { objectRows } from './objectRows';
import { objectText } from './objectText';

const CLASSES = ['background', 'cell', 'crack'].map((name) => ({ name, color: '#123456' }));

function found(pixelSize: ImageObjects['pixelSize']): ImageObjects {
  const map = mapOfRows('1100200', '1100200', '0000000', '0001110');
  const kind = (name: (typeof OBJECT_ERRORS)[number]) => OBJECT_ERRORS.indexOf(name);
  const ofObject = [0, kind('merged'), kind('false'), 0];
  const pixels = Uint8Array.from(map.ids, (id) => ofObject[id] ?? 0);
  // A missed object where there is none, and a pixel of the first one that the truth ignores.
  pixels[3] = kind('missed');
  pixels[0] = 0;
  const rows = measureObjects(map, {
    image: { channels: 2, data: Uint8Array.from({ length: 56 }, (_, at) => at) },
    probabilities: { data: new Uint8Array(3 * 28).fill(51), one: 255 },
    pixelSize,
  });
  const counts = { right: 0, missed: 1, false: 1, merged: 1, split: 0 };
  return {
    imageId: 'a',
    map,
    rows,
    totals: [],
    channels: 2,
    pixelSize,
    errors: { pixels, counts },
    scores: null,
    labels: new Uint8Array(28),
  };
}

describe('objectRows', () => {
  it('gives each object its error, ignored pixels of it or not', () => {
    const rows = objectRows(found(null));
    expect(rows.map(({ object, error }) => [object.id, error])).toEqual([
      [1, 'merged'],
      [2, 'false'],
      [3, null],
    ]);
  });

  it('gives none where the truth numbers no objects', () => {
    expect(objectRows({ ...found(null), errors: null }).every(({ error }) => error === null)).toBe(true);
  });
});

describe('objectColumns', () => {
  const texts = (unit: 'px' | 'um', pixelSize: ImageObjects['pixelSize']) => {
    const rows = objectRows(found(pixelSize));
    const columns = objectColumns({ classes: CLASSES, unit, channels: 2, hasErrors: true });
    return Object.fromEntries(
      columns.map(({ key, title, unit: own, format }) => [
        key,
        [`${title} ${own}`.trim(), ...rows.map(format)],
      ]),
    );
  };

  it('writes every measurement with its unit', () => {
    expect(texts('px', null)).toMatchObject({
      id: ['#', '1', '2', '3'],
      class: ['Class', 'cell', 'crack', 'cell'],
      error: ['Error', 'merged', 'false', '–'],
      area: ['Area px²', '4', '2', '3'],
      x: ['X px', '1.00', '4.50', '4.50'],
      boxWidth: ['Box width px', '2', '1', '3'],
      probability: ['Probability', '0.200', '0.200', '0.200'],
      border: ['Border', 'touches', 'touches', 'touches'],
      max2: ['Max 2', '17', '23', '53'],
    });
    expect(texts('um', { x: 2, y: 0.5 })).toMatchObject({
      area: ['Area µm²', '4.00', '2.00', '3.00'],
      x: ['X µm', '2.00', '9.00', '9.00'],
      boxHeight: ['Box height µm', '1.00', '1.00', '0.500'],
    });
  });

  it('has keys of its own for each column, and for each unit of a range', () => {
    const columns = (unit: 'px' | 'um') =>
      objectColumns({ classes: CLASSES, unit, channels: 3, hasErrors: true });
    const keys = columns('px').map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(columns('um').map(({ key }) => key)).toEqual(keys);
    const filterKey = (unit: 'px' | 'um') => columns(unit).find(({ key }) => key === 'area')?.filterKey;
    expect([filterKey('px'), filterKey('um')]).toEqual(['area_px', 'area_um']);
  });

  it('sorts by what it shows', () => {
    const columns = objectColumns({ classes: CLASSES, unit: 'px', channels: 2, hasErrors: true });
    const sorted = sortedRows(objectRows(found(null)), columns, { column: 'area', descending: false });
    expect(sorted.map(({ object }) => object.id)).toEqual([2, 3, 1]);
  });
});

it('names an object in a few words', () => {
  const [object] = found({ x: 2, y: 2 }).rows;
  expect(object && objectText(object, CLASSES, 'um')).toBe('#1 cell, 16 µm²');
  expect(object && objectText(object, CLASSES, 'px')).toBe('#1 cell, 4 px²');
});
