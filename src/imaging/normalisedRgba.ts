/** A normalised image (mean 0, sd 1) as pixels to look at, always through the same window so that patches compare. */

/** Standard deviations on either side of the mean that span black to white. */
const WINDOW = 2.5;

/**
 * [pixels, 4], opaque RGBA of [pixels, channels]: one channel (or two: the first) as grey, three or more as
 * red, green, blue.
 */
export function normalisedRgba(data: Float32Array, channels: number): Uint8ClampedArray<ArrayBuffer> {
  const pixels = data.length / channels;
  const [green, blue] = channels >= 3 ? [1, 2] : [0, 0];
  const rgba = new Uint8ClampedArray(pixels * 4);
  for (let i = 0; i < pixels; i++) {
    rgba[4 * i] = byteOf(data[i * channels] ?? 0);
    rgba[4 * i + 1] = byteOf(data[i * channels + green] ?? 0);
    rgba[4 * i + 2] = byteOf(data[i * channels + blue] ?? 0);
    rgba[4 * i + 3] = 255;
  }
  return rgba;
}

/** Rounded and clamped to 0..255 by the array it is written to. */
function byteOf(value: number): number {
  return 127.5 + (value / WINDOW) * 127.5;
}
