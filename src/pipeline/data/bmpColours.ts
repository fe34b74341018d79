/** Pixels of 16, 24 or 32 bits of a BMP as RGB. Called by decodeBmp. */
import type { BmpHeader } from './bmpHeader';

/** [height, width, 3] in the stored order of rows; `stride` bytes a row. Fields of fewer than 8 bits are spread to 0..255. */
export function bmpColours(rows: Uint8Array, header: BmpHeader, stride: number): Uint8Array<ArrayBuffer> {
  const { width, height, bits, masks } = header;
  const out = new Uint8Array(width * height * 3);
  const fields = masks.map(fieldOf);
  const pixelBytes = bits / 8;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = littleEndian(rows, y * stride + x * pixelBytes, pixelBytes);
      const to = (y * width + x) * 3;
      for (let c = 0; c < 3; c++) out[to + c] = fields[c]?.(pixel) ?? 0;
    }
  }
  return out;
}

function littleEndian(rows: Uint8Array, at: number, bytes: number): number {
  let value = 0;
  for (let i = bytes - 1; i >= 0; i--) value = (value << 8) | (rows[at + i] ?? 0);
  return value >>> 0;
}

/** The value of one field of a pixel, 0..255. */
function fieldOf(mask: number): (pixel: number) => number {
  if (mask === 0) return () => 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const full = mask >>> shift;
  return (pixel) => Math.round((((pixel & mask) >>> shift) * 255) / full);
}
