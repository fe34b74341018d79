/** What an image is predicted from: its pixels, or where to read them where it is never held whole. Called by NetworkSession. */
import type { LargeFile } from '../pipeline/data/largeFile';
import type { PreparationCalls, StampedSource } from './preparation';

/** `stamp` is the image's from before it was read: see Preparation. */
export type ReadSource =
  | { readonly large: LargeFile; readonly source: null; readonly stamp: string }
  | { readonly large: null; readonly source: StampedSource; readonly stamp: string };

/** Throws `no-such-image`, and what reading throws. */
export async function readSource(preparation: PreparationCalls, imageId: string): Promise<ReadSource> {
  const stamps = await preparation.stamps();
  const large = await preparation.largeFile(imageId);
  if (large !== null) return { large, source: null, stamp: stamps.get(imageId) ?? '' };
  const source = await preparation.source(imageId);
  return { large, source, stamp: source.stamp };
}
