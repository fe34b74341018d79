/** The decoder's three known faults, on files built here byte by byte from the TIFF 6.0 specification. */
import { describe, expect, it } from 'vitest';
import { decodeTiff } from './decodeTiff';

interface Field {
  readonly tag: number;
  /** 3 is 16-bit, 4 is 32-bit. */
  readonly type: 3 | 4;
  readonly values: readonly number[];
}

/** A one-page TIFF: header, strips, lists, directory. StripOffsets and StripByteCounts are added. */
function buildTiff(littleEndian: boolean, fields: readonly Field[], strips: readonly Uint8Array[]) {
  const view = new DataView(new ArrayBuffer(1 << 16));
  let end = 8;
  const offsets = strips.map((strip) => {
    new Uint8Array(view.buffer).set(strip, end);
    end += strip.length;
    return end - strip.length;
  });
  const all = [
    ...fields,
    { tag: 273, type: 4, values: offsets } as const,
    { tag: 279, type: 4, values: strips.map((strip) => strip.length) } as const,
  ].sort((a, b) => a.tag - b.tag);
  const places = all.map((field) => {
    const bytes = field.values.length * (field.type === 3 ? 2 : 4);
    if (bytes <= 4) return null;
    const at = end;
    field.values.forEach((value, i) => {
      if (field.type === 3) view.setUint16(at + i * 2, value, littleEndian);
      else view.setUint32(at + i * 4, value, littleEndian);
    });
    end += bytes;
    return at;
  });
  view.setUint16(0, littleEndian ? 0x4949 : 0x4d4d);
  view.setUint16(2, 42, littleEndian);
  // Far from the lists, so that the decoder does not happen to have them in its first slice.
  const directory = Math.max(end, 8192);
  view.setUint32(4, directory, littleEndian);
  view.setUint16(directory, all.length, littleEndian);
  all.forEach((field, i) => {
    const entry = directory + 2 + i * 12;
    view.setUint16(entry, field.tag, littleEndian);
    view.setUint16(entry + 2, field.type, littleEndian);
    view.setUint32(entry + 4, field.values.length, littleEndian);
    const place = places[i] ?? null;
    const only = field.values[0] ?? 0;
    if (place !== null) view.setUint32(entry + 8, place, littleEndian);
    else if (field.type === 3) view.setUint16(entry + 8, only, littleEndian);
    else view.setUint32(entry + 8, only, littleEndian);
  });
  return new Uint8Array(view.buffer.slice(0, directory + 2 + all.length * 12 + 4));
}

function size(width: number, height: number, rowsPerStrip: number): Field[] {
  return [
    { tag: 256, type: 3, values: [width] },
    { tag: 257, type: 3, values: [height] },
    { tag: 262, type: 3, values: [1] },
    { tag: 278, type: 3, values: [rowsPerStrip] },
  ];
}

function bigEndian16(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 2));
  values.forEach((value, i) => {
    view.setUint16(i * 2, value);
  });
  return new Uint8Array(view.buffer);
}

const ROWS = [
  [1000, 65535, 3, 40000, 40001],
  [7, 6, 5, 60000, 0],
  [258, 513, 1, 2, 3],
];

describe('decodeTiff', () => {
  it('reads big-endian files of many strips', async () => {
    const fields = [...size(5, 3, 1), { tag: 258, type: 3, values: [16] } as const];
    const [page] = await decodeTiff('be.tif', buildTiff(false, fields, ROWS.map(bigEndian16)));
    expect(Array.from(page?.data ?? [])).toEqual(ROWS.flat());
    expect(page?.type).toBe('uint16');
  });

  it('undoes differences of big-endian 16-bit samples', async () => {
    const fields = [
      ...size(5, 3, 1),
      { tag: 258, type: 3, values: [16] } as const,
      { tag: 317, type: 3, values: [2] } as const,
    ];
    const differences = ROWS.map((row) =>
      row.map((v, x) => (v - (x === 0 ? 0 : (row[x - 1] ?? 0))) & 0xffff),
    );
    const [page] = await decodeTiff('be2.tif', buildTiff(false, fields, differences.map(bigEndian16)));
    expect(Array.from(page?.data ?? [])).toEqual(ROWS.flat());
  });

  it('takes one bit per sample where the file does not say', async () => {
    const strip = Uint8Array.of(0b10110000, 0b10000000, 0b01000000, 0b01000000);
    const [page] = await decodeTiff('bits.tif', buildTiff(true, size(10, 2, 2), [strip]));
    expect(Array.from(page?.data ?? [])).toEqual([
      1, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1,
    ]);
  });

  it('refuses a page that would fill the memory before it decodes it', async () => {
    const fields = [
      ...size(9000, 9000, 9000),
      { tag: 258, type: 3, values: [32] } as const,
      { tag: 277, type: 3, values: [60_000] } as const,
    ];
    const tiff = buildTiff(true, fields, [new Uint8Array(8)]);
    await expect(decodeTiff('deep.tif', tiff)).rejects.toMatchObject({ code: 'image-too-large' });
  });

  it('names a file whose pixels end early', async () => {
    const whole = buildTiff(
      true,
      [...size(5, 1, 1), { tag: 258, type: 3, values: [8] }],
      [new Uint8Array(5)],
    );
    const view = new DataView(whole.buffer);
    const directory = view.getUint32(4, true);
    const counts = Array.from({ length: 7 }, (_, i) => directory + 2 + i * 12);
    const entry = counts.find((at) => view.getUint16(at, true) === 279) ?? 0;
    view.setUint32(entry + 8, 1e6, true);
    await expect(decodeTiff('short.tif', whole)).rejects.toMatchObject({ code: 'truncated-file' });
  });
});
