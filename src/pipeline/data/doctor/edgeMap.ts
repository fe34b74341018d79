/** How strong the edges of an image are, pixel by pixel. What labels are compared with. */
import type { Raster } from '../../../domain/raster';

/** A single scratch must not outweigh all else: stronger edges than so many times the mean count no more. */
const STRONGEST = 4;

/** [height, width], over its mean; null where the image has no edge. The mean of all channels is looked at. */
export function edgeMap(image: Raster): Float32Array<ArrayBuffer> | null {
  const { width, height } = image;
  const smooth = box3(meanOfChannels(image), width, height);
  const edges = new Float32Array(width * height);
  let total = 0;
  for (let y = 0; y + 1 < height; y++) {
    for (let x = 0; x + 1 < width; x++) {
      const at = y * width + x;
      const [a = 0, b = 0, c = 0, d = 0] = [
        smooth[at],
        smooth[at + 1],
        smooth[at + width],
        smooth[at + width + 1],
      ];
      edges[at] = Math.hypot(b + d - a - c, c + d - a - b);
      total += edges[at] ?? 0;
    }
  }
  const mean = total / edges.length;
  if (!(mean > 0 && Number.isFinite(mean))) return null;
  for (let i = 0; i < edges.length; i++) edges[i] = Math.min(STRONGEST, (edges[i] ?? 0) / mean);
  return edges;
}

/** [height, width], the mean of the channels. */
export function meanOfChannels({ width, height, channels, data }: Raster): Float32Array<ArrayBuffer> {
  const grey = new Float32Array(width * height);
  for (let i = 0; i < grey.length; i++) {
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += data[i * channels + c] ?? 0;
    grey[i] = sum / channels;
  }
  return grey;
}

/** Mean of 3 x 3 pixels; the outermost rows and columns stay. */
export function box3(
  grey: Float32Array<ArrayBuffer>,
  width: number,
  height: number,
): Float32Array<ArrayBuffer> {
  const out = grey.slice();
  for (let y = 1; y + 1 < height; y++) {
    for (let x = 1; x + 1 < width; x++) {
      const at = y * width + x;
      let sum = 0;
      for (let row = at - width; row <= at + width; row += width) {
        sum += (grey[row - 1] ?? 0) + (grey[row] ?? 0) + (grey[row + 1] ?? 0);
      }
      out[at] = sum / 9;
    }
  }
  return out;
}
