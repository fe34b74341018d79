/** The headers and the palette of a BMP, checked. Called by decodeBmp. */
import { checkSize, truncatedFile, unreadableFile, unsupportedFeature } from './refusals';

export interface BmpHeader {
  readonly width: number;
  readonly height: number;
  readonly topDown: boolean;
  /** 1, 2, 4, 8: indices; 16, 24, 32: colours. */
  readonly bits: number;
  /** Whether the indices are stored as runs (RLE8, RLE4). */
  readonly runs: boolean;
  /** Bits of red, green and blue in a 16- or 32-bit pixel. */
  readonly masks: readonly [number, number, number];
  /** [entries, 3] RGB. */
  readonly palette: Uint8Array<ArrayBuffer>;
  readonly pixelsAt: number;
  /** 0 where it does not say. */
  readonly perMetreX: number;
  readonly perMetreY: number;
}

const FILE_HEADER = 14;
const CORE_HEADER = 12;
const BITS = new Set([1, 2, 4, 8, 16, 24, 32]);
const [RGB, RLE8, RLE4, BIT_FIELDS, ALPHA_BIT_FIELDS] = [0, 1, 2, 3, 6];
const COMPRESSION_NAMES = new Map([
  [4, 'JPEG'],
  [5, 'PNG'],
]);

/** Throws `image-too-large`, `truncated-file`, `unsupported-feature` and `unreadable-file`. */
export function bmpHeader(path: string, bytes: Uint8Array<ArrayBuffer>): BmpHeader {
  if (bytes.length < FILE_HEADER + CORE_HEADER) throw truncatedFile(path);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = view.getUint32(FILE_HEADER, true);
  if (FILE_HEADER + size > bytes.length) throw truncatedFile(path);
  if (size !== CORE_HEADER && size < 40) throw unreadableFile(path, `its header is ${size} bytes long.`);
  const fields = size === CORE_HEADER ? coreFields(view) : infoFields(view);
  const { width, height, bits, compression } = fields;
  checkSize(path, width, Math.abs(height));
  checkKind(path, bits, compression);
  const hasMasks = compression === BIT_FIELDS || compression === ALPHA_BIT_FIELDS;
  const masksAfter = hasMasks && size === 40 ? (compression === BIT_FIELDS ? 12 : 16) : 0;
  if (hasMasks && FILE_HEADER + 52 > bytes.length) throw truncatedFile(path);
  return {
    ...fields,
    height: Math.abs(height),
    topDown: height < 0,
    runs: compression === RLE8 || compression === RLE4,
    masks: hasMasks ? masksAt(view) : bits === 16 ? [0x7c00, 0x3e0, 0x1f] : [0xff0000, 0xff00, 0xff],
    palette: readPalette(path, bytes, FILE_HEADER + size + masksAfter, fields, size === CORE_HEADER ? 3 : 4),
    pixelsAt: view.getUint32(10, true),
  };
}

function coreFields(view: DataView) {
  return {
    width: view.getUint16(18, true),
    height: view.getUint16(20, true),
    bits: view.getUint16(24, true),
    compression: RGB,
    colours: 0,
    perMetreX: 0,
    perMetreY: 0,
  };
}

function infoFields(view: DataView) {
  return {
    width: view.getInt32(18, true),
    height: view.getInt32(22, true),
    bits: view.getUint16(28, true),
    compression: view.getUint32(30, true),
    perMetreX: view.getInt32(38, true),
    perMetreY: view.getInt32(42, true),
    colours: view.getUint32(46, true),
  };
}

function checkKind(path: string, bits: number, compression: number): void {
  const fits =
    compression === RGB
      ? BITS.has(bits)
      : (compression === RLE8 && bits === 8) ||
        (compression === RLE4 && bits === 4) ||
        ((compression === BIT_FIELDS || compression === ALPHA_BIT_FIELDS) && (bits === 16 || bits === 32));
  const name = COMPRESSION_NAMES.get(compression) ?? `number ${compression} with ${bits} bits`;
  if (!fits) throw unsupportedFeature(path, `BMP compression ${name}`);
}

function masksAt(view: DataView): [number, number, number] {
  const at = FILE_HEADER + 40;
  return [view.getUint32(at, true), view.getUint32(at + 4, true), view.getUint32(at + 8, true)];
}

function readPalette(
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  at: number,
  { bits, colours }: { readonly bits: number; readonly colours: number },
  entryBytes: 3 | 4,
): Uint8Array<ArrayBuffer> {
  if (bits > 8) return new Uint8Array(0);
  const entries = colours === 0 ? 2 ** bits : Math.min(colours, 2 ** bits);
  if (at + entries * entryBytes > bytes.length) throw truncatedFile(path);
  const palette = new Uint8Array(entries * 3);
  for (let entry = 0; entry < entries; entry++) {
    // Stored blue, green, red.
    for (let c = 0; c < 3; c++) palette[entry * 3 + c] = bytes[at + entry * entryBytes + 2 - c] ?? 0;
  }
  return palette;
}
