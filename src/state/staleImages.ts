/** Which images are no longer what they were predicted from and scored against. Pure. */
import type { Dataset, ImageItem } from '../domain/data';

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
    if (planes.some(({ path }) => paths.has(path))) return true;
    const sameMask = JSON.stringify(known.get(image.id)?.mask) === JSON.stringify(image.mask);
    return !sameMask || (image.mask !== null && !sameReading);
  };
  return new Set(after.images.filter(isStale).map(({ id }) => id));
}
