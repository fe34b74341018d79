/** Objects as a TIFF whose values are their ids, 0 for none: what other programs read as an instance mask. */
import type { ObjectMap } from '../../domain/objects';
import type { PixelSize } from '../../domain/scale';
import type { ByteSink } from './byteSink';
import { imagejDescription, perMicron } from './imagejDescription';
import { needsBigTiff, TiffWriter } from './tiffWriter';

/** A strip's pixels, about; strips have at least a row. */
const STRIP_PIXELS = 2 ** 18;

/**
 * One page an image, deflated: 32 bits, or `fit`, 16 where all ids do. A page has its own pixel size in its resolution
 * fields; the unit stands in the description of the first.
 */
export async function writeObjectTiff(
  sink: ByteSink,
  pages: readonly { readonly objects: ObjectMap; readonly pixelSize: PixelSize | null }[],
  bits: 'fit' | 32,
): Promise<void> {
  const most = Math.max(0, ...pages.map(({ objects }) => objects.count));
  const type = bits === 'fit' && most < 2 ** 16 ? 'uint16' : 'uint32';
  const pixels = pages.reduce((sum, { objects }) => sum + objects.ids.length, 0);
  const writer = new TiffWriter(sink, needsBigTiff(pixels * (type === 'uint16' ? 2 : 4)));
  for (const { objects, pixelSize } of pages) {
    const { width, height, ids } = objects;
    const rowsPerStrip = Math.min(height, Math.max(1, Math.floor(STRIP_PIXELS / width)));
    const resolution = perMicron(pixelSize);
    const description = imagejDescription({ channels: 1, range: [0, most] }, pixelSize);
    const page = writer.addPage({
      width,
      height,
      type,
      rowsPerStrip,
      deflate: true,
      description,
      resolution,
    });
    for (let from = 0; from < ids.length; from += rowsPerStrip * width) {
      const strip = ids.subarray(from, from + rowsPerStrip * width);
      await writer.append(page, type === 'uint16' ? Uint16Array.from(strip) : strip);
    }
  }
  await writer.end();
}
