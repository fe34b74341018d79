/**
 * CRC-32 as in zip and PNG (ISO 3309: polynomial 0xEDB88320, reflected), four bytes at a time (Kounavis and Berry 2008).
 * Tells a torn line, chunk or checkpoint from a whole one; no protection against intent.
 */

/** TABLES[k][byte]: what `byte` does to the sum when k more bytes follow it. */
const TABLES = tables();

/** 0..2^32-1. */
export function crc32(bytes: Uint8Array): number {
  const [one, two, three, four] = TABLES;
  const inFours = bytes.length - (bytes.length % 4);
  let crc = 0xffffffff;
  for (let at = 0; at < inFours; at += 4) {
    crc =
      (four[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^
      (three[((crc >>> 8) ^ (bytes[at + 1] ?? 0)) & 0xff] ?? 0) ^
      (two[((crc >>> 16) ^ (bytes[at + 2] ?? 0)) & 0xff] ?? 0) ^
      (one[((crc >>> 24) ^ (bytes[at + 3] ?? 0)) & 0xff] ?? 0);
  }
  for (let at = inFours; at < bytes.length; at++) {
    crc = (crc >>> 8) ^ (one[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

type Table = Int32Array<ArrayBuffer>;

function tables(): readonly [Table, Table, Table, Table] {
  const one = Int32Array.from({ length: 256 }, (_, byte) => afterByte(byte));
  const shifted = (table: Table) => table.map((crc) => (crc >>> 8) ^ (one[crc & 0xff] ?? 0));
  const two = shifted(one);
  const three = shifted(two);
  return [one, two, three, shifted(three)];
}

function afterByte(byte: number): number {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
}
