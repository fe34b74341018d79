/** A part of an image's pixels and labels, copied out. Pure. */
import type { ImageView } from '../../state/engineTypes';
import type { PixelRect } from './tileFrame';

/** RGBA [rect.height, rect.width, 4]; the part lies within the image. */
export function croppedPixels({ width, rgba }: ImageView, rect: PixelRect): Uint8ClampedArray<ArrayBuffer> {
  const part = new Uint8ClampedArray(4 * rect.width * rect.height);
  for (let row = 0; row < rect.height; row++) {
    const start = 4 * ((rect.y + row) * width + rect.x);
    part.set(rgba.subarray(start, start + 4 * rect.width), 4 * row * rect.width);
  }
  return part;
}

/** [rect.height, rect.width] of the labels, and of where they are to be ignored. */
export function croppedView(view: ImageView, rect: PixelRect): Pick<ImageView, 'labels' | 'ignore'> {
  const crop = (plane: ImageView['labels']) => plane && cropped(plane, view.width, rect);
  return { labels: crop(view.labels), ignore: crop(view.ignore) };
}

function cropped(plane: Uint8Array, width: number, rect: PixelRect): Uint8Array<ArrayBuffer> {
  const part = new Uint8Array(rect.width * rect.height);
  for (let row = 0; row < rect.height; row++) {
    const start = (rect.y + row) * width + rect.x;
    part.set(plane.subarray(start, start + rect.width), row * rect.width);
  }
  return part;
}
