/** In which order the film strip shows the images, and arrows go through them. Pure; the same array while nothing changes. */
import type { ImageItem } from '../domain/data';
import type { PredictState } from './predictSlice';
import type { StudioState } from './studioState';

export function stripImages({ data, predict, shell }: StudioState): readonly ImageItem[] {
  const { images } = data.dataset;
  const bySureness = shell.stage === 'predict' && predict.order === 'unsure';
  return bySureness ? leastSureFirst(images, predict.summaries) : images;
}

const orders = new WeakMap<PredictState['summaries'], readonly [readonly ImageItem[], ImageItem[]]>();

/** Those that are not predicted come last, as they were loaded. */
function leastSureFirst(
  images: readonly ImageItem[],
  summaries: PredictState['summaries'],
): readonly ImageItem[] {
  const known = orders.get(summaries);
  if (known?.[0] === images) return known[1];
  const unsure = ({ id }: ImageItem) => summaries.get(id)?.uncertainty ?? -1;
  const sorted = images.toSorted((one, other) => unsure(other) - unsure(one));
  orders.set(summaries, [images, sorted]);
  return sorted;
}
