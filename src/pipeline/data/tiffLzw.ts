/**
 * LZW as TIFF writes it (TIFF 6.0 section 13: codes of 9 to 12 bits, high bit first, widened one code early).
 * geotiff has one too, which writes to the console for every strip without an end mark; many writers omit it.
 */
import { addDecoder, BaseDecoder } from 'geotiff';

const CLEAR = 256;
const END = 257;
const FIRST_FREE = 258;
const MAX_CODES = 4096;

/** The strings known so far: each is an earlier one and a last byte. */
interface Table {
  readonly prefix: Uint16Array;
  readonly last: Uint8Array;
  readonly length: Uint16Array;
  next: number;
}

/** From now on geotiff decodes LZW with this. */
export function registerLzw(): void {
  addDecoder(5, () => Promise.resolve(LzwDecoder));
}

class LzwDecoder extends BaseDecoder {
  override decodeBlock(buffer: ArrayBufferLike): ArrayBuffer {
    return decodeLzw(new Uint8Array(buffer)).buffer;
  }
}

/** The bytes. Ends at the end mark or with the input; throws a plain Error on a code that cannot be. */
export function decodeLzw(input: Uint8Array): Uint8Array<ArrayBuffer> {
  const table = newTable();
  const read = bitReader(input);
  let out = new Uint8Array(input.length * 4);
  let end = 0;
  let before = CLEAR;
  for (let code = read(9); code !== END && code !== null; code = read(codeWidth(table, before))) {
    if (code === CLEAR) {
      table.next = FIRST_FREE;
    } else {
      if (before !== CLEAR) learn(table, before, code);
      if (code >= table.next) throw new Error('LZW code out of order');
      const length = table.length[code] ?? 0;
      if (end + length > out.length) out = grown(out, end + length);
      writeString(table, code, out, end + length);
      end += length;
    }
    before = code;
  }
  return out.slice(0, end);
}

function newTable(): Table {
  const table: Table = {
    prefix: new Uint16Array(MAX_CODES),
    last: new Uint8Array(MAX_CODES),
    length: new Uint16Array(MAX_CODES),
    next: FIRST_FREE,
  };
  for (let byte = 0; byte < 256; byte++) {
    table.last[byte] = byte;
    table.length[byte] = 1;
  }
  return table;
}

/** Right after a clear nothing is learnt with the next code, so the table is one behind. */
function codeWidth(table: Table, before: number): number {
  const coming = table.next + (before === CLEAR ? 0 : 1);
  return coming >= 2048 ? 12 : coming >= 1024 ? 11 : coming >= 512 ? 10 : 9;
}

/** Adds the string `before` followed by the first byte of `code`, which may be the very string being added. */
function learn(table: Table, before: number, code: number): void {
  if (table.next === MAX_CODES) return;
  const { next } = table;
  table.prefix[next] = before;
  table.length[next] = (table.length[before] ?? 0) + 1;
  table.last[next] = firstByte(table, code === next ? before : code);
  table.next += 1;
}

function firstByte(table: Table, code: number): number {
  let at = code;
  while (at >= FIRST_FREE) at = table.prefix[at] ?? 0;
  return at;
}

function writeString(table: Table, code: number, out: Uint8Array, end: number): void {
  let at = code;
  let to = end;
  for (let left = table.length[code] ?? 0; left > 0; left--) {
    out[--to] = table.last[at] ?? 0;
    at = table.prefix[at] ?? 0;
  }
}

/** Reads codes high bit first; null where fewer bits are left. */
function bitReader(input: Uint8Array): (bits: number) => number | null {
  let at = 0;
  return (bits) => {
    if (at + bits > input.length * 8) return null;
    const byte = at >> 3;
    const three = ((input[byte] ?? 0) << 16) | ((input[byte + 1] ?? 0) << 8) | (input[byte + 2] ?? 0);
    const code = (three >> (24 - (at & 7) - bits)) & ((1 << bits) - 1);
    at += bits;
    return code;
  };
}

function grown(bytes: Uint8Array<ArrayBuffer>, atLeast: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(atLeast, bytes.length * 2));
  larger.set(bytes);
  return larger;
}
