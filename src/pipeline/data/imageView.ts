/** An example's pixels for the viewer: 8-bit colours and class overlay, whole or as a thumbnail. */
import type { LabelMap } from '../../domain/labels';
import type { Raster } from '../../domain/raster';
import type { ImageView } from '../../domain/view';
import { fitWithin, pickLabels, shrinkRgba } from '../../imaging/resize';
import { percentileWindow, type Window, windowed } from '../../imaging/window';

/** Percentiles drawn black and white: a few hot or dead pixels must not darken the rest. */
const LOWEST = 0.5;
const HIGHEST = 99.5;
/** Bytes with a range below this (1 to 4-bit files) are stretched as well. */
const NARROW = 16;

/**
 * 8-bit data as they are, deep or narrow data windowed. Of two or more than three channels, the first or first
 * three. A `window` given stands for the image's own. The label map's arrays are taken over, not copied.
 */
export function imageView(image: Raster, labels: LabelMap | null, window: Window | null = null): ImageView {
  return {
    width: image.width,
    height: image.height,
    rgba: toRgba(image, window ?? displayWindow(image)),
    labels: labels?.classes ?? null,
    ignore: labels?.ignore ?? null,
  };
}

/** The view scaled down so that its longer side is at most `size` px. */
export function shrinkView(view: ImageView, size: number): ImageView {
  const to = fitWithin(view, size);
  if (to.width === view.width && to.height === view.height) return view;
  return {
    ...to,
    rgba: shrinkRgba(view.rgba, view, to),
    labels: view.labels && pickLabels(view.labels, view, to),
    ignore: view.ignore && pickLabels(view.ignore, view, to),
  };
}

function toRgba(image: Raster, window: Window | null): Uint8ClampedArray<ArrayBuffer> {
  const { data, channels, width, height } = image;
  const [red, green, blue] = channels >= 3 ? [0, 1, 2] : [0, 0, 0];
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const at = pixel * channels;
    rgba[pixel * 4] = drawn(data[at + red] ?? 0, window);
    rgba[pixel * 4 + 1] = drawn(data[at + green] ?? 0, window);
    rgba[pixel * 4 + 2] = drawn(data[at + blue] ?? 0, window);
  }
  return rgba;
}

function drawn(value: number, window: Window | null): number {
  return window === null ? value : windowed(value, window);
}

/** Null where the bytes are drawn as they are. One window for all channels, so that colours keep their hue. */
function displayWindow({ type, data }: Raster): Window | null {
  const range = percentileWindow(data, 0, 100);
  if (type === 'uint8') return isNarrow(range) ? range : null;
  const most = percentileWindow(data, LOWEST, HIGHEST);
  // Nearly empty images (a few bright spots on nothing) have no width between the percentiles.
  return most.high > most.low ? most : range;
}

function isNarrow({ low, high }: Window): boolean {
  return high > low && high - low < NARROW;
}
