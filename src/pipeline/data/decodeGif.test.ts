/** GIFs written from the specification: codes, interlacing, and what frames leave of each other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeGif } from './decodeGif';
import { decodeGifLzw } from './gifLzw';

/** GIF89a, appendix F, with strings as text of char codes; the table is cleared when it is full. */
function encodeLzw(indices: readonly number[], codeBits: number): number[] {
  const bits: number[] = [];
  const clear = 2 ** codeBits;
  let table = new Map<string, number>();
  let [next, width] = [0, 0];
  const write = (code: number) => {
    for (let bit = 0; bit < width; bit++) bits.push((code >> bit) & 1);
  };
  const reset = () => {
    table = new Map(Array.from({ length: clear }, (_, i) => [String.fromCharCode(i), i]));
    [next, width] = [clear + 2, codeBits + 1];
  };
  reset();
  write(clear);
  let omega = '';
  for (const index of indices) {
    const k = String.fromCharCode(index);
    if (table.has(omega + k)) {
      omega += k;
      continue;
    }
    write(table.get(omega) ?? 0);
    if (next === 4096) {
      write(clear);
      reset();
    } else {
      table.set(omega + k, next++);
      // The code that was just learnt may come next and needs its width.
      if (next - 1 === 2 ** width) width += 1;
    }
    omega = k;
  }
  if (omega !== '') write(table.get(omega) ?? 0);
  // The end code is written in the width that the last addition calls for.
  if (next === 2 ** width && width < 12) width += 1;
  write(clear + 1);
  const bytes: number[] = [];
  for (let i = 0; i < bits.length; i += 8)
    bytes.push(bits.slice(i, i + 8).reduce((sum, bit, b) => sum + (bit << b), 0));
  return bytes;
}

interface Frame {
  readonly at: readonly [number, number, number, number];
  readonly indices: readonly number[];
  readonly interlaced?: boolean;
  readonly palette?: readonly number[];
  readonly transparent?: number;
  readonly disposal?: number;
}

const PALETTE = [0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255];
const word = (value: number) => [value & 255, value >> 8];

function buildGif(
  width: number,
  height: number,
  frames: readonly Frame[],
  background = 0,
): Uint8Array<ArrayBuffer> {
  const blocks = frames.flatMap(({ at, indices, interlaced, palette, transparent, disposal = 0 }) => {
    const flags = (disposal << 2) | (transparent === undefined ? 0 : 1);
    const control = [0x21, 0xf9, 4, flags, 0, 0, transparent ?? 0, 0];
    const look = (palette ? 0x81 : 0) | (interlaced ? 0x40 : 0);
    const data = encodeLzw(indices, 2);
    const pieces: number[] = [];
    for (let i = 0; i < data.length; i += 255) {
      const piece = data.slice(i, i + 255);
      pieces.push(piece.length, ...piece);
    }
    return [...control, 0x2c, ...at.flatMap(word), look, ...(palette ?? []), 2, ...pieces, 0];
  });
  const head = [...new TextEncoder().encode('GIF89a'), ...word(width), ...word(height), 0x81, background, 0];
  return Uint8Array.from([...head, ...PALETTE, ...blocks, 0x3b]);
}

const shown = (bytes: Uint8Array<ArrayBuffer>) =>
  decodeGif('a.gif', bytes).planes.map(({ raster }) => Array.from(raster.data));

