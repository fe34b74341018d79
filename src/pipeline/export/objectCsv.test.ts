import { expect, test } from 'vitest';
import { DEFAULT_OBJECTS } from '../../domain/objects';
import { measureObjects } from '../../imaging/objects/measureObjects';
import { mapOfRows } from '../../testing/objectMaps';
import { objectCsv } from './objectCsv';
import { provenanceOf } from './provenance';

const CLASSES = [
  { name: 'ground', color: '#000000' },
  { name: 'cell, round', color: '#ff0000' },
];

const PROVENANCE = provenanceOf({ model: 'm', steps: 7, objects: DEFAULT_OBJECTS, date: '2026-01-02' });

function rowsOf(pixelSize: { x: number; y: number } | null, channels: number) {
  const objects = mapOfRows('0110', '0110', '0000');
  const data = Uint16Array.from({ length: 12 * channels }, (_, at) => at);
  const probabilities = { data: new Uint8Array(24).fill(51), one: 255 };
  return measureObjects(objects, { image: { channels, data }, probabilities, pixelSize });
}

/** Cells by column, from a file without quotes but in the class's name. */
function read(csv: string) {
  const [provenance = '', header = '', ...lines] = csv
    .replaceAll('"cell, round"', 'cell')
    .trimEnd()
    .split('\r\n');
  const columns = header.split(',');
  const rows = lines.map((line) => {
    const cells = line.split(',');
    expect(cells).toHaveLength(columns.length);
    return Object.fromEntries(columns.map((column, index) => [column, cells[index]]));
  });
  return { provenance, columns, rows };
}

test('a line of provenance, units in the header, a row an object', () => {
  const csv = objectCsv(PROVENANCE, CLASSES, [
    { name: 'a', objects: rowsOf({ x: 0.5, y: 2 }, 1) },
    { name: 'stack#4', objects: rowsOf(null, 2) },
  ]);
  const { provenance, columns, rows } = read(csv);
  expect(provenance).toMatch(/^# \{.*\}$/);
  expect(JSON.parse(provenance.slice(2))).toEqual(PROVENANCE);
  expect(PROVENANCE).toMatchObject({ program: 'U-Net Studio', model: 'm', steps: 7, date: '2026-01-02' });
  expect(columns).toContain('area_px2');
  expect(columns).toContain('area_um2');
  expect(columns).toContain('orientation_deg');
  expect(rows[0]).toMatchObject({
    image: 'a',
    object: '1',
    class: '1',
    class_name: 'cell',
    area_px2: '4',
    area_um2: '4',
    centroid_x_px: '2',
    centroid_x_um: '1',
    centroid_y_um: '2',
    box_width_um: '1',
    box_height_um: '4',
    feret_max_px: '2.828427125',
    feret_max_um: '4.123105626',
    orientation_deg: '90',
    probability: '0.2',
    touches_border: '1',
    mean_ch1: '3.5',
    min_ch1: '1',
    max_ch1: '6',
    mean_ch2: '',
  });
  expect(rows[1]).toMatchObject({
    image: '"stack#4"',
    area_px2: '4',
    area_um2: '',
    orientation_deg: '',
    mean_ch2: '8',
  });
});

test('without any object there is still a header', () => {
  const { columns, rows } = read(objectCsv(PROVENANCE, CLASSES, [{ name: 'a', objects: [] }]));
  expect(columns.slice(0, 5)).toEqual(['image', 'object', 'class', 'class_name', 'area_px2']);
  expect(rows).toEqual([]);
});

test('no two columns have one name', () => {
  const { columns } = read(objectCsv(PROVENANCE, CLASSES, [{ name: 'a', objects: rowsOf(null, 3) }]));
  expect(new Set(columns).size).toBe(columns.length);
});
