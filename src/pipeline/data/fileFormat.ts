/** What a file is, by its first bytes. Its name is never asked: people rename files. */

/** Formats that are read. */
export type ReadableFormat = 'png' | 'jpeg' | 'tiff' | 'gif' | 'bmp' | 'netpbm' | 'webp' | 'avif';

export type FileFormat =
  | { readonly kind: ReadableFormat }
  /** Known by its first bytes, not read. `name` completes "It is ...". */
  | { readonly kind: 'other'; readonly name: string }
  | { readonly kind: 'text' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown' };

interface Signature {
  readonly at: number;
  readonly bytes: readonly number[];
  readonly format: FileFormat;
}

const READABLE: readonly Signature[] = [
  signature('png', 0, [0x89, ...ascii('PNG'), 0x0d, 0x0a, 0x1a, 0x0a]),
  signature('jpeg', 0, [0xff, 0xd8, 0xff]),
  signature('tiff', 0, [...ascii('II'), 42, 0]),
  signature('tiff', 0, [...ascii('MM'), 0, 42]),
  signature('tiff', 0, [...ascii('II'), 43, 0]),
  signature('tiff', 0, [...ascii('MM'), 0, 43]),
  signature('gif', 0, ascii('GIF87a')),
  signature('gif', 0, ascii('GIF89a')),
  signature('bmp', 0, ascii('BM')),
  signature('webp', 8, ascii('WEBP')),
];

const KNOWN: readonly Signature[] = [
  other('a GIF of an unknown version', 0, ascii('GIF8')),
  ...['heic', 'heix', 'hevc', 'mif1', 'msf1'].map((brand) => other('a HEIF', 4, ascii(`ftyp${brand}`))),
  other('a video or another media file', 4, ascii('ftyp')),
  other('a Photoshop document', 0, ascii('8BPS')),
  other('a zip archive', 0, [...ascii('PK'), 3, 4]),
  other('a PDF', 0, ascii('%PDF')),
  other('an HDF5 file', 0, [0x89, ...ascii('HDF')]),
  other('a JPEG 2000', 4, ascii('jP  ')),
  other('a gzip archive', 0, [0x1f, 0x8b]),
  other('a NumPy array', 0, [0x93, ...ascii('NUMPY')]),
  other('a JPEG XL', 4, ascii('JXL ')),
  other('a DICOM file', 128, ascii('DICM')),
  other('a RAR archive', 0, ascii('Rar!')),
  other('a 7-Zip archive', 0, [...ascii('7z'), 0xbc, 0xaf]),
];

/** How many of a file's first bytes decide. */
const HEAD_BYTES = 512;

export function fileFormat(bytes: Uint8Array): FileFormat {
  if (bytes.length === 0) return { kind: 'empty' };
  if (isAvif(bytes)) return { kind: 'avif' };
  const found = [...READABLE, ...KNOWN].find((entry) => matches(bytes, entry));
  if (found) return found.format;
  if (isNetpbm(bytes)) return { kind: 'netpbm' };
  return { kind: looksLikeText(bytes.subarray(0, HEAD_BYTES)) ? 'text' : 'unknown' };
}

function matches(bytes: Uint8Array, entry: Signature): boolean {
  return entry.bytes.every((byte, index) => bytes[entry.at + index] === byte);
}

/** Among the brands of the file's first box (ISO/IEC 14496-12): the first, or one that it is compatible with. */
function isAvif(bytes: Uint8Array): boolean {
  const text = String.fromCharCode(...bytes.subarray(4, 64));
  if (!text.startsWith('ftyp')) return false;
  const brands: readonly string[] = text.slice(4, Math.max(8, (bytes[3] ?? 0) - 4)).match(/.{4}/gs) ?? [];
  return brands.includes('avif') || brands.includes('avis');
}

/** "P1" to "P6", then white space or a comment: text that only looks like it would have to go on with a number. */
function isNetpbm([p, kind = 0, space = 0]: Uint8Array): boolean {
  return (
    p === 0x50 &&
    kind >= 0x31 &&
    kind <= 0x36 &&
    (space === 32 || space === 35 || (space >= 9 && space <= 13))
  );
}

/** No control bytes besides tab, line feed, form feed and carriage return; UTF-8's high bytes are welcome. */
function looksLikeText(head: Uint8Array): boolean {
  return head.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13));
}

function ascii(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}

function signature(kind: ReadableFormat, at: number, bytes: number[]): Signature {
  return { at, bytes, format: { kind } };
}

function other(name: string, at: number, bytes: number[]): Signature {
  return { at, bytes, format: { kind: 'other', name } };
}
