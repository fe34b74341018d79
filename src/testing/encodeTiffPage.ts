/** Samples as a TIFF page in every layout the reader knows, written from the specification. For tests of the reader. */
import { deflateSync } from 'node:zlib';
import { short, type TiffPageParts } from './buildTiff';

export interface PageLayout {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** 1 unsigned, 2 signed, 3 float. */
  readonly format: 1 | 2 | 3;
  readonly bits: number;
  readonly littleEndian: boolean;
  /** Block size, px; strips have the image's width. */
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly tiled: boolean;
  readonly planar: boolean;
  readonly predictor: 1 | 2 | 3;
  readonly compression: 'none' | 'deflate' | 'packbits';
}

const CODES = { none: 1, deflate: 8, packbits: 32773 } as const;

/** `values` is [height, width, channels]. */
export function encodeTiffPage(layout: PageLayout, values: readonly number[]): TiffPageParts {
  const { width, height, channels, bits, format, planar, predictor, tiled, blockWidth, blockHeight } = layout;
  const fields = [
    short(256, width),
    short(257, height),
    short(258, ...Array<number>(channels).fill(bits)),
    short(259, CODES[layout.compression]),
    short(262, channels >= 3 ? 2 : 1),
    short(277, channels),
    short(284, planar ? 2 : 1),
    short(317, predictor),
    short(339, ...Array<number>(channels).fill(format)),
    ...(tiled ? [short(322, blockWidth), short(323, blockHeight)] : [short(278, blockHeight)]),
  ];
  const blocks: Uint8Array[] = [];
  for (const plane of planar ? Array.from({ length: channels }, (_, c) => [c]) : [range(channels)]) {
    for (let y = 0; y < height; y += blockHeight) {
      for (let x = 0; x < width; x += blockWidth) blocks.push(encodeBlock(layout, values, x, y, plane));
    }
  }
  return { fields, blocks, tiled };
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function encodeBlock(layout: PageLayout, values: readonly number[], x0: number, y0: number, plane: number[]) {
  const { width, height, channels, blockWidth, blockHeight, tiled } = layout;
  const rows = tiled ? blockHeight : Math.min(blockHeight, height - y0);
  const bytes: number[] = [];
  for (let y = y0; y < y0 + rows; y++) {
    const row: number[] = [];
    for (let x = x0; x < x0 + blockWidth; x++) {
      // Beyond the edge a tile holds anything.
      for (const c of plane)
        row.push(x < width && y < height ? (values[(y * width + x) * channels + c] ?? 0) : 0);
    }
    bytes.push(...encodeRow(layout, row, plane.length));
  }
  return compress(layout.compression, Uint8Array.from(bytes));
}

function encodeRow(
  { bits, format, littleEndian, predictor }: PageLayout,
  row: number[],
  step: number,
): number[] {
  if (bits % 8 !== 0) return packed(row, bits);
  const size = bits / 8;
  const words = row.map((value) => bigEndianBytes(value, bits, format));
  if (predictor === 3) {
    const split = range(size).flatMap((b) => words.map((word) => word[b] ?? 0));
    return split.map((byte, i) => (i < step ? byte : (byte - (split[i - step] ?? 0)) & 255));
  }
  const whole = words.map((word) => word.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n));
  const differences =
    predictor === 1 ? whole : whole.map((w, i) => BigInt.asUintN(bits, w - (whole[i - step] ?? 0n)));
  const written = differences.map((value) =>
    range(size).map((b) => Number((value >> BigInt(8 * (size - 1 - b))) & 255n)),
  );
  return written.flatMap((word) => (littleEndian ? word.reverse() : word));
}

function bigEndianBytes(value: number, bits: number, format: number): number[] {
  const view = new DataView(new ArrayBuffer(8));
  if (format === 3 && bits === 32) view.setFloat32(0, value);
  else if (format === 3) view.setFloat64(0, value);
  else view.setBigInt64(0, BigInt(value) << BigInt(64 - bits));
  return Array.from(new Uint8Array(view.buffer, 0, bits / 8));
}

/** High bit first, rows on byte borders; negative numbers in two's complement. */
function packed(row: number[], bits: number): number[] {
  const stream = row.flatMap((value) =>
    range(bits).map((b) => Number((BigInt.asUintN(bits, BigInt(value)) >> BigInt(bits - 1 - b)) & 1n)),
  );
  while (stream.length % 8 !== 0) stream.push(0);
  return range(stream.length / 8).map((i) =>
    stream.slice(i * 8, i * 8 + 8).reduce((byte, bit) => byte * 2 + bit, 0),
  );
}

function compress(kind: PageLayout['compression'], bytes: Uint8Array): Uint8Array {
  if (kind === 'deflate') return Uint8Array.from(deflateSync(bytes));
  return kind === 'packbits' ? packBits(bytes) : bytes;
}

/** Runs of three and more as runs, the rest as literals of at most 128 bytes (TIFF 6.0, section 9). */
function packBits(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    let run = 1;
    while (run < 128 && bytes[at + run] === bytes[at]) run += 1;
    if (run >= 3) {
      out.push(257 - run, bytes[at] ?? 0);
      at += run;
    } else {
      const literal = bytes.subarray(at, at + Math.min(128, 1 + (at % 5)));
      out.push(literal.length - 1, ...literal);
      at += literal.length;
    }
  }
  return Uint8Array.from(out);
}
