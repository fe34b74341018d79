/** The table of strings that both kinds of LZW learn (Welch 1984): each is an earlier one and a last byte. */

const MAX_CODES = 4096;

export interface LzwTable {
  readonly prefix: Uint16Array;
  readonly last: Uint8Array;
  readonly length: Uint16Array;
  next: number;
}

/** Knows the single bytes below `bytes`; learns from `firstFree` on. */
export function newLzwTable(bytes: number, firstFree: number): LzwTable {
  return {
    prefix: new Uint16Array(MAX_CODES),
    last: Uint8Array.from({ length: MAX_CODES }, (_, code) => (code < bytes ? code : 0)),
    length: new Uint16Array(MAX_CODES).fill(1),
    next: firstFree,
  };
}

/** Adds the string `before` followed by the first byte of `code`, which may be the very string being added. */
export function learn(table: LzwTable, before: number, code: number): void {
  if (table.next === MAX_CODES) return;
  const { next } = table;
  table.prefix[next] = before;
  table.length[next] = (table.length[before] ?? 0) + 1;
  table.last[next] = firstByte(table, code === next ? before : code);
  table.next += 1;
}

function firstByte({ prefix, length }: LzwTable, code: number): number {
  let at = code;
  for (let left = length[code] ?? 1; left > 1; left--) at = prefix[at] ?? 0;
  return at;
}

/** Writes the code's string from `start` on, cut where `out` ends, and returns its length. */
export function writeString(table: LzwTable, code: number, out: Uint8Array, start: number): number {
  const size = table.length[code] ?? 0;
  let at = code;
  for (let to = start + size - 1; to >= start; to--) {
    out[to] = table.last[at] ?? 0;
    at = table.prefix[at] ?? 0;
  }
  return size;
}
