/** What every class amounts to in every image, as CSV: the table beside that of single objects (objectCsv). */
import { csvLines } from '../../common/csv';
import type { ClassInfo } from '../../domain/labels';
import type { ClassTotal } from '../../domain/objects';
import { type Provenance, provenanceLine } from './provenance';

export interface ImageTotals {
  readonly name: string;
  readonly totals: readonly ClassTotal[];
}

const HEADER = ['image', 'class', 'class_name', 'objects', 'area_px2', 'area_um2', 'area_fraction'];

/** The first line as in objectCsv. `area_um2` is empty where the pixel size is not known; fractions are of the image. */
export function totalsCsv(
  provenance: Provenance,
  classes: readonly ClassInfo[],
  images: readonly ImageTotals[],
): string {
  const rows = images.flatMap(({ name, totals }) =>
    totals.map(({ classIndex, count, areaPx, areaUm, areaFraction }) => [
      name,
      classIndex,
      classes[classIndex]?.name ?? '',
      ...[count, areaPx],
      areaUm === null ? null : Number(areaUm.toPrecision(10)),
      Number(areaFraction.toPrecision(10)),
    ]),
  );
  return provenanceLine(provenance) + csvLines([HEADER, ...rows]);
}
