/** A TIFF block's unpacked bytes as samples of the studio's types. */
import type { SampleArray, SampleType } from '../../domain/raster';
import { newSamples, samplesOver } from './sampleArrays';

/** How one page stores its samples. */
export interface SampleLayout {
  readonly bits: number;
  /** 1 unsigned, 2 signed, 3 float. */
  readonly format: number;
}

/** The narrowest type that holds every value: half floats become float32, 12-bit samples uint16. */
export function sampleTypeFor({ bits, format }: SampleLayout): SampleType {
  if (format === 3) return bits === 64 ? 'float64' : 'float32';
  const width = bits <= 8 ? 8 : bits <= 16 ? 16 : 32;
  return format === 2 ? `int${width}` : `uint${width}`;
}

const HOST_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * Turns every sample of `bits` (8, 16, 32, 64) around where the bytes are not in the machine's order. In place; the
 * bytes start at a multiple of a sample's size.
 */
export function toHostOrder(bytes: Uint8Array<ArrayBuffer>, bits: number, littleEndian: boolean): void {
  if (littleEndian === HOST_LITTLE_ENDIAN) return;
  const { buffer, byteOffset, length } = bytes;
  if (bits === 16) {
    const words = new Uint16Array(buffer, byteOffset, length / 2);
    for (let i = 0; i < words.length; i++) words[i] = swap16(words[i] ?? 0);
  } else if (bits === 32) {
    const words = new Uint32Array(buffer, byteOffset, length / 4);
    for (let i = 0; i < words.length; i++) words[i] = swap32(words[i] ?? 0);
  } else if (bits === 64) {
    const words = new Uint32Array(buffer, byteOffset, length / 4);
    for (let i = 0; i < words.length; i += 2) {
      [words[i], words[i + 1]] = [swap32(words[i + 1] ?? 0), swap32(words[i] ?? 0)];
    }
  }
}

function swap16(word: number): number {
  return (word << 8) | (word >> 8);
}

function swap32(word: number): number {
  return (swap16(word & 0xffff) << 16) | (swap16(word >>> 16) & 0xffff);
}

/** Whole-byte samples in the machine's order: a view of the same bytes, which start at a multiple of their size. */
export function wholeSamples(bytes: Uint8Array<ArrayBuffer>, layout: SampleLayout): SampleArray {
  const { bits, format } = layout;
  const length = (bytes.length * 8) / bits;
  if (format === 3 && bits === 16) {
    return halfFloats(new Uint16Array(bytes.buffer, bytes.byteOffset, length));
  }
  return samplesOver(sampleTypeFor(layout), bytes.buffer, bytes.byteOffset, length);
}

/** IEEE 754 binary16. */
function halfFloats(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const out = new Float32Array(halves.length);
  for (const [index, half] of halves.entries()) {
    const exponent = (half >> 10) & 31;
    const fraction = half & 1023;
    const size =
      exponent === 0
        ? fraction * 2 ** -24
        : exponent === 31
          ? fraction === 0
            ? Number.POSITIVE_INFINITY
            : Number.NaN
          : (1 + fraction / 1024) * 2 ** (exponent - 15);
    out[index] = half & 0x8000 ? -size : size;
  }
  return out;
}

/**
 * Samples of any other depth up to 31 bits, packed high bit first with rows on byte borders; of 24 bits in the
 * file's byte order, as libtiff writes them.
 */
export function packedSamples(
  bytes: Uint8Array,
  { bits, format }: SampleLayout,
  rowSamples: number,
  rows: number,
  littleEndian: boolean,
): SampleArray {
  const out = newSamples(sampleTypeFor({ bits, format }), rowSamples * rows);
  const rowBytes = Math.ceil((rowSamples * bits) / 8);
  const turned = bits === 24 && littleEndian;
  const sign = format === 2 ? 2 ** (bits - 1) : Number.POSITIVE_INFINITY;
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < rowSamples; x++) {
      const value = turned
        ? bytes24(bytes, y * rowBytes + x * 3)
        : bitsAt(bytes, y * rowBytes * 8 + x * bits, bits);
      out[y * rowSamples + x] = value >= sign ? value - 2 * sign : value;
    }
  }
  return out;
}

function bytes24(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256 + (bytes[at + 2] ?? 0) * 65536;
}

function bitsAt(bytes: Uint8Array, at: number, bits: number): number {
  let value = 0;
  for (let left = bits, from = at; left > 0; ) {
    const room = 8 - (from & 7);
    const taken = Math.min(room, left);
    const part = ((bytes[from >> 3] ?? 0) >> (room - taken)) & ((1 << taken) - 1);
    value = value * 2 ** taken + part;
    from += taken;
    left -= taken;
  }
  return value;
}
