/** A rectangle of one TIFF page as samples: only the strips or tiles that it touches are read, one at a time. */
import { throwIfAborted } from '../../common/abort';
import type { SampleArray } from '../../domain/raster';
import type { ByteSource } from './byteSource';
import type { DataHost } from './dataHost';
import { truncatedFile, unreadableFile } from './refusals';
import { newSamples } from './sampleArrays';
import { CODEC, unpackBlock } from './tiffCodecs';
import { decodeJpegBlock } from './tiffJpeg';
import { PHOTOMETRIC, type TiffPage } from './tiffPage';
import { undoDifferences, undoFloatPredictor } from './tiffPredictor';
import { packedSamples, sampleTypeFor, toHostOrder, wholeSamples } from './tiffSamples';

/** Where pages are read from. */
export interface TiffInput {
  readonly path: string;
  readonly source: ByteSource;
  readonly host: DataHost;
  readonly signal?: AbortSignal | undefined;
}

/** Source pixels, inside the page. */
export interface PixelWindow {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One decoded strip or tile: [rows, page.blocks.width, channels]. */
export interface DecodedBlock {
  readonly data: SampleArray;
  /** Of its first pixel in the page. */
  readonly x: number;
  readonly y: number;
  readonly rows: number;
  /** Channels in the block: all, or one where each channel has its own. */
  readonly channels: number;
  /** First channel of the page that the block holds. */
  readonly channel: number;
}

/** [height, width, page.samples]. Throws `truncated-file`, `unreadable-file` and `aborted`. */
export async function readTiffWindow(
  input: TiffInput,
  page: TiffPage,
  window: PixelWindow,
): Promise<SampleArray> {
  const out = newSamples(sampleTypeFor(page), window.width * window.height * page.samples);
  for (const index of blocksTouching(page, window)) {
    throwIfAborted(input.signal);
    copyBlock(await decodeBlock(input, page, index), page, window, out);
  }
  return out;
}

function* blocksTouching({ blocks, planar, samples }: TiffPage, window: PixelWindow): Generator<number> {
  const { width, height, across, down } = blocks;
  const [left, top] = [Math.floor(window.x / width), Math.floor(window.y / height)];
  const right = Math.floor((window.x + window.width - 1) / width);
  const bottom = Math.floor((window.y + window.height - 1) / height);
  for (let plane = 0; plane < (planar ? samples : 1); plane++) {
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) yield (plane * down + row) * across + column;
    }
  }
}

function copyBlock(block: DecodedBlock, page: TiffPage, window: PixelWindow, out: SampleArray): void {
  const { x, y, rows, channels, channel, data } = block;
  const left = Math.max(x, window.x);
  const right = Math.min(x + page.blocks.width, window.x + window.width);
  for (let row = Math.max(y, window.y); row < Math.min(y + rows, window.y + window.height); row++) {
    const from = ((row - y) * page.blocks.width + left - x) * channels;
    const to = ((row - window.y) * window.width + left - window.x) * page.samples + channel;
    const length = (right - left) * channels;
    if (channels === page.samples) out.set(data.subarray(from, from + length), to);
    else for (let i = 0; i < length; i++) out[to + i * page.samples] = data[from + i] ?? 0;
  }
}

/** Throws `truncated-file` and `unreadable-file`. */
export async function decodeBlock(input: TiffInput, page: TiffPage, index: number): Promise<DecodedBlock> {
  const { blocks, planar, samples } = page;
  const perPlane = blocks.across * blocks.down;
  const inPlane = index % perPlane;
  const y = Math.floor(inPlane / blocks.across) * blocks.height;
  const place = {
    x: (inPlane % blocks.across) * blocks.width,
    y,
    rows: blocks.tiled ? blocks.height : Math.min(blocks.height, page.height - y),
    channels: planar ? 1 : samples,
    channel: Math.floor(index / perPlane),
  };
  return { ...place, data: await blockSamples(input, page, index, place.rows, place.channels) };
}

async function blockSamples(
  input: TiffInput,
  page: TiffPage,
  index: number,
  rows: number,
  channels: number,
): Promise<SampleArray> {
  const { blocks } = page;
  const [offset = 0, count = 0] = [blocks.offsets[index], blocks.counts[index]];
  const rowSamples = blocks.width * channels;
  // Sparse files leave blocks out that hold nothing but zeros.
  if (offset === 0 && count === 0) return newSamples(sampleTypeFor(page), rowSamples * rows);
  const stored = await input.source.read(offset, count);
  if (stored.length < count) throw truncatedFile(input.path);
  if (page.compression === CODEC.jpeg)
    return decodeJpegBlock(stored, jpegBlock(page, rows, channels), input.host);
  const length = Math.ceil((rowSamples * page.bits) / 8) * rows;
  const bytes = unpackBlock(page.compression, page.lowBitFirst ? turnedBits(stored) : stored, length);
  if (bytes.length < length) throw unreadableFile(input.path, 'the data of a strip or tile end early.');
  return toSamples(bytes, page, rowSamples, rows, channels);
}

function jpegBlock(page: TiffPage, rows: number, samples: number) {
  const { blocks, photometric, jpegTables: tables } = page;
  const ycbcr = photometric === PHOTOMETRIC.ycbcr;
  return { width: blocks.width, height: rows, fullHeight: blocks.height, samples, ycbcr, tables };
}

function toSamples(
  bytes: Uint8Array<ArrayBuffer>,
  page: TiffPage,
  rowSamples: number,
  rows: number,
  channels: number,
): SampleArray {
  const { bits, predictor, littleEndian } = page;
  if (bits !== 8 && bits !== 16 && bits !== 32 && bits !== 64) {
    return packedSamples(bytes, page, rowSamples, rows, littleEndian);
  }
  if (predictor === 3) undoFloatPredictor(bytes, bits, rowSamples, channels);
  toHostOrder(bytes, bits, littleEndian && predictor !== 3);
  if (predictor === 2) undoDifferences(bytes, bits, rowSamples, channels);
  return wholeSamples(bytes, page);
}

/** FillOrder 2 (TIFF 6.0 section 8): every stored byte has its bits the other way round. */
function turnedBits(stored: Uint8Array): Uint8Array {
  return stored.map((byte) => {
    let turned = 0;
    for (let bit = 0; bit < 8; bit++) turned |= ((byte >> bit) & 1) << (7 - bit);
    return turned;
  });
}
