/**
 * PNG to raster: 1 to 16 bits, palettes as indices, no gamma and no colour management, so that the values are
 * the file's. Transparency is dropped: what lies under it is the image.
 */
import { type DecodedPng, decode } from 'fast-png';
import type { Raster, SampleArray } from '../../domain/raster';
import { expandBits } from './expandBits';
import { checkSize, truncatedFile, unreadableFile, unsupportedFeature } from './refusals';
import { keepChannels, sampleTypeOf } from './sampleArrays';

const SIGNATURE_BYTES = 8;
const CHUNK_FRAME_BYTES = 12;
const HEADER_END = SIGNATURE_BYTES + CHUNK_FRAME_BYTES + 13;

interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly interlaced: boolean;
}

/** One raster. Throws `image-too-large`, `truncated-file`, `unsupported-feature` and `unreadable-file`. */
export function decodePng(path: string, bytes: Uint8Array<ArrayBuffer>): Raster {
  const header = readHeader(path, bytes);
  checkSize(path, header.width, header.height);
  // fast-png reads Adam7 passes bytewise, which is wrong below 8 bits.
  if (header.interlaced && header.depth < 8) {
    throw unsupportedFeature(path, `interlacing with ${header.depth} bits per sample`);
  }
  return toRaster(decodeChecked(path, bytes));
}

function readHeader(path: string, bytes: Uint8Array<ArrayBuffer>): PngHeader {
  if (bytes.length < HEADER_END) throw truncatedFile(path);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    width: view.getUint32(16),
    height: view.getUint32(20),
    depth: view.getUint8(24),
    interlaced: view.getUint8(28) !== 0,
  };
}

/** Checksums are checked: a damaged mask must not become other labels. */
function decodeChecked(path: string, bytes: Uint8Array<ArrayBuffer>): DecodedPng {
  try {
    return decode(bytes, { checkCrc: true });
  } catch (cause) {
    if (!hasEnd(bytes)) throw truncatedFile(path, cause);
    const words = cause instanceof Error ? cause.message : String(cause);
    throw unreadableFile(path, `the PNG is damaged (${words}).`, cause);
  }
}

/** True where the chunks lead to IEND inside the file. */
function hasEnd(bytes: Uint8Array<ArrayBuffer>): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = SIGNATURE_BYTES; at + CHUNK_FRAME_BYTES <= bytes.length; ) {
    if (view.getUint32(at + 4) === 0x49454e44) return true;
    at += view.getUint32(at) + CHUNK_FRAME_BYTES;
  }
  return false;
}

function toRaster(png: DecodedPng): Raster {
  const { width, height, channels } = png;
  const colours = channels === 2 || channels === 4 ? channels - 1 : channels;
  const data = keepChannels(unpacked(png), channels, colours);
  const raster: Raster = { width, height, channels: colours, type: sampleTypeOf(data), data };
  return png.palette ? { ...raster, palette: flatPalette(png.palette) } : raster;
}

function unpacked(png: DecodedPng): SampleArray {
  const { data, depth, width, height, channels } = png;
  if (depth === 1 || depth === 2 || depth === 4) {
    return expandBits(data as Uint8Array, depth, width * channels, height);
  }
  return data as SampleArray;
}

function flatPalette(palette: readonly (readonly number[])[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(palette.flatMap((entry) => entry.slice(0, 3)));
}
