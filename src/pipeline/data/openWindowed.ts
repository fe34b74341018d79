/**
 * Large TIFFs read by window from a Blob, so that memory grows with the window and not with the image. Smaller ones
 * are decoded whole (see decodeTiff); other formats have no parts that could be read alone.
 */
import type { FileFacts } from '../../domain/files';
import type { Raster, SampleType } from '../../domain/raster';
import type { PixelSize } from '../../domain/scale';
import { blobSource } from './byteSource';
import type { DataHost } from './dataHost';
import { finiteRange } from './fileFacts';
import { fileFormat } from './fileFormat';
import { asRefusal, blockTooLarge, checkRoom, MAX_PIXELS, unreadableFile } from './refusals';
import { isPalette, tiffChannels } from './tiffColours';
import { tiffOverview } from './tiffOverview';
import type { TiffPage } from './tiffPage';
import { readTiffPlane } from './tiffPlane';
import { sampleTypeFor } from './tiffSamples';
import { openTiffStack } from './tiffStack';
import type { PixelWindow } from './tiffWindow';

/** From here on images are read by window, px. */
const LARGE_PIXELS = MAX_PIXELS;
/** Largest strip or tile that is decoded, bytes: what a window of one pixel may cost. */
const MAX_BLOCK_BYTES = 2 ** 28;
/** Whether a file of these facts is read by window, and never whole. */
export function isLarge({ planes }: FileFacts): boolean {
  return planes.some(({ width, height }) => width * height >= LARGE_PIXELS);
}

/** Longer side of the overview that the facts are taken from, px. */
const FACTS_SIDE = 1024;

/**
 * One plane of a large file. Every method may throw `truncated-file`, `unreadable-file` and `aborted`. Memory: the
 * window, and one tile or strip. Strips reach across the whole width, and a compressed strip is decoded whole; strips
 * that are not compressed are read in parts of about 1 MiB.
 */
export interface WindowedImage {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly type: SampleType;
  readonly palette: boolean;
  readonly label: string | null;
  /** Rows of one tile or strip, or of the part of a strip that is read at once: their pixels are read together. */
  readonly blockRows: number;
  /** [window.height, window.width, channels]; the part that lies in the image, which must not be empty. */
  read(window: PixelWindow, signal?: AbortSignal): Promise<Raster>;
  /** The whole image at the given longer side or below: single pixels of it, or of a smaller copy in the file. */
  overview(longerSide: number, signal?: AbortSignal): Promise<Raster>;
}

export interface WindowedFile {
  readonly planes: readonly WindowedImage[];
  readonly storedPages: number;
  readonly pixelSize: PixelSize | null;
  readonly channelNames: readonly string[] | null;
  /** As fileFacts; min and max are those of an overview of 1024 px, so single pixels may lie beyond. */
  facts(signal?: AbortSignal): Promise<FileFacts>;
}

/**
 * Null for a file without an image of 100 megapixels or more, and for all that is no TIFF: those go to decodeFile.
 * Throws `truncated-file`, `unsupported-feature`, `unreadable-file`, and `image-too-large` where strips are too long.
 */
export async function openWindowed(path: string, blob: Blob, host: DataHost): Promise<WindowedFile | null> {
  const head = new Uint8Array(await blob.slice(0, 16).arrayBuffer());
  if (fileFormat(head).kind !== 'tiff') return null;
  try {
    return await openLarge(path, blob, host);
  } catch (thrown) {
    throw asRefusal(path, thrown);
  }
}

async function openLarge(path: string, blob: Blob, host: DataHost): Promise<WindowedFile | null> {
  const source = blobSource(blob);
  const stack = await openTiffStack(path, source);
  if (!stack.pages.some(({ width, height }) => width * height >= LARGE_PIXELS)) return null;
  for (const page of stack.pages) checkBlock(path, page);
  const planes = stack.planes.map(({ pages, label }) => {
    const own = pages.flatMap((index) => stack.pages[index] ?? []);
    const input = (signal?: AbortSignal) => ({ path, source, host, signal });
    return {
      ...shapeOf(path, own),
      label,
      read: (window: PixelWindow, signal?: AbortSignal) =>
        coded(path, () => readTiffPlane(input(signal), own, clipped(path, window, own))),
      overview: (longerSide: number, signal?: AbortSignal) =>
        coded(path, () => tiffOverview(input(signal), stack, own, longerSide)),
    };
  });
  const { pixelSize, channelNames } = stack;
  const about = { storedPages: stack.pages.length, pixelSize, channelNames };
  return {
    planes,
    ...about,
    facts: async (signal) => ({ planes: await planeFacts(planes, signal), ...about }),
  };
}

async function planeFacts(planes: readonly WindowedImage[], signal: AbortSignal | undefined) {
  const facts: FileFacts['planes'][number][] = [];
  for (const { width, height, channels, type, palette, label, overview } of planes) {
    const range = finiteRange((await overview(FACTS_SIDE, signal)).data);
    // A palette may be all grey; three channels are right for every one.
    const imageChannels = palette ? 3 : channels;
    facts.push({ width, height, channels, type, palette, imageChannels, label, ...range });
  }
  return facts;
}

function shapeOf(path: string, pages: readonly TiffPage[]) {
  const [first] = pages;
  if (first === undefined) throw unreadableFile(path, 'it holds no image.');
  const channels = pages.reduce((sum, page) => sum + tiffChannels(page), 0);
  const palette = pages.length === 1 && isPalette(first);
  const blockRows = Math.max(...pages.map(({ blocks }) => blocks.height));
  return {
    width: first.width,
    height: first.height,
    channels,
    type: sampleTypeFor(first),
    palette,
    blockRows,
  };
}

function checkBlock(path: string, { blocks, bits, samples, planar }: TiffPage): void {
  const bytes = blocks.width * blocks.height * Math.ceil(bits / 8) * (planar ? 1 : samples);
  if (bytes > MAX_BLOCK_BYTES) throw blockTooLarge(path, bytes, MAX_BLOCK_BYTES);
}

function clipped(path: string, window: PixelWindow, pages: readonly TiffPage[]): PixelWindow {
  const [page] = pages;
  const x = Math.max(0, Math.floor(window.x));
  const y = Math.max(0, Math.floor(window.y));
  const width = Math.min(page?.width ?? 0, Math.ceil(window.x + window.width)) - x;
  const height = Math.min(page?.height ?? 0, Math.ceil(window.y + window.height)) - y;
  if (width < 1 || height < 1) throw unreadableFile(path, `there are no pixels at ${window.x}, ${window.y}.`);
  const samples = pages.reduce((sum, { samples: own, bits }) => sum + own * Math.ceil(bits / 8), 0);
  checkRoom(path, 0, width * height * samples);
  return { x, y, width, height };
}

async function coded<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw asRefusal(path, thrown);
  }
}
