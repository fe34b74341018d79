/** One image plane of a TIFF, or a window of it, with all its channels: those of one page, or one from each page. */
import type { Raster } from '../../domain/raster';
import { composeChannels } from './sampleArrays';
import { tiffRaster } from './tiffColours';
import type { TiffPage } from './tiffPage';
import { type PixelWindow, readTiffWindow, type TiffInput } from './tiffWindow';

/** [height, width, channels] of the window. Throws `truncated-file`, `unreadable-file` and `aborted`. */
export async function readTiffPlane(
  input: TiffInput,
  pages: readonly TiffPage[],
  window: PixelWindow,
): Promise<Raster> {
  const rasters: Raster[] = [];
  for (const page of pages) {
    const data = await readTiffWindow(input, page, window);
    rasters.push(tiffRaster(page, data, window.width, window.height));
  }
  return composeChannels(rasters);
}
