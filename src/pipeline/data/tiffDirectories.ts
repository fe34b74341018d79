/**
 * A first walk over a TIFF's directories (TIFF 6.0 section 2, BigTIFF), before a decoder trusts them: a chain
 * that loops or leaves the file, and fields larger than the file, end here. Reads no pixels.
 */
import { truncatedFile, unreadableFile } from './refusals';

export interface TiffLayout {
  readonly littleEndian: boolean;
  /** For each directory of the chain, whether it is an image: not a reduced copy or a transparency mask. */
  readonly isImage: readonly boolean[];
}

interface Reader {
  readonly path: string;
  readonly view: DataView;
  readonly littleEndian: boolean;
  readonly big: boolean;
}

interface Directory {
  readonly isImage: boolean;
  /** Offset of the next directory, 0 at the end. */
  readonly next: number;
}

const MAX_DIRECTORIES = 20_000;
const NEW_SUBFILE_TYPE = 254;
const REDUCED_OR_MASK = 1 | 4;
/** Bytes of one value, by field type 1..18; 0 for types that do not exist. */
const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];

/** Throws `truncated-file` and `unreadable-file`. */
export function tiffLayout(path: string, bytes: Uint8Array<ArrayBuffer>): TiffLayout {
  const reader = openReader(path, bytes);
  const seen = new Set<number>();
  const isImage: boolean[] = [];
  for (let offset = readOffset(reader, reader.big ? 8 : 4); offset !== 0; ) {
    if (seen.has(offset)) throw unreadableFile(path, 'its list of pages runs in a circle.');
    if (seen.size === MAX_DIRECTORIES) throw unreadableFile(path, 'it has more pages than can be right.');
    seen.add(offset);
    const directory = readDirectory(reader, offset);
    isImage.push(directory.isImage);
    offset = directory.next;
  }
  if (!isImage.includes(true)) throw unreadableFile(path, 'it holds no image.');
  return { littleEndian: reader.littleEndian, isImage };
}

function openReader(path: string, bytes: Uint8Array<ArrayBuffer>): Reader {
  if (bytes.length < 16) throw truncatedFile(path);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = view.getUint8(0) === 0x49;
  return { path, view, littleEndian, big: view.getUint16(2, littleEndian) === 43 };
}

function readDirectory(reader: Reader, offset: number): Directory {
  const { path, view, littleEndian, big } = reader;
  requireBytes(reader, offset, big ? 8 : 2);
  const entries = big
    ? Number(view.getBigUint64(offset, littleEndian))
    : view.getUint16(offset, littleEndian);
  const first = offset + (big ? 8 : 2);
  const end = first + entries * (big ? 20 : 12);
  if (entries === 0) throw unreadableFile(path, 'a page has no fields.');
  requireBytes(reader, end, big ? 8 : 4);
  let subfile = 0;
  for (let entry = first; entry < end; entry += big ? 20 : 12) {
    checkField(reader, entry);
    const isSubfileType = view.getUint16(entry, littleEndian) === NEW_SUBFILE_TYPE;
    if (isSubfileType) subfile = view.getUint32(entry + (big ? 12 : 8), littleEndian);
  }
  return { isImage: (subfile & REDUCED_OR_MASK) === 0, next: readOffset(reader, end) };
}

/** A field cannot hold more bytes than the file; without this check its count alone could take all memory. */
function checkField({ path, view, littleEndian, big }: Reader, entry: number): void {
  const type = view.getUint16(entry + 2, littleEndian);
  const count = big
    ? Number(view.getBigUint64(entry + 4, littleEndian))
    : view.getUint32(entry + 4, littleEndian);
  const tag = view.getUint16(entry, littleEndian);
  if (count * (TYPE_BYTES[type] ?? 0) > view.byteLength) {
    throw unreadableFile(path, `its field ${tag} claims to be larger than the file.`);
  }
}

function readOffset({ view, littleEndian, big }: Reader, at: number): number {
  return big ? Number(view.getBigUint64(at, littleEndian)) : view.getUint32(at, littleEndian);
}

function requireBytes({ path, view }: Reader, offset: number, bytes: number): void {
  if (offset + bytes > view.byteLength) throw truncatedFile(path);
}
