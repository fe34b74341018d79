/**
 * BMP to one plane: 1 to 8 bits as indices with their palette, else RGB. Layout as in Microsoft's BITMAPFILEHEADER,
 * BITMAPCOREHEADER and BITMAPINFOHEADER to BITMAPV5HEADER; rows are stored bottom up unless the height is negative.
 */
import type { DecodedFile } from '../../domain/files';
import type { Raster } from '../../domain/raster';
import { bmpColours } from './bmpColours';
import { type BmpHeader, bmpHeader } from './bmpHeader';
import { decodeBmpRuns } from './bmpRuns';
import { expandBits } from './expandBits';
import { plausiblePixelSize } from './pixelSize';
import { truncatedFile } from './refusals';
import { singlePlane, withPalette } from './singlePlane';

/** Throws `image-too-large`, `truncated-file`, `unsupported-feature` and `unreadable-file`. */
export function decodeBmp(path: string, bytes: Uint8Array<ArrayBuffer>): DecodedFile {
  const header = bmpHeader(path, bytes);
  const raster = header.bits <= 8 ? indexed(path, bytes, header) : coloured(path, bytes, header);
  return singlePlane(raster, plausiblePixelSize(header.perMetreX, header.perMetreY, 1e6));
}

function indexed(path: string, bytes: Uint8Array<ArrayBuffer>, header: BmpHeader): Raster {
  const { width, height, bits, topDown, palette, runs } = header;
  const stored = runs
    ? decodeBmpRuns(bytes.subarray(header.pixelsAt), header)
    : plainIndices(path, bytes, header);
  const data = topDown ? stored : upsideDown(stored, width, height);
  const raster: Raster = { width, height, channels: 1, type: 'uint8', data };
  // One colour short of 2^bits is common: only what is stated can be looked up.
  return palette.length === 0 ? raster : withPalette(raster, palette.slice(0, 3 * 2 ** bits));
}

function plainIndices(
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  header: BmpHeader,
): Uint8Array<ArrayBuffer> {
  const { width, height, bits } = header;
  const rows = pixelRows(path, bytes, header);
  const used = Math.ceil((width * bits) / 8);
  const packed = new Uint8Array(used * height);
  for (let y = 0; y < height; y++)
    packed.set(rows.subarray(y * rowStride(header)).subarray(0, used), y * used);
  return bits === 8 ? packed : expandBits(packed, bits as 1 | 2 | 4, width, height);
}

function coloured(path: string, bytes: Uint8Array<ArrayBuffer>, header: BmpHeader): Raster {
  const { width, height, topDown } = header;
  const stored = bmpColours(pixelRows(path, bytes, header), header, rowStride(header));
  const data = topDown ? stored : upsideDown(stored, width * 3, height);
  return { width, height, channels: 3, type: 'uint8', data };
}

/** Rows start at multiples of four bytes. */
function rowStride({ width, bits }: BmpHeader): number {
  return Math.ceil((width * bits) / 32) * 4;
}

function pixelRows(path: string, bytes: Uint8Array<ArrayBuffer>, header: BmpHeader): Uint8Array<ArrayBuffer> {
  const length = rowStride(header) * header.height;
  // Some writers leave out the padding of the last row.
  const needed = length - rowStride(header) + Math.ceil((header.width * header.bits) / 8);
  if (header.pixelsAt + needed > bytes.length) throw truncatedFile(path);
  return bytes.subarray(header.pixelsAt, header.pixelsAt + length);
}

function upsideDown(
  data: Uint8Array<ArrayBuffer>,
  rowBytes: number,
  height: number,
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    out.set(data.subarray((height - 1 - y) * rowBytes, (height - y) * rowBytes), y * rowBytes);
  }
  return out;
}
