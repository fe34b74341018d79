/** Against an encoder written here from the specification's own pseudo-code. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLzw } from './tiffLzw';

/** TIFF 6.0 section 13, "the algorithm for compression"; strings as text of char codes. */
function encodeLzw(bytes: readonly number[], endMark: boolean): Uint8Array {
  const bits: number[] = [];
  let table = new Map<string, number>();
  let next = 0;
  const write = (code: number) => {
    const width = next >= 2048 ? 12 : next >= 1024 ? 11 : next >= 512 ? 10 : 9;
    for (let bit = width - 1; bit >= 0; bit--) bits.push((code >> bit) & 1);
  };
  const reset = () => {
    table = new Map(Array.from({ length: 256 }, (_, i) => [String.fromCharCode(i), i]));
    next = 258;
  };
  reset();
  write(256);
  let omega = '';
  for (const byte of bytes) {
    const k = String.fromCharCode(byte);
    if (table.has(omega + k)) {
      omega += k;
      continue;
    }
    write(table.get(omega) ?? 0);
    table.set(omega + k, next++);
    if (next === 4095) {
      write(256);
      reset();
    }
    omega = k;
  }
  if (omega !== '') {
    write(table.get(omega) ?? 0);
    next++;
  }
  if (endMark) write(257);
  while (bits.length % 8 !== 0) bits.push(0);
  return Uint8Array.from({ length: bits.length / 8 }, (_, i) =>
    bits.slice(i * 8, i * 8 + 8).reduce((byte, bit) => byte * 2 + bit, 0),
  );
}

describe('decodeLzw', () => {
  it('reads the example of the specification', () => {
    // "A sample": 7 7 7 8 8 7 7 6 6 gives the codes 256 7 258 8 8 258 6 6 257.
    const bytes = encodeLzw([7, 7, 7, 8, 8, 7, 7, 6, 6], true);
    expect([...bytes.slice(0, 3)]).toEqual([0b10000000, 0b00000001, 0b11100000]);
    expect([...decodeLzw(bytes, 9)]).toEqual([7, 7, 7, 8, 8, 7, 7, 6, 6]);
  });

  it('gives back whatever was written, through all code widths and table resets', () => {
    const noisy = Array.from({ length: 40_000 }, (_, i) => (i * i * 31 + (i >> 3)) % 251);
    const flat = Array.from({ length: 40_000 }, (_, i) => Math.floor(i / 9_000));
    for (const bytes of [noisy, flat]) {
      const out = decodeLzw(encodeLzw(bytes, true), bytes.length);
      expect(Buffer.compare(out, Uint8Array.from(bytes))).toBe(0);
    }
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 3 }), { maxLength: 400 }), (bytes) => {
        expect([...decodeLzw(encodeLzw(bytes, true), bytes.length)]).toEqual(bytes);
      }),
    );
  });

  it('needs no end mark, and stops at damage', () => {
    expect([...decodeLzw(encodeLzw([5, 5, 9, 5, 5], false), 5)]).toEqual([5, 5, 9, 5, 5]);
    // 256, then code 300 before any was learnt.
    expect(() => decodeLzw(Uint8Array.of(0b10000000, 0b01001011, 0b00000000), 9)).toThrow('out of order');
  });
});
