/** Outlines of objects as files for ImageJ's ROI manager, which opens them all from one zip ("RoiSet.zip"). */
import type { ClassInfo } from '../../domain/labels';
import type { MeasuredObject } from '../../domain/objects';
import type { Polygon } from '../../imaging/objects/outlines';
import { imagejRoi } from './imagejRoi';
import type { OutputFile } from './outputFile';
import { safeName } from './safeName';

/**
 * One file a row, for zipFiles; the manager lists each under its file's name, "0007-cell" for object 7 of class cell.
 * `outlines` as objectOutlines makes them.
 */
export function objectRois(
  rows: readonly MeasuredObject[],
  outlines: readonly (readonly Polygon[])[],
  classes: readonly ClassInfo[],
): OutputFile[] {
  const digits = Math.max(4, String(rows.length).length);
  return rows.map(({ id, classIndex }) => {
    const { name = 'object', color = '#ffffff' } = classes[classIndex] ?? {};
    const file = `${String(id).padStart(digits, '0')}-${safeName(name)}.roi`;
    return { name: file, bytes: imagejRoi(outlines[id] ?? [], Number.parseInt(color.slice(1), 16)) };
  });
}
