/** What is shown of an image's labels while, and after, they are drawn on: made of what is drawn, so that nothing is fetched. Pure. */
import type { ImageView } from '../domain/view';
import type { PaintMap } from '../imaging/paint/paintMap';
import { pickLabels } from '../imaging/resize';
import { type PixelCaches, withoutPixels } from './dataPixels';
import type { DataState } from './dataSlice';

/** The cache with the labels of `map`, null for none, where it has the image. */
export function drawnPixels(
  data: DataState,
  cache: 'views' | 'thumbnails',
  imageId: string,
  map: PaintMap | null,
): Partial<PixelCaches> {
  const known = data[cache].get(imageId);
  if (known === undefined) return {};
  const { reading } = data.dataset;
  // A line between objects that touch is drawn behind the boundary.
  if (reading?.kind === 'instances' && reading.separate) return withoutPixels(data, imageId);
  return { [cache]: new Map(data[cache]).set(imageId, withLabels(known, map)) };
}

function withLabels({ width, height, rgba }: ImageView, map: PaintMap | null): ImageView {
  if (map === null) return { width, height, rgba, labels: null, ignore: null };
  const isWhole = width === map.width && height === map.height;
  const to = { width, height };
  const labels = isWhole ? map.classes.slice() : pickLabels(map.classes, map, to);
  const ignore = isWhole ? map.ignore.slice() : pickLabels(map.ignore, map, to);
  const view = { width, height, rgba, labels, ignore: ignore.includes(1) ? ignore : null };
  return isWhole && map.instances.some((id) => id !== 0)
    ? { ...view, instances: map.instances.slice() }
    : view;
}
