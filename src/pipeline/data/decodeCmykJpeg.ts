/** JPEGs of four inks as RGB. Called by decodeJpeg, after the header's size was checked. */
import type { Raster } from '../../domain/raster';
import { cmykToRgb } from './cmyk';
import { jpegComponents } from './jpegComponents';
import { exifOrientation, upright } from './jpegOrientation';

/**
 * [height, width, 3], upright. Adobe's programs store inks inverted (255 is none) and say so by their own segment,
 * as Pillow and libjpeg's users read it. Throws a plain Error on damage.
 */
export function decodeCmykJpeg(bytes: Uint8Array<ArrayBuffer>): Raster {
  const { width, height, samples, adobe } = jpegComponents(bytes);
  if (adobe === 2) ycckToCmyk(samples);
  if (adobe !== null) invert(samples);
  const raster: Raster = { width, height, channels: 3, type: 'uint8', data: cmykToRgb(samples, 4, 255) };
  return upright(raster, exifOrientation(bytes));
}

function invert(samples: Uint8Array): void {
  for (let i = 0; i < samples.length; i++) samples[i] = 255 - (samples[i] ?? 0);
}

/** JFIF 1.02's YCbCr to RGB, then each ink is what its colour lacks; black is as it was. In place. */
function ycckToCmyk(samples: Uint8Array): void {
  const clamped = new Uint8ClampedArray(samples.buffer, samples.byteOffset, samples.length);
  for (let i = 0; i < samples.length; i += 4) {
    const [y = 0, cb = 0, cr = 0] = samples.subarray(i, i + 3);
    clamped[i] = 255 - (y + 1.402 * (cr - 128));
    clamped[i + 1] = 255 - (y - 0.344136 * (cb - 128) - 0.714136 * (cr - 128));
    clamped[i + 2] = 255 - (y + 1.772 * (cb - 128));
  }
}
