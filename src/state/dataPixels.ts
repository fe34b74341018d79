/** Stage "data": pixels and histograms to draw, fetched from the worker when a component asks, kept for a while. */
import type { ChannelHistogram, IntensityWindow } from '../domain/intensity';
import type { ImageView, MaskBefore } from '../domain/view';
import { remember, retain } from './boundedCache';
import { latestOnly } from './latestOnly';
import { newestFirst, type Withdraw } from './newestFirst';
import { report, type SliceContext } from './sliceContext';

/** Longer side of a thumbnail, px: twice its size on screen, for dense displays. */
const THUMBNAIL_PX = 176;
const MAX_VIEWS = 6;
const MAX_THUMBNAILS = 600;

/** Thumbnails that the worker is asked for at once: the more, the longer wait those that come into sight, and views. */
const THUMBNAILS_AT_ONCE = 4;

const MAX_HISTOGRAMS = 50;

/** By image id. Views and masks are full size, thumbnails have a longer side of THUMBNAIL_PX. */
export interface PixelCaches {
  readonly views: ReadonlyMap<string, ImageView>;
  readonly thumbnails: ReadonlyMap<string, ImageView>;
  readonly masksBefore: ReadonlyMap<string, MaskBefore>;
  readonly histograms: ReadonlyMap<string, readonly ChannelHistogram[]>;
}

export const NO_PIXELS: PixelCaches = {
  views: new Map(),
  thumbnails: new Map(),
  masksBefore: new Map(),
  histograms: new Map(),
};

/** What shows an image's labels is fetched anew. */
export function withoutPixels(
  { views, thumbnails }: PixelCaches,
  imageId: string,
): Pick<PixelCaches, 'views' | 'thumbnails'> {
  const others = (cache: ReadonlyMap<string, unknown>) =>
    new Set([...cache.keys()].filter((id) => id !== imageId));
  return { views: retain(views, others(views)), thumbnails: retain(thumbnails, others(thumbnails)) };
}

/** Each sees to it that its cache gets this image; does nothing where it is there or on its way. */
export interface PixelActions {
  /** Which values are shown from black to white; null for those that suit each image. */
  setBrightness(window: IntensityWindow | null): void;
  requestView(imageId: string): void;
  /** The last one first: whoever scrolls past withdraws what is not needed any more. */
  requestThumbnail(imageId: string): Withdraw;
  requestMaskBefore(imageId: string): void;
  requestHistograms(imageId: string): void;
}

export function createPixelActions(context: SliceContext): PixelActions {
  const { engine } = context;
  const data = () => context.get().data;
  /** The picture that is shown stays until the other one is there. */
  const brighten = latestOnly(async () => {
    const { selectedId, brightness } = data();
    if (selectedId === null || !data().views.has(selectedId)) return;
    const { rgba } = await engine.view(selectedId, brightness);
    const known = data().views.get(selectedId);
    // Its labels may have been drawn on since.
    if (known && known.rgba.length === rgba.length)
      context.patch('data', { views: new Map(data().views).set(selectedId, { ...known, rgba }) });
  });
  return {
    setBrightness: (brightness) => {
      const shown = new Set(data().selectedId === null ? [] : [data().selectedId ?? '']);
      context.patch('data', { brightness, views: retain(data().views, shown) });
      brighten().catch((thrown: unknown) => void report(context, thrown));
    },
    requestView: fetcher(context, 'views', MAX_VIEWS, (id) => engine.view(id, data().brightness)),
    requestThumbnail: newestFirst(
      fetcher(context, 'thumbnails', MAX_THUMBNAILS, (id) => engine.thumbnail(id, THUMBNAIL_PX)),
      THUMBNAILS_AT_ONCE,
    ),
    requestMaskBefore: fetcher(context, 'masksBefore', MAX_VIEWS, (id) => engine.maskBefore(id)),
    requestHistograms: fetcher(context, 'histograms', MAX_HISTOGRAMS, (id) => engine.histograms(id)),
  };
}

type Cached<C extends keyof PixelCaches> = PixelCaches[C] extends ReadonlyMap<string, infer V> ? V : never;

/** What arrives for a dataset that was replaced meanwhile is asked for again, not shown. Never rejects. */
function fetcher<C extends keyof PixelCaches>(
  context: SliceContext,
  cache: C,
  limit: number,
  load: (imageId: string) => Promise<Cached<C>>,
): (imageId: string) => Promise<void> {
  const underWay = new Set<string>();
  const fetchNow = async (imageId: string): Promise<void> => {
    const { dataset, brightness } = context.get().data;
    const isCurrent = () =>
      context.get().data.dataset === dataset &&
      (cache !== 'views' || context.get().data.brightness === brightness);
    const isGone = () => context.get().data.dataset.images.every((image) => image.id !== imageId);
    const found = await load(imageId).catch((thrown: unknown) => {
      // A failure that concerns an older dataset says nothing of this one.
      if (isCurrent()) throw thrown;
      return null;
    });
    if (isGone()) return;
    if (found === null || !isCurrent()) return fetchNow(imageId);
    const known = context.get().data[cache] as ReadonlyMap<string, Cached<C>>;
    context.patch('data', { [cache]: remember(known, imageId, found, limit) });
  };
  return async (imageId) => {
    if (underWay.has(imageId) || context.get().data[cache].has(imageId)) return;
    underWay.add(imageId);
    await fetchNow(imageId)
      .catch((thrown: unknown) => void report(context, thrown))
      .finally(() => underWay.delete(imageId));
  };
}
