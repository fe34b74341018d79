/** What patches are cut from: an example with its training scale and border weights, and what is worked out of it once. */
import { defined } from '../../common/assert';
import type { Example } from '../../domain/example';
import type { LabelMap } from '../../domain/labels';
import type { FloatRaster } from '../../domain/raster';
import type { PixelSize } from '../../domain/scale';
import { ImageLevels } from '../../imaging/imageLevels';
import { type ChannelRange, channelRange } from './channelValues';
import { LabelPlaces } from './labelPlaces';

/** An example as it is in its file, or already at the training scale: then without `scale`. */
export interface PatchSource extends Example {
  /** Training pixels to one pixel of the image, 1 where absent. */
  readonly scale?: PixelSize;
  /**
   * Weight of each pixel beyond its class's, one channel, of any size (as the image's or as at the training scale):
   * it covers the whole image.
   */
  readonly borderWeights?: FloatRaster | null;
}

export interface PreparedSource {
  /** The image's size at the training scale, px: the frame that patches are placed in. */
  readonly frame: { readonly width: number; readonly height: number };
  readonly levels: ImageLevels;
  readonly labels: LabelMap;
  readonly places: LabelPlaces;
  /** Of each channel over the whole image. */
  readonly ranges: readonly ChannelRange[];
}

const prepared = new WeakMap<PatchSource, PreparedSource>();

/** Made at the first patch of a source object and kept as long as it lives. Throws where it has no labels. */
export function preparedSource(source: PatchSource): PreparedSource {
  const known = prepared.get(source);
  if (known) return known;
  const made = prepare(source);
  prepared.set(source, made);
  return made;
}

function prepare({ id, image, labels, scale }: PatchSource): PreparedSource {
  const map = defined(labels, `labels of ${id}`);
  const frame = {
    width: Math.max(1, Math.round(image.width * (scale?.x ?? 1))),
    height: Math.max(1, Math.round(image.height * (scale?.y ?? 1))),
  };
  return {
    frame,
    levels: new ImageLevels(image, frame),
    labels: map,
    places: new LabelPlaces(map),
    ranges: Array.from({ length: image.channels }, (_, c) => channelRange(image.data, image.channels, c)),
  };
}
