/**
 * PBM, PGM and PPM, plain and raw (netpbm.sourceforge.net/doc: pbm, pgm, ppm), to one plane: values as stored, not
 * spread to the type's range. In PBM 1 is black and stays 1. Of several pictures in one file, the first.
 */
import type { DecodedFile } from '../../domain/files';
import type { SampleArray } from '../../domain/raster';
import { expandBits } from './expandBits';
import { checkRoom, checkSize, truncatedFile, unreadableFile } from './refusals';
import { newSamples } from './sampleArrays';
import { singlePlane } from './singlePlane';

/** Throws `image-too-large`, `truncated-file` and `unreadable-file`. */
export function decodeNetpbm(path: string, bytes: Uint8Array<ArrayBuffer>): DecodedFile {
  const kind = (bytes[1] ?? 0) - 0x30;
  const reader = tokenReader(path, bytes);
  const bitmap = kind === 1 || kind === 4;
  const [width, height] = [reader.number(), reader.number()];
  const top = bitmap ? 1 : reader.number();
  checkSize(path, width, height);
  if (top < 1 || top > 65_535) throw unreadableFile(path, `its highest value is ${top}.`);
  const channels = kind === 3 || kind === 6 ? 3 : 1;
  const type = top > 255 ? 'uint16' : 'uint8';
  const samples = width * height * channels;
  checkRoom(path, 0, samples * (top > 255 ? 2 : 1));
  const shape = { width, height, channels, type } as const;
  if (kind > 3) return singlePlane({ ...shape, data: rawSamples(path, reader.rest(), bitmap, shape) });
  // Every number takes a byte at least, so that no header takes memory alone.
  if (samples > bytes.length) throw truncatedFile(path);
  const data = newSamples(type, samples);
  for (let i = 0; i < samples; i++) data[i] = bitmap ? reader.bit() : reader.number();
  return singlePlane({ ...shape, data });
}

interface Shape {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly type: 'uint8' | 'uint16';
}

function rawSamples(path: string, raw: Uint8Array<ArrayBuffer>, bitmap: boolean, shape: Shape): SampleArray {
  const { width, height, channels, type } = shape;
  const samples = width * height * channels;
  const needed = bitmap ? Math.ceil(width / 8) * height : samples * (type === 'uint16' ? 2 : 1);
  if (raw.length < needed) throw truncatedFile(path);
  if (bitmap) return expandBits(raw, 1, width, height);
  if (type === 'uint8') return raw.slice(0, samples);
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  return Uint16Array.from({ length: samples }, (_, i) => view.getUint16(i * 2));
}

const [TAB, NEWLINE, RETURN, SPACE, HASH] = [9, 10, 13, 32, 35];

/** Numbers between white space and comments, from behind the two letters of the format on. */
function tokenReader(path: string, bytes: Uint8Array<ArrayBuffer>) {
  let at = 2;
  const isSpace = (byte: number) => byte === SPACE || (byte >= TAB && byte <= RETURN);
  const skip = () => {
    while (at < bytes.length && (isSpace(bytes[at] ?? 0) || bytes[at] === HASH)) {
      if (bytes[at] === HASH) while (at < bytes.length && bytes[at] !== NEWLINE) at += 1;
      else at += 1;
    }
    if (at >= bytes.length) throw truncatedFile(path);
  };
  const digit = () => {
    const value = (bytes[at] ?? 0) - 0x30;
    return value >= 0 && value <= 9 ? value : null;
  };
  return {
    number(): number {
      skip();
      let value = 0;
      if (digit() === null) throw unreadableFile(path, 'it has a letter where a number belongs.');
      for (let next = digit(); next !== null; next = digit()) {
        // A number without end is no number: past any limit it only has to stay too large.
        value = Math.min(value * 10 + next, 2 ** 40);
        at += 1;
      }
      return value;
    },
    /** Bits of plain PBM may stand without space between them. */
    bit(): number {
      skip();
      const value = digit();
      if (value === null || value > 1)
        throw unreadableFile(path, 'it has something else where a bit belongs.');
      at += 1;
      return value;
    },
    /** What follows the one white space after the header. */
    rest: () => bytes.subarray(at + 1),
  };
}
