/** Outlines of objects as files for ImageJ's ROI manager, which opens them all from one zip ("RoiSet.zip"). */
import { studioError } from '../../common/errors';
import type { ClassInfo } from '../../domain/labels';
import type { MeasuredObject } from '../../domain/objects';
import type { Polygon } from '../../imaging/objects/outlines';
import { imagejRoi } from './imagejRoi';
import type { OutputFile } from './outputFile';
import { safeName } from './safeName';

/** As many as the end of a zip of the first kind can count. */
const MOST = 65_535;

/**
 * One file a row, for zipFiles; the manager lists each under its file's name, "0007-cell" for object 7 of class cell.
 * `outlines` as objectOutlines makes them. Throws `too-many-objects`, with `image`.
 */
export function objectRois(
  rows: readonly MeasuredObject[],
  outlines: readonly (readonly Polygon[])[],
  classes: readonly ClassInfo[],
  image: string,
): OutputFile[] {
  if (rows.length > MOST) throw tooMany(image, rows.length);
  const digits = Math.max(4, String(rows.length).length);
  return rows.map(({ id, classIndex }) => {
    const { name = 'object', color = '#ffffff' } = classes[classIndex] ?? {};
    const file = `${String(id).padStart(digits, '0')}-${safeName(name)}.roi`;
    return { name: file, bytes: imagejRoi(outlines[id] ?? [], Number.parseInt(color.slice(1), 16)) };
  });
}

function tooMany(image: string, count: number) {
  return studioError(
    'too-many-objects',
    `${image} has ${count} objects; a RoiSet.zip holds ${MOST}.`,
    'Export its outlines as GeoJSON, or leave small ones out.',
    image,
  );
}
