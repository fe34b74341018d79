/** TIFF to image planes, whole. What is too large for that is read by window instead (see openWindowed). */
import type { DecodedFile, DecodedPlane } from '../../domain/files';
import { breather } from './breather';
import { bytesSource } from './byteSource';
import type { DataHost } from './dataHost';
import { checkRoom, checkSize, truncatedFile } from './refusals';
import { canHold } from './tiffCodecs';
import type { TiffPage } from './tiffPage';
import { readTiffPlane } from './tiffPlane';
import { openTiffStack } from './tiffStack';
import type { PixelWindow } from './tiffWindow';

/** Throws `image-too-large`, `truncated-file`, `unsupported-feature`, `unreadable-file` and `aborted`. */
export async function decodeTiff(
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  host: DataHost,
  signal?: AbortSignal,
): Promise<DecodedFile> {
  const input = { path, source: bytesSource(bytes), host, signal };
  const breathe = breather(signal);
  const stack = await openTiffStack(path, input.source);
  checkStack(path, stack.pages);
  const planes: DecodedPlane[] = [];
  for (const { pages, label } of stack.planes) {
    await breathe();
    const used = pages.flatMap((index) => stack.pages[index] ?? []);
    planes.push({ raster: await readTiffPlane(input, used, wholePage(used)), label });
  }
  const { pixelSize, channelNames } = stack;
  return { planes, storedPages: stack.pages.length, pixelSize, channelNames };
}

function wholePage([page]: readonly TiffPage[]): PixelWindow {
  return { x: 0, y: 0, width: page?.width ?? 0, height: page?.height ?? 0 };
}

/** Before a byte is taken: a page of few pixels can claim thousands of channels. */
function checkStack(path: string, pages: readonly TiffPage[]): void {
  let taken = 0;
  for (const page of pages) {
    const { width, height, samples, bits, blocks } = page;
    checkSize(path, width, height);
    const bytes = Math.ceil(bits / 8) * samples;
    // A block may reach far beyond the image.
    checkRoom(path, taken, blocks.width * blocks.height * bytes);
    checkRoom(path, taken, width * height * bytes);
    taken += width * height * bytes;
    if (!storesEnough(page)) throw truncatedFile(path);
  }
}

/** Sparse files, which leave out blocks of zeros, may store nothing at all. */
function storesEnough({ width, height, samples, bits, compression, blocks }: TiffPage): boolean {
  if (blocks.counts.includes(0)) return true;
  const stored = blocks.counts.reduce((sum, count) => sum + count, 0);
  return canHold(compression, stored, (width * height * samples * bits) / 8);
}
