/**
 * LZW as TIFF writes it (TIFF 6.0 section 13: codes of 9 to 12 bits, high bit first, widened one code early).
 * Called by tiffCodecs.
 */
import { type LzwTable, learn, newLzwTable, writeString } from './lzwTable';

const CLEAR = 256;
const END = 257;
const FIRST_FREE = 258;

/**
 * The first `limit` bytes, fewer where the input holds fewer. Ends at the end mark, which many writers omit, or with
 * the input; throws a plain Error on a code that cannot be.
 */
export function decodeLzw(input: Uint8Array, limit: number): Uint8Array<ArrayBuffer> {
  const table = newLzwTable(256, FIRST_FREE);
  const read = bitReader(input);
  const out = new Uint8Array(limit);
  let end = 0;
  let before = CLEAR;
  for (let code = read(9); code !== END && code !== null; code = read(codeWidth(table, before))) {
    if (end >= limit) break;
    if (code === CLEAR) {
      table.next = FIRST_FREE;
    } else {
      if (before !== CLEAR) learn(table, before, code);
      if (code >= table.next) throw new Error('LZW code out of order');
      end += writeString(table, code, out, end);
    }
    before = code;
  }
  return out.subarray(0, end);
}

/** Right after a clear nothing is learnt with the next code, so the table is one behind. */
function codeWidth(table: LzwTable, before: number): number {
  const coming = table.next + (before === CLEAR ? 0 : 1);
  return coming >= 2048 ? 12 : coming >= 1024 ? 11 : coming >= 512 ? 10 : 9;
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
