/**
 * JPEG blocks of a TIFF (TIFF Technical Note 2): each is a stream that lacks its tables, and the page, not the stream,
 * says whether its colours are YCbCr. Both are written into the stream before MozJPEG sees it.
 */
import type { DataHost } from './dataHost';
import { decodeJpegRgba } from './jpegDecoder';
import { jpegHeader } from './jpegHeader';
import { keepChannels } from './sampleArrays';

const START = [0xff, 0xd8];
/** Adobe's APP14 segment (Adobe technical note 5116) up to its last byte: the colour transform. */
const ADOBE = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0];

export interface JpegBlock {
  readonly width: number;
  /** Rows that are asked for. */
  readonly height: number;
  /** Rows of a whole block: some writers code them all into the last, shorter strip. */
  readonly fullHeight: number;
  /** 1 or 3. */
  readonly samples: number;
  readonly ycbcr: boolean;
  readonly tables: readonly number[];
}

/** [height, width, samples], YCbCr turned into RGB. Throws a plain Error on damage or a size that is not the block's. */
export async function decodeJpegBlock(
  stored: Uint8Array,
  block: JpegBlock,
  host: DataHost,
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = wholeStream(stored, block);
  const header = jpegHeader(stream);
  if (header === null || header.components !== block.samples || header.precision !== 8) {
    throw new Error('a JPEG block is not of the kind that its page says');
  }
  if (header.width !== block.width || header.height < block.height || header.height > block.fullHeight) {
    throw new Error('a JPEG block is not of the size that its page says');
  }
  const { rgba, width } = await decodeJpegRgba(stream, host);
  const pixels = new Uint8Array(rgba.buffer, rgba.byteOffset, width * block.height * 4);
  return keepChannels(pixels, 4, block.samples);
}

function wholeStream(stored: Uint8Array, { samples, ycbcr, tables }: JpegBlock): Uint8Array<ArrayBuffer> {
  const shared = tables.slice(2, -2);
  const colours = samples === 3 ? [...ADOBE, ycbcr ? 1 : 0] : [];
  const head = [...START, ...colours, ...shared];
  const stream = new Uint8Array(head.length + Math.max(0, stored.length - 2));
  stream.set(head);
  stream.set(stored.subarray(2), head.length);
  return stream;
}
