/** LZW as GIF writes it (GIF89a, appendix F): codes low bit first, up to 12 bits. Called by decodeGif. */
import { learn, newLzwTable, writeString } from './lzwTable';

/** The first `limit` indices, fewer where the data hold fewer. Throws a plain Error on a code that cannot be. */
export function decodeGifLzw(data: Uint8Array, codeBits: number, limit: number): Uint8Array<ArrayBuffer> {
  const clear = 2 ** codeBits;
  const table = newLzwTable(clear, clear + 2);
  const read = bitReader(data);
  const out = new Uint8Array(limit);
  let [end, width, before] = [0, codeBits + 1, clear];
  for (let code = read(width); code !== null && code !== clear + 1 && end < limit; code = read(width)) {
    if (code === clear) {
      table.next = clear + 2;
      width = codeBits + 1;
    } else {
      if (before !== clear) learn(table, before, code);
      if (code >= table.next) throw new Error('GIF code out of order');
      end += writeString(table, code, out, end);
      if (table.next === 2 ** width && width < 12) width += 1;
    }
    before = code;
  }
  return out.subarray(0, end);
}

/** Reads codes low bit first; null where fewer bits are left. */
function bitReader(data: Uint8Array): (bits: number) => number | null {
  let [held, count, at] = [0, 0, 0];
  return (bits) => {
    for (; count < bits && at < data.length; count += 8) held |= (data[at++] ?? 0) << count;
    if (count < bits) return null;
    const code = held & (2 ** bits - 1);
    held >>>= bits;
    count -= bits;
    return code;
  };
}
