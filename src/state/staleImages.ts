/** Which images are no longer what they were predicted from and scored against. Pure. */
import { type Dataset, hasLabels, type ImageItem } from '../domain/data';

/** Ids of the images whose pixels or labels may be new; `paths` are the files that were read anew. */
export function staleImages(
  before: Dataset,
  after: Dataset,
  paths: ReadonlySet<string>,
): ReadonlySet<string> {
  const sameReading = JSON.stringify(before.reading) === JSON.stringify(after.reading);
  const known = new Map(before.images.map((image) => [image.id, image]));
  const isStale = (image: ImageItem) => {
    const planes = [image.source, ...(image.mask?.planes ?? [])];
    if (planes.some(({ path }) => isReadAnew(path, paths))) return true;
    const before = known.get(image.id);
    const sameMask = JSON.stringify(before?.mask) === JSON.stringify(image.mask);
    return !sameMask || before?.drawn !== image.drawn || (hasLabels(image) && !sameReading);
  };
  return new Set(after.images.filter(isStale).map(({ id }) => id));
}

/** Whether the file was dropped, or lies where the files of a zip that was dropped are put. */
function isReadAnew(path: string, dropped: ReadonlySet<string>): boolean {
  if (dropped.has(path)) return true;
  const folders = [...dropped].flatMap((one) => (/\.zip$/i.test(one) ? [one, one.slice(0, -4)] : []));
  return folders.some((folder) => path.startsWith(`${folder}/`));
}
