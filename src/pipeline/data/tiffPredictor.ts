/**
 * Undoes horizontal differencing (TIFF 6.0 section 14) on an assembled image. Needed where the decoder would
 * add up samples in the machine's byte order before it turns them: big-endian files deeper than 8 bits.
 */
import type { SampleArray } from '../../domain/raster';

/** In place. [height, width, channels]; differences start anew at every `blockWidth` columns (strips: width). */
export function undoDifferences(
  data: SampleArray,
  width: number,
  height: number,
  channels: number,
  blockWidth: number,
): void {
  const rowSamples = width * channels;
  for (let y = 0; y < height; y++) {
    for (let x = 1; x < width; x++) {
      if (x % blockWidth === 0) continue;
      const at = y * rowSamples + x * channels;
      // The typed array wraps the sum to its own bits, as the encoder did.
      for (let c = at; c < at + channels; c++) data[c] = (data[c] ?? 0) + (data[c - channels] ?? 0);
    }
  }
}
