/**
 * The directories of a TIFF (TIFF 6.0 section 2, BigTIFF): the chain of pages and what each states, read with every
 * offset and count checked against the file first. Reads no pixels.
 */
import { StudioError } from '../../common/errors';
import type { ByteSource } from './byteSource';
import { truncatedFile, unreadableFile } from './refusals';
import { TAG, type TiffDirectory } from './tiffFields';
import { fieldValue, TYPE_BYTES } from './tiffValues';

export interface TiffDirectories {
  readonly littleEndian: boolean;
  /** In the order of the chain; reduced copies and transparency masks are among them. */
  readonly directories: readonly TiffDirectory[];
}

export interface TiffReader {
  readonly path: string;
  readonly source: ByteSource;
  readonly littleEndian: boolean;
  readonly big: boolean;
  /** Bytes of field values that may still be read: a small file must not claim the same megabytes on each page. */
  room: number;
}

const MAX_DIRECTORIES = 20_000;
/** Halving from a million pixels to one takes twenty. */
const MAX_COPIES = 32;
const KNOWN_TAGS = new Set<number>(Object.values(TAG));

/** Throws `truncated-file` and `unreadable-file`. */
export async function tiffDirectories(path: string, source: ByteSource): Promise<TiffDirectories> {
  const reader = await openReader(path, source);
  const first = await readView(reader, reader.big ? 8 : 4, reader.big ? 8 : 4);
  const directories = await readChain(reader, offsetAt(reader, first, 0));
  if (directories.length === 0) throw unreadableFile(path, 'it holds no image.');
  return { littleEndian: reader.littleEndian, directories };
}

/** The directories that a page's SubIFDs field points to: its reduced copies. Those that are damaged are left out. */
export async function subDirectories(
  path: string,
  source: ByteSource,
  offsets: readonly number[],
): Promise<TiffDirectory[]> {
  const reader = await openReader(path, source);
  const found: TiffDirectory[] = [];
  for (const offset of offsets.slice(0, MAX_COPIES)) {
    try {
      found.push((await readDirectory(reader, offset)).directory);
    } catch (thrown) {
      // A copy that cannot be read is no loss: the image itself can.
      if (!(thrown instanceof StudioError)) throw thrown;
    }
  }
  return found;
}

async function openReader(path: string, source: ByteSource): Promise<TiffReader> {
  if (source.size < 16) throw truncatedFile(path);
  const head = await source.read(0, 16);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const littleEndian = view.getUint8(0) === 0x49;
  const big = view.getUint16(2, littleEndian) === 43;
  return { path, source, littleEndian, big, room: 2 ** 24 + 2 * Math.min(source.size, 2 ** 29) };
}

async function readChain(reader: TiffReader, start: number): Promise<TiffDirectory[]> {
  const seen = new Set<number>();
  const directories: TiffDirectory[] = [];
  for (let offset = start; offset !== 0; ) {
    if (seen.has(offset)) throw unreadableFile(reader.path, 'its list of pages runs in a circle.');
    if (seen.size === MAX_DIRECTORIES)
      throw unreadableFile(reader.path, 'it has more pages than can be right.');
    seen.add(offset);
    const { directory, next } = await readDirectory(reader, offset);
    directories.push(directory);
    offset = next;
  }
  return directories;
}

async function readDirectory(
  reader: TiffReader,
  offset: number,
): Promise<{ directory: TiffDirectory; next: number }> {
  const { path, littleEndian, big } = reader;
  const count = await readView(reader, offset, big ? 8 : 2);
  const entries = big ? Number(count.getBigUint64(0, littleEndian)) : count.getUint16(0, littleEndian);
  if (entries === 0) throw unreadableFile(path, 'a page has no fields.');
  if (entries > 65_535) throw unreadableFile(path, 'a page has more fields than can be right.');
  const entryBytes = big ? 20 : 12;
  const list = await readView(reader, offset + (big ? 8 : 2), entries * entryBytes + (big ? 8 : 4));
  const directory = new Map<number, readonly number[] | string>();
  for (let at = 0; at < entries * entryBytes; at += entryBytes) {
    const tag = list.getUint16(at, littleEndian);
    // The first of a repeated field counts, as in libtiff.
    if (!KNOWN_TAGS.has(tag) || directory.has(tag)) continue;
    const value = await readField(reader, list, at, tag);
    if (value !== null) directory.set(tag, value);
  }
  return { directory, next: offsetAt(reader, list, entries * entryBytes) };
}

/** Null for a field of a type that does not exist. */
async function readField(reader: TiffReader, list: DataView, at: number, tag: number) {
  const { littleEndian, big, path } = reader;
  const type = list.getUint16(at + 2, littleEndian);
  const count = big ? Number(list.getBigUint64(at + 4, littleEndian)) : list.getUint32(at + 4, littleEndian);
  const bytes = count * (TYPE_BYTES[type] ?? 0);
  if (bytes === 0) return null;
  if (bytes > reader.source.size || bytes > reader.room) {
    throw unreadableFile(path, `its field ${tag} claims to be larger than the file.`);
  }
  reader.room -= bytes;
  const valueAt = at + (big ? 12 : 8);
  if (bytes <= (big ? 8 : 4)) return fieldValue(list, valueAt, type, count, littleEndian);
  const outside = await readView(reader, offsetAt(reader, list, valueAt), bytes);
  return fieldValue(outside, 0, type, count, littleEndian);
}

function offsetAt({ big, littleEndian }: TiffReader, view: DataView, at: number): number {
  return big ? Number(view.getBigUint64(at, littleEndian)) : view.getUint32(at, littleEndian);
}

async function readView({ path, source }: TiffReader, offset: number, length: number): Promise<DataView> {
  if (offset + length > source.size) throw truncatedFile(path);
  const bytes = await source.read(offset, length);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
