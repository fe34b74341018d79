/** The blocks of a GIF, checked, with each frame's compressed indices put together. Called by decodeGif. */
import { checkSize, truncatedFile, unreadableFile } from './refusals';

export interface GifFrame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly interlaced: boolean;
  /** [entries, 3]: its own, or the file's. */
  readonly palette: Uint8Array<ArrayBuffer>;
  /** Index that leaves what is there; null for none. */
  readonly transparent: number | null;
  /** What happens to it before the next: 2 the background comes back, 3 what was there before. */
  readonly disposal: number;
  /** Bits of the first codes. */
  readonly codeBits: number;
  readonly data: Uint8Array<ArrayBuffer>;
}

export interface Gif {
  readonly width: number;
  readonly height: number;
  readonly palette: Uint8Array<ArrayBuffer>;
  /** Index of the background colour. */
  readonly background: number;
  readonly frames: readonly GifFrame[];
}

interface Cursor {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  at: number;
}

type Control = Pick<GifFrame, 'transparent' | 'disposal'>;

const NO_CONTROL: Control = { transparent: null, disposal: 0 };
const [EXTENSION, IMAGE, TRAILER] = [0x21, 0x2c, 0x3b];
const GRAPHIC_CONTROL = 0xf9;
const HEADER_BYTES = 6;

/** Throws `image-too-large`, `truncated-file` and `unreadable-file`. Writers that omit the trailer are common; blocks cut short are damage. */
export function gifBlocks(path: string, bytes: Uint8Array<ArrayBuffer>): Gif {
  const cursor: Cursor = { path, bytes, at: HEADER_BYTES };
  const [width, height] = [takeWord(cursor), takeWord(cursor)];
  const [flags, background] = [takeByte(cursor), takeByte(cursor)];
  cursor.at += 1;
  const palette = takePalette(cursor, flags);
  const frames: GifFrame[] = [];
  let control = NO_CONTROL;
  while (cursor.at < bytes.length) {
    const kind = takeByte(cursor);
    if (kind === TRAILER) break;
    if (kind === EXTENSION) {
      control = takeExtension(cursor) ?? control;
    } else if (kind === IMAGE) {
      frames.push(takeFrame(cursor, palette, control));
      control = NO_CONTROL;
    } else if (frames.length === 0 || kind !== 0) {
      throw unreadableFile(path, `the GIF has a block of unknown kind ${kind}.`);
    }
  }
  return { width, height, palette, background, frames };
}

function takeFrame(cursor: Cursor, shared: Uint8Array<ArrayBuffer>, control: Control): GifFrame {
  const [x, y, width, height] = [takeWord(cursor), takeWord(cursor), takeWord(cursor), takeWord(cursor)];
  checkSize(cursor.path, width, height);
  // A frame may lie far outside the screen; what is shown then has to reach there.
  checkSize(cursor.path, x + width, y + height);
  const flags = takeByte(cursor);
  const own = takePalette(cursor, flags);
  const codeBits = takeByte(cursor);
  if (codeBits < 1 || codeBits > 11)
    throw unreadableFile(cursor.path, `the GIF has codes of ${codeBits} bits.`);
  const interlaced = (flags & 0x40) !== 0;
  const palette = own.length > 0 ? own : shared;
  return { x, y, width, height, interlaced, palette, ...control, codeBits, data: takeSubBlocks(cursor) };
}

/** What a graphic control extension says of the next frame; null for other extensions. */
function takeExtension(cursor: Cursor): Control | null {
  const label = takeByte(cursor);
  const data = takeSubBlocks(cursor);
  const [flags = 0, , , transparent = 0] = data;
  if (label !== GRAPHIC_CONTROL) return null;
  return { transparent: flags & 1 ? transparent : null, disposal: (flags >> 2) & 7 };
}

/** Empty where the flags say there is none. */
function takePalette(cursor: Cursor, flags: number): Uint8Array<ArrayBuffer> {
  return flags & 0x80 ? take(cursor, 3 * 2 ** ((flags & 7) + 1)).slice() : new Uint8Array(0);
}

/** Pieces of up to 255 bytes, each after its length, up to one of length 0. */
function takeSubBlocks(cursor: Cursor): Uint8Array<ArrayBuffer> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let length = takeByte(cursor); length > 0; length = takeByte(cursor))
    pieces.push(take(cursor, length));
  const data = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    data.set(piece, at);
    at += piece.length;
  }
  return data;
}

function take(cursor: Cursor, length: number): Uint8Array<ArrayBuffer> {
  const { path, bytes, at } = cursor;
  if (at + length > bytes.length) throw truncatedFile(path);
  cursor.at += length;
  return bytes.subarray(at, at + length);
}

function takeByte(cursor: Cursor): number {
  return take(cursor, 1)[0] ?? 0;
}

function takeWord(cursor: Cursor): number {
  const [low = 0, high = 0] = take(cursor, 2);
  return low + high * 256;
}
