/** BMPs written from Microsoft's description of the format, in every depth and both directions. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBmp } from './decodeBmp';

interface Bmp {
  readonly width: number;
  /** Negative: rows from the top down. */
  readonly height: number;
  readonly bits: number;
  readonly compression?: number;
  readonly palette?: readonly (readonly [number, number, number])[];
  /** Red, green, blue. */
  readonly masks?: readonly [number, number, number];
  readonly pixels: readonly number[];
  readonly perMetre?: number;
}

/** BITMAPFILEHEADER and BITMAPINFOHEADER. */
function buildBmp({ width, height, bits, compression = 0, palette = [], masks, pixels, perMetre = 0 }: Bmp) {
  const pixelsAt = 54 + (masks ? 12 : 0) + palette.length * 4;
  const view = new DataView(new ArrayBuffer(pixelsAt + pixels.length));
  view.setUint16(0, 0x424d);
  view.setUint32(2, view.byteLength, true);
  view.setUint32(10, pixelsAt, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, bits, true);
  view.setUint32(30, compression, true);
  view.setInt32(38, perMetre, true);
  view.setInt32(42, perMetre, true);
  view.setUint32(46, palette.length, true);
  masks?.forEach((mask, i) => {
    view.setUint32(54 + i * 4, mask, true);
  });
  palette.forEach(([r, g, b], i) => {
    new Uint8Array(view.buffer).set([b, g, r, 0], pixelsAt - palette.length * 4 + i * 4);
  });
  new Uint8Array(view.buffer).set(pixels, pixelsAt);
  return new Uint8Array(view.buffer);
}

const raster = (bmp: Bmp) => {
  const [only] = decodeBmp('built.bmp', buildBmp(bmp)).planes;
  if (only === undefined) throw new Error('no plane');
  return only.raster;
};

/** Rows of bits, padded to four bytes, the last row first. */
function bottomUp(rows: readonly string[]): number[] {
  return [...rows].reverse().flatMap((bits) => {
    const padded = bits.padEnd(Math.ceil(bits.length / 32) * 32, '0');
    return (padded.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  });
}

const COLOURS = [
  [10, 20, 30],
  [0, 0, 255],
] as const;

describe('decodeBmp', () => {
  it('reads indices of every depth in both directions', () => {
    const shapes = fc.record({
      bits: fc.constantFrom(1, 2, 4, 8),
      width: fc.integer({ min: 1, max: 40 }),
      height: fc.integer({ min: 1, max: 9 }),
      topDown: fc.boolean(),
    });
    fc.assert(
      fc.property(shapes, ({ bits, width, height, topDown }) => {
        const values = Array.from({ length: width * height }, (_, i) => (i * 7 + 3) % 2 ** bits);
        const rows = Array.from({ length: height }, (_, y) =>
          values
            .slice(y * width, (y + 1) * width)
            .map((value) => value.toString(2).padStart(bits, '0'))
            .join(''),
        );
        const pixels = bottomUp(topDown ? [...rows].reverse() : rows);
        const bmp = { width, height: topDown ? -height : height, bits, palette: COLOURS, pixels };
        const decoded = raster(bmp);
        expect(Array.from(decoded.data)).toEqual(values);
        expect(decoded.palette).toEqual(Uint8Array.of(10, 20, 30, 0, 0, 255));
      }),
    );
  });

  it('takes a palette of greys for what it is', () => {
    const palette = Array.from({ length: 256 }, (_, i) => [i, i, i] as const);
    const decoded = raster({ width: 1, height: 1, bits: 8, palette, pixels: [9, 0, 0, 0] });
    expect(decoded).toEqual({ width: 1, height: 1, channels: 1, type: 'uint8', data: Uint8Array.of(9) });
  });

  it('reads colours of 24, 32 and 16 bits', () => {
    const data = (bmp: Bmp) => [...raster(bmp).data];
    const one = { width: 1, height: 1 };
    expect(data({ ...one, bits: 24, pixels: [3, 2, 1, 0] })).toEqual([1, 2, 3]);
    expect(data({ ...one, bits: 32, pixels: [3, 2, 1, 99] })).toEqual([1, 2, 3]);
    // 5 bits each: 31 is full, 16 a little over half.
    expect(data({ ...one, bits: 16, pixels: [0b00010000, 0b01111100, 0, 0] })).toEqual([255, 0, 132]);
    const masks = [0xf800, 0x07e0, 0x001f] as const;
    expect(data({ ...one, bits: 16, compression: 3, masks, pixels: [0xe0, 0x07, 0, 0] })).toEqual([
      0, 255, 0,
    ]);
    const swapped = [0xff, 0xff00, 0xff0000] as const;
    expect(data({ ...one, bits: 32, compression: 3, masks: swapped, pixels: [1, 2, 3, 4] })).toEqual([
      1, 2, 3,
    ]);
  });

  it('reads runs of 8 and of 4 bits', () => {
    // Three 5s; end of row; a jump of one; literals 1, 2, 3 and their padding; end.
    const runs = [3, 5, 0, 0, 0, 2, 1, 0, 0, 3, 1, 2, 3, 0, 0, 1];
    const eight = raster({ width: 5, height: 2, bits: 8, compression: 1, palette: COLOURS, pixels: runs });
    expect([...eight.data]).toEqual([0, 1, 2, 3, 0, 5, 5, 5, 0, 0]);
    const nibbles = [5, 0x12, 0, 0, 0, 5, 0x34, 0x56, 0x70, 0, 0, 1];
    const four = raster({ width: 5, height: 2, bits: 4, compression: 2, palette: COLOURS, pixels: nibbles });
    expect([...four.data]).toEqual([3, 4, 5, 6, 7, 1, 2, 1, 2, 1]);
  });

  it('tells the pixel size, and refuses what it cannot read', () => {
    const plain = { width: 1, height: 1, bits: 24, pixels: [3, 2, 1, 0] };
    expect(decodeBmp('a.bmp', buildBmp({ ...plain, perMetre: 2_000_000 })).pixelSize).toEqual({
      x: 0.5,
      y: 0.5,
    });
    expect(decodeBmp('a.bmp', buildBmp({ ...plain, perMetre: 3780 })).pixelSize).toBeNull();
    const code = (bmp: Bmp) => () => decodeBmp('a.bmp', buildBmp(bmp));
    expect(code({ ...plain, compression: 4 })).toThrow(
      expect.objectContaining({ code: 'unsupported-feature' }),
    );
    expect(code({ ...plain, width: 9 })).toThrow(expect.objectContaining({ code: 'truncated-file' }));
    expect(code({ ...plain, width: 60_000, height: 60_000 })).toThrow(
      expect.objectContaining({ code: 'image-too-large' }),
    );
  });
});
