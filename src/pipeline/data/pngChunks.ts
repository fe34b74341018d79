/** The chunks of a PNG that matter for its pixels (PNG third edition, section 11), with their checksums checked. */
import { crc32 } from '../../common/crc32';
import { checkSides, truncatedFile, unreadableFile } from './refusals';

export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** Bits a sample. */
  readonly depth: number;
  /** Samples a pixel, alpha included. */
  readonly channels: number;
  readonly alpha: boolean;
  readonly palette: boolean;
  readonly interlaced: boolean;
}

export interface PngChunks {
  readonly header: PngHeader;
  /** RGB entries; null where there is no palette, or the colours do not use one. */
  readonly palette: Uint8Array<ArrayBuffer> | null;
  /** Pixels a metre; null where the file does not say, or states a mere aspect ratio. */
  readonly perMetre: { readonly x: number; readonly y: number } | null;
  /** The zlib stream of all IDAT chunks. */
  readonly stream: Uint8Array<ArrayBuffer>;
}

/** Table 8 of the specification: channels and depths by colour type. */
const COLOUR_TYPES = new Map([
  [0, { channels: 1, depths: [1, 2, 4, 8, 16] }],
  [2, { channels: 3, depths: [8, 16] }],
  [3, { channels: 1, depths: [1, 2, 4, 8] }],
  [4, { channels: 2, depths: [8, 16] }],
  [6, { channels: 4, depths: [8, 16] }],
]);
const SIGNATURE_BYTES = 8;
const FRAME_BYTES = 12;

/** Throws `truncated-file` and `unreadable-file`. A damaged mask must not become other labels. */
export function pngChunks(path: string, bytes: Uint8Array<ArrayBuffer>): PngChunks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Map<string, Uint8Array<ArrayBuffer>>();
  const data: Uint8Array<ArrayBuffer>[] = [];
  let at = SIGNATURE_BYTES;
  for (let name = ''; name !== 'IEND'; ) {
    if (at + FRAME_BYTES > bytes.length) throw truncatedFile(path);
    const length = view.getUint32(at);
    if (at + FRAME_BYTES + length > bytes.length) throw truncatedFile(path);
    name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (wanted(path, name, bytes.subarray(at + 4, at + 8 + length), view.getUint32(at + 8 + length))) {
      if (name === 'IDAT') data.push(body);
      else if (!found.has(name)) found.set(name, body);
    }
    at += FRAME_BYTES + length;
  }
  if (data.length === 0) throw unreadableFile(path, 'the PNG holds no pixels.');
  const header = readHeader(path, found.get('IHDR'));
  const palette = header.palette ? (found.get('PLTE')?.slice() ?? null) : null;
  if (header.palette && palette === null) throw unreadableFile(path, 'the PNG lacks its palette.');
  return { header, palette, perMetre: density(found.get('pHYs')), stream: joined(data) };
}

const CRITICAL = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND']);

/** Whether a chunk is read. One that only adds to the image is left out where it is damaged. */
function wanted(path: string, name: string, named: Uint8Array, checksum: number): boolean {
  if (!CRITICAL.has(name) && name !== 'pHYs') return false;
  if (crc32(named) === checksum) return true;
  if (CRITICAL.has(name)) throw unreadableFile(path, `the PNG is damaged (its ${name} fails the checksum).`);
  return false;
}

function readHeader(path: string, body: Uint8Array<ArrayBuffer> | undefined): PngHeader {
  if (body === undefined || body.length < 13) throw unreadableFile(path, 'the PNG lacks its header.');
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const [width, height, depth, type] = [
    view.getUint32(0),
    view.getUint32(4),
    view.getUint8(8),
    view.getUint8(9),
  ];
  const colours = COLOUR_TYPES.get(type);
  const method = view.getUint8(10) + view.getUint8(11);
  const interlace = view.getUint8(12);
  if (!colours?.depths.includes(depth) || method !== 0 || interlace > 1) {
    throw unreadableFile(
      path,
      `the PNG states a kind of pixels that does not exist (${type}, ${depth} bits).`,
    );
  }
  checkSides(path, width, height);
  const { channels } = colours;
  return {
    width,
    height,
    depth,
    channels,
    alpha: type >= 4,
    palette: type === 3,
    interlaced: interlace === 1,
  };
}

function density(body: Uint8Array<ArrayBuffer> | undefined): PngChunks['perMetre'] {
  if (body === undefined || body.length < 9 || body[8] !== 1) return null;
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  return { x: view.getUint32(0), y: view.getUint32(4) };
}

function joined(parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
