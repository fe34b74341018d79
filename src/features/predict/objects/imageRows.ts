/** What the objects of every predicted image amount to, as rows of a table with a line for all. Pure. */
import type { ClassInfo } from '../../../domain/labels';
import type { ClassTotal } from '../../../domain/objects';
import type { ImageTotals } from '../../../state/objectsSlice';
import { formatCount, formatNumber, formatScore, NO_VALUE } from '../../../ui/format';
import type { Column } from '../../../ui/table/column';

export interface ImageRow {
  readonly id: string;
  readonly name: string;
  readonly pixels: number;
  /** By class index; null while they are not known. */
  readonly totals: ReadonlyMap<number, ClassTotal> | null;
  readonly f1: number | null;
  readonly ap: number | null;
}

/** `known` null where the totals are not known yet. */
export function imageRow(
  image: { readonly id: string; readonly name: string; readonly width: number; readonly height: number },
  known: ImageTotals | null,
): ImageRow {
  return {
    id: image.id,
    name: image.name,
    pixels: image.width * image.height,
    totals: known ? new Map(known.totals.map((total) => [total.classIndex, total])) : null,
    f1: known?.scores?.f1 ?? null,
    ap: known?.scores?.meanAveragePrecision ?? null,
  };
}

/** All images together: sums of counts and areas, fractions of all pixels, means of the scores that there are. */
export function rowOfAll(rows: readonly ImageRow[]): ImageRow {
  const known = rows.filter((row) => row.totals !== null);
  const pixels = sum(known.map((row) => row.pixels));
  const indices = [...new Set(known.flatMap((row) => [...(row.totals?.keys() ?? [])]))];
  const totals = indices.map((classIndex): [number, ClassTotal] => {
    const own = known.flatMap((row) => row.totals?.get(classIndex) ?? []);
    const areaPx = sum(own.map((total) => total.areaPx));
    const areasUm = own.flatMap(({ areaUm }) => areaUm ?? []);
    return [
      classIndex,
      {
        classIndex,
        count: sum(own.map(({ count }) => count)),
        areaPx,
        areaUm: areasUm.length === own.length ? sum(areasUm) : null,
        areaFraction: pixels === 0 ? 0 : areaPx / pixels,
      },
    ];
  });
  return {
    id: '',
    name: known.length === rows.length ? 'All images' : `${known.length} of ${rows.length} images`,
    pixels,
    totals: new Map(totals),
    f1: mean(known.map(({ f1 }) => f1)),
    ap: mean(known.map(({ ap }) => ap)),
  };
}

export function imageColumns(
  classes: readonly ClassInfo[],
  hasScores: boolean,
  hasUm: boolean,
): Column<ImageRow>[] {
  const name: Column<ImageRow> = {
    key: 'name',
    title: 'Image',
    unit: '',
    hint: 'Its file',
    isText: true,
    width: 200,
    value: (row) => row.name,
    format: (row) => row.name,
  };
  return [
    name,
    ...classes.flatMap((info, index) => (index === 0 ? [] : classColumns(info.name, index, hasUm))),
    ...(hasScores
      ? [scoreColumn('f1', 'F1', 'At IoU over 0.5'), scoreColumn('ap', 'AP', 'Mean over IoU 0.5 to 0.95')]
      : []),
  ];
}

function classColumns(name: string, index: number, hasUm: boolean): Column<ImageRow>[] {
  const column = (
    key: string,
    what: string,
    unit: string,
    hint: string,
    pick: (total: ClassTotal) => number | null,
    write: (value: number) => string,
  ): Column<ImageRow> => {
    const value = (row: ImageRow) => {
      const total = row.totals?.get(index);
      return total ? pick(total) : null;
    };
    const format = (row: ImageRow) => {
      const own = value(row);
      return own === null ? NO_VALUE : write(own);
    };
    return { key: `${key}${index}`, title: `${name} ${what}`, unit, hint, width: 144, value, format };
  };
  const area = hasUm
    ? column('um', 'area', 'µm²', 'Of its objects', ({ areaUm }) => areaUm, formatNumber)
    : column('px', 'area', 'px²', 'Of its objects', ({ areaPx }) => areaPx, formatNumber);
  return [
    column('count', 'count', '', 'Objects of this class', ({ count }) => count, formatCount),
    area,
    column(
      'share',
      'area',
      '%',
      'Of the whole image',
      ({ areaFraction }) => 100 * areaFraction,
      (value) => value.toFixed(1),
    ),
  ];
}

function scoreColumn(key: 'f1' | 'ap', title: string, hint: string): Column<ImageRow> {
  return {
    key,
    title,
    unit: '',
    hint,
    width: 72,
    value: (row) => row[key],
    format: (row) => formatScore(row[key]),
  };
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : sum(known) / known.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
