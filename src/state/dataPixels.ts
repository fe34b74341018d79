/** Stage "data": pixels to draw, fetched from the worker when a component asks and kept for a while. */
import type { ImageView } from '../engine/protocol';
import { remember } from './boundedCache';
import { report, type SliceContext } from './sliceContext';

/** Longer side of a thumbnail, px: twice its size on screen, for dense displays. */
const THUMBNAIL_PX = 176;
const MAX_VIEWS = 6;
const MAX_THUMBNAILS = 600;

export interface PixelActions {
  /** Sees to it that `data.views` gets this image; does nothing where it is there or on its way. */
  requestView(imageId: string): void;
  requestThumbnail(imageId: string): void;
}

export function createPixelActions(context: SliceContext): PixelActions {
  return {
    requestView: fetcher(context, 'views', MAX_VIEWS, (id) => context.engine.view(id)),
    requestThumbnail: fetcher(context, 'thumbnails', MAX_THUMBNAILS, (id) =>
      context.engine.thumbnail(id, THUMBNAIL_PX),
    ),
  };
}

/** Pixels that arrive for a dataset that was replaced meanwhile are asked for again, not shown. */
function fetcher(
  context: SliceContext,
  cache: 'views' | 'thumbnails',
  limit: number,
  load: (imageId: string) => Promise<ImageView>,
): (imageId: string) => void {
  const underWay = new Set<string>();
  const fetchNow = async (imageId: string): Promise<void> => {
    const { dataset } = context.get().data;
    const view = await load(imageId);
    const data = context.get().data;
    if (data.dataset.images.every((image) => image.id !== imageId)) return;
    if (data.dataset !== dataset) return fetchNow(imageId);
    context.patch('data', { [cache]: remember(data[cache], imageId, view, limit) });
  };
  return (imageId) => {
    if (underWay.has(imageId) || context.get().data[cache].has(imageId)) return;
    underWay.add(imageId);
    fetchNow(imageId)
      .catch((thrown: unknown) => report(context, thrown))
      .finally(() => underWay.delete(imageId));
  };
}
