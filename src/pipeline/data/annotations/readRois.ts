/** ImageJ's ROIs: one file, or a zip of them as the ROI manager saves it ("RoiSet.zip"). Called by readAnnotations. */
import { groupBy } from '../../../common/groupBy';
import type { AnnotatedImage, AnnotationFile, Outline } from '../../../domain/annotations';
import { MAX_CLASSES } from '../../../domain/labels';
import { newBudget } from '../archiveBudget';
import { isLitter } from '../filePaths';
import { inflateEntry, zipEntries } from '../zipEntries';
import { badAnnotations, roleOfName, Skipped } from './annotationProblems';
import { type Roi, roiShape } from './roiShape';

/** Of a zip's files, litter left out: whether they are a set of ROIs. */
export function isRoiSet(names: readonly string[]): boolean {
  return names.length > 0 && names.every((name) => /\.roi$/i.test(name));
}

/** Throws `bad-annotations`. */
export function readRoi(path: string, bytes: Uint8Array): AnnotationFile {
  return fileOf(path, [roiShape(path, bytes)]);
}

/** Null where the zip holds something else. Throws `bad-annotations`, and what opening a zip throws. */
export async function readRoiSet(path: string, blob: Blob): Promise<AnnotationFile | null> {
  const budget = newBudget(path, blob.size);
  const entries = (await zipEntries(path, blob, budget)).filter(({ name }) => !isLitter(name));
  if (!isRoiSet(entries.map(({ name }) => name))) return null;
  const rois: Roi[] = [];
  for (const entry of entries) {
    const inside = `${path}/${entry.name}`;
    const bytes = new Uint8Array(await (await inflateEntry(inside, entry, budget, undefined)).arrayBuffer());
    const roi = roiShape(inside, bytes);
    rois.push({ ...roi, name: entry.name.slice(entry.name.lastIndexOf('/') + 1).replace(/\.roi$/i, '') });
  }
  return fileOf(path, rois);
}

function fileOf(path: string, rois: readonly Roi[]): AnnotationFile {
  const skipped = new Skipped();
  const names = classNames(rois);
  const drawn = rois.flatMap((roi, index) => {
    if (roi.shape === null) {
      skipped.add(roi.noun);
      return [];
    }
    const name = names[index] ?? null;
    const outline: Outline = { role: roleOfName(name), name, shapes: [roi.shape] };
    return [{ outline, page: roi.page }];
  });
  if (drawn.length === 0)
    throw badAnnotations(path, 'ImageJ', `nothing in it has an area: ${skipped.list().join(', ')}`);
  const paged = drawn.some(({ page }) => page !== null);
  const pages = groupBy(drawn, ({ page }) => (paged ? (page ?? 0) : null));
  const images = [...pages].map(([page, own]): AnnotatedImage => {
    return { image: null, page, size: null, outlines: own.map(({ outline }) => outline) };
  });
  return { format: 'imagej', images, skipped: skipped.list() };
}

/** By group, else by the words of the name, unless there are more words than classes: then they name single objects. */
function classNames(rois: readonly Roi[]): (string | null)[] {
  const words = rois.map(({ name, group }) => (group > 0 ? `group ${group}` : wordOf(name)));
  return new Set(words).size < MAX_CLASSES ? words : words.map(() => null);
}

/** "cell" of "0007-cell" and "cell 12"; null of "0012-0034-0056", which is how ImageJ calls what nobody named. */
function wordOf(name: string | null): string | null {
  return name?.replace(/^[\d\s_.-]+|[\s_.-]*\d*$/g, '') || null;
}
