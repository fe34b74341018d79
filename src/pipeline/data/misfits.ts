/** Why an image and its mask do not go together, or a labelled image not with the others: the sentences. */
import { type StudioError, studioError } from '../../common/errors';
import { groupBy } from '../../common/groupBy';
import { hasLabels, type ImageItem, type PlaneSource } from '../../domain/data';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The commonest number of channels of labelled images, of equals the first; 1 where there are none. */
export function commonChannels(images: readonly ImageItem[]): number {
  const labelled = groupBy(images.filter(hasLabels), ({ channels }) => channels);
  const [common] = [...labelled].sort(([, a], [, b]) => b.length - a.length);
  return common?.[0] ?? 1;
}

/** Null where the mask has its image's size. */
export function sizeMisfit(image: ImageItem, mask: PlaneSource, size: Size): StudioError | null {
  if (size.width === image.width && size.height === image.height) return null;
  const isTurned = size.width === image.height && size.height === image.width;
  const sizes = `${size.width} × ${size.height} px, its image ${wholeName(image.source)} is ${image.width} × ${image.height} px`;
  const hint = isTurned
    ? 'Turn the mask by 90 degrees: the camera may have noted to turn the image.'
    : isScaled(size, image)
      ? `Scale the mask to ${image.width} × ${image.height} px without interpolation, so that its values stay.`
      : 'Export the mask at the size of its image.';
  return studioError('mask-size-differs', `The mask ${wholeName(mask)} is ${sizes}.`, hint, mask.path);
}

/** The same proportion, to a pixel: perhaps the same picture at another size. */
export function isScaled(size: Size, image: Size): boolean {
  return (
    Math.abs(size.width * image.height - size.height * image.width) <= Math.max(image.width, image.height)
  );
}

/** The same of outlines, whose file may state no size (0). */
export function outlineMisfit(
  image: ImageItem,
  mask: PlaneSource,
  { width, height }: Size,
): StudioError | null {
  if (width === 0 || (width === image.width && height === image.height)) return null;
  const message = `The outlines in ${mask.path} are of an image of ${width} × ${height} px, ${wholeName(image.source)} is ${image.width} × ${image.height} px.`;
  const hint = 'Add the image that was annotated, or annotate this one.';
  return studioError('mask-size-differs', message, hint, mask.path);
}

/** Where the user gave an image outlines and pixels. */
export function mixedMasks(image: ImageItem, mask: PlaneSource): StudioError {
  const message = `${wholeName(image.source)} has outlines and ${wholeName(mask)} as its mask; only one of them can be read.`;
  return studioError('mask-unreadable', message, 'Choose the one or the other.', mask.path);
}

/** Null where drawn labels have their image's size: its file may have been replaced since. */
export function drawnMisfit(image: ImageItem, size: Size): StudioError | null {
  if (size.width === image.width && size.height === image.height) return null;
  const message = `The labels drawn for ${wholeName(image.source)} are ${size.width} × ${size.height} px, the image is ${image.width} × ${image.height} px now: they are not used.`;
  return studioError('mask-size-differs', message, 'Draw them again, or take them off.', image.source.path);
}

export function mixedChannels({ source, channels }: ImageItem, common: number): StudioError {
  const message = `${wholeName(source)} has ${channels} channels, most labelled images have ${common}; it is kept out of training.`;
  const hint = 'Save all labelled images with the same number of channels.';
  return studioError('mixed-channels', message, hint, source.path);
}

export function tooFewChannels(
  { source, storedChannels }: ImageItem,
  chosen: readonly number[],
): StudioError {
  const highest = Math.max(...chosen) + 1;
  const message = `${wholeName(source)} has ${storedChannels} channels and channel ${highest} was chosen; it is kept out of training.`;
  return studioError('mixed-channels', message, 'Choose channels that every image has.', source.path);
}

export function largeImage({ source, width, height }: ImageItem): StudioError {
  const message = `${wholeName(source)} is ${width} × ${height} px: too large to be held whole, so it is not trained on; it can be predicted.`;
  const hint = 'Cut parts out of it, with their masks, and add these.';
  return studioError('image-too-large', message, hint, source.path);
}

/** The whole path, with the page for stacks. */
function wholeName({ path, page, pages }: PlaneSource): string {
  return pages > 1 ? `${path}, page ${page + 1}` : path;
}