describe('decodeGif', () => {
  it('gives back whatever was coded, through all widths and clears', () => {
    const noisy = Array.from({ length: 30_000 }, (_, i) => (i * i * 31 + (i >> 3)) % 251);
    expect(
      Buffer.compare(decodeGifLzw(Uint8Array.from(encodeLzw(noisy, 8)), 8, 30_000), Uint8Array.from(noisy)),
    ).toBe(0);
    const lists = fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 600 });
    fc.assert(
      fc.property(lists, (indices) => {
        const coded = Uint8Array.from(encodeLzw(indices, 2));
        expect(Array.from(decodeGifLzw(coded, 2, indices.length))).toEqual(indices);
      }),
    );
  });

  it('keeps a mask’s indices, with the palette', () => {
    const [plane] = decodeGif(
      'a.gif',
      buildGif(2, 2, [{ at: [0, 0, 2, 2], indices: [0, 1, 2, 3], transparent: 2 }]),
    ).planes;
    expect(plane?.raster).toMatchObject({ channels: 1, data: Uint8Array.of(0, 1, 2, 3) });
    expect(plane?.raster.palette).toEqual(Uint8Array.from(PALETTE));
  });

  it('puts interlaced rows in order', () => {
    // Appendix E: every 8th row from 0, every 8th from 4, every 4th from 2, every 2nd from 1.
    const order = [0, 8, 4, 2, 6, 1, 3, 5, 7, 9];
    const stored = order.map((row) => row % 4);
    expect(shown(buildGif(1, 10, [{ at: [0, 0, 1, 10], indices: stored, interlaced: true }]))).toEqual([
      [0, 1, 2, 3, 0, 1, 2, 3, 0, 1],
    ]);
  });

  it('shows each frame over what the ones before left', () => {
    const whole = { at: [0, 0, 2, 1] as const, indices: [1, 1] };
    const right = (disposal: number) => ({ at: [1, 0, 1, 1] as const, indices: [2], disposal });
    const last = { at: [0, 0, 2, 1] as const, indices: [3, 0], transparent: 0 };
    // Left in place; background (index 3) restored; what was before restored.
    expect(shown(buildGif(2, 1, [whole, right(1), last], 3))).toEqual([
      [1, 1],
      [1, 2],
      [3, 2],
    ]);
    expect(shown(buildGif(2, 1, [whole, right(2), last], 3))).toEqual([
      [1, 1],
      [1, 2],
      [3, 3],
    ]);
    expect(shown(buildGif(2, 1, [whole, right(3), last], 3))).toEqual([
      [1, 1],
      [1, 2],
      [3, 1],
    ]);
  });

  it('makes RGB of frames with palettes of their own', () => {
    const own = [9, 8, 7, 1, 2, 3, 0, 0, 0, 0, 0, 0];
    const frames = [
      { at: [0, 0, 1, 1] as const, indices: [1] },
      { at: [0, 0, 1, 1] as const, indices: [0], palette: own },
    ];
    expect(shown(buildGif(1, 1, frames))).toEqual([
      [255, 0, 0],
      [9, 8, 7],
    ]);
  });

  it('fills what the first frame leaves free, and cuts nothing that reaches beyond the screen', () => {
    expect(shown(buildGif(3, 1, [{ at: [1, 0, 1, 1], indices: [1] }], 2))).toEqual([[2, 1, 2]]);
    expect(shown(buildGif(1, 1, [{ at: [0, 0, 2, 1], indices: [1, 2] }]))).toEqual([[1, 2]]);
  });

  it('refuses frames that end early, and files without one', () => {
    const short = buildGif(2, 2, [{ at: [0, 0, 2, 2], indices: [1, 2, 3] }]);
    expect(() => shown(short)).toThrow(expect.objectContaining({ code: 'truncated-file' }));
    expect(() => shown(buildGif(2, 2, []))).toThrow(expect.objectContaining({ code: 'unreadable-file' }));
    const whole = buildGif(2, 2, [{ at: [0, 0, 2, 2], indices: [1, 2, 3, 1] }]);
    // Without the trailer all is there; one byte less and the frame is not.
    expect(shown(whole.slice(0, -1))).toEqual([[1, 2, 3, 1]]);
    expect(() => shown(whole.slice(0, -2))).toThrow(expect.objectContaining({ code: 'truncated-file' }));
    const claims = buildGif(2, 2, [{ at: [0, 0, 9000, 9000], indices: [1, 2, 3, 1] }]);
    expect(() => shown(claims)).toThrow(expect.objectContaining({ code: 'truncated-file' }));
  });
});
