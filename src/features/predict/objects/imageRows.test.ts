import { describe, expect, it } from 'vitest';
import type { ClassTotal } from '../../../domain/objects';
import type { ImageTotals } from '../../../state/objectsSlice';
import { imageColumns, imageRow, rowOfAll } from './imageRows';

const CLASSES = ['background', 'cell'].map((name) => ({ name, color: '#123456' }));
const image = (id: string, side: number) => ({ id, name: `${id}.png`, width: side, height: side });

function totals(total: ClassTotal, f1: number | null): ImageTotals {
  const scores = f1 === null ? null : { f1, meanAveragePrecision: f1 / 2 };
  return { totals: [total], scores } as unknown as ImageTotals;
}

const cells = (count: number, areaPx: number, pixels: number, um: number | null = null): ClassTotal => ({
  classIndex: 1,
  count,
  areaPx,
  areaUm: um === null ? null : areaPx * um,
  areaFraction: areaPx / pixels,
});

const rows = [
  imageRow(image('a', 10), totals(cells(2, 50, 100, 2), 0.5)),
  imageRow(image('b', 20), totals(cells(3, 100, 400, 2), null)),
  imageRow(image('c', 30), null),
];

describe('rowOfAll', () => {
  it('sums what is known, and takes fractions of all those pixels, not of images', () => {
    const all = rowOfAll(rows);
    expect(all).toMatchObject({ name: '2 of 3 images', pixels: 500, f1: 0.5, ap: 0.25 });
    expect(all.totals?.get(1)).toEqual({
      classIndex: 1,
      count: 5,
      areaPx: 150,
      areaUm: 300,
      areaFraction: 0.3,
    });
  });

  it('has no area in µm where one of the images has none', () => {
    const mixed = [rows[0], imageRow(image('d', 10), totals(cells(1, 10, 100), null))].filter(
      (row) => row !== undefined,
    );
    expect(rowOfAll(mixed).totals?.get(1)).toMatchObject({ areaPx: 60, areaUm: null });
  });
});

describe('imageColumns', () => {
  it('writes counts, areas and shares of every class but the background', () => {
    const texts = imageColumns(CLASSES, true, true).map(({ title, unit, format }) => [
      `${title} ${unit}`.trim(),
      ...rows.map(format),
    ]);
    expect(texts).toEqual([
      ['Image', 'a.png', 'b.png', 'c.png'],
      ['cell count', '2', '3', '–'],
      ['cell area µm²', '100', '200', '–'],
      ['cell area %', '50.0', '25.0', '–'],
      ['F1', '0.50', '–', '–'],
      ['AP', '0.25', '–', '–'],
    ]);
  });
});
