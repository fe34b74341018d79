/** One directory of a TIFF as bytes (TIFF 6.0 section 2; BigTIFF). Called by tiffWriter. */

/** Fields in rising order of their tags. */
export type TiffField =
  /** 16 bits where all values fit, else 32. */
  | { readonly tag: number; readonly kind: 'number'; readonly values: readonly number[] }
  /** Places and lengths in the file: 32 bits, 64 in BigTIFF. */
  | { readonly tag: number; readonly kind: 'offset'; readonly values: readonly number[] }
  /** A positive number as a fraction. */
  | { readonly tag: number; readonly kind: 'rational'; readonly value: number }
  | { readonly tag: number; readonly kind: 'text'; readonly text: string };

/** Files have the machine's own byte order, so that samples are written as they lie in memory. */
export const IS_LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** TIFF's numbers for the types of values. */
const TYPE = { text: 2, short: 3, long: 4, rational: 5, long8: 16 } as const;

interface Encoded {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly bytes: Uint8Array;
}

/**
 * The directory that stands at `at` in its file, long values behind it, with no next one; `nextAt` is where the
 * directory has the place of the next.
 */
export function directoryBytes(
  fields: readonly TiffField[],
  at: number,
  big: boolean,
): { readonly bytes: Uint8Array<ArrayBuffer>; readonly nextAt: number } {
  const encoded = fields.map((field) => encode(field, big));
  const [countSize, entrySize, wordSize] = big ? [8, 20, 8] : [2, 12, 4];
  const nextAt = countSize + entrySize * encoded.length;
  const long = encoded.filter(({ bytes }) => bytes.length > wordSize);
  const size = long.reduce((sum, { bytes }) => sum + even(bytes.length), nextAt + wordSize);
  const out = new Uint8Array(size);
  const view = new DataView(out.buffer);
  if (big) view.setBigUint64(0, BigInt(encoded.length), IS_LITTLE);
  else view.setUint16(0, encoded.length, IS_LITTLE);
  let end = nextAt + wordSize;
  for (const [index, { tag, type, count, bytes }] of encoded.entries()) {
    const entry = countSize + entrySize * index;
    view.setUint16(entry, tag, IS_LITTLE);
    view.setUint16(entry + 2, type, IS_LITTLE);
    out.set(offsetBytes(count, big), entry + 4);
    const valueAt = entry + 4 + wordSize;
    if (bytes.length <= wordSize) out.set(bytes, valueAt);
    else {
      out.set(offsetBytes(at + end, big), valueAt);
      out.set(bytes, end);
      end += even(bytes.length);
    }
  }
  return { bytes: out, nextAt };
}

/** A place in the file: 4 bytes, 8 in BigTIFF. */
export function offsetBytes(value: number, big: boolean): Uint8Array {
  return big ? integers([value], 8) : integers([value], 4);
}

/** Long values begin on a word boundary. */
function even(length: number): number {
  return length + (length % 2);
}

function encode(field: TiffField, big: boolean): Encoded {
  const { tag } = field;
  if (field.kind === 'text') {
    const bytes = new TextEncoder().encode(`${field.text}\0`);
    return { tag, type: TYPE.text, count: bytes.length, bytes };
  }
  if (field.kind === 'rational')
    return { tag, type: TYPE.rational, count: 1, bytes: integers(fraction(field.value), 4) };
  const { values } = field;
  if (field.kind === 'offset') {
    const bytes = integers(values, big ? 8 : 4);
    return { tag, type: big ? TYPE.long8 : TYPE.long, count: values.length, bytes };
  }
  const isShort = values.every((value) => value < 2 ** 16);
  const bytes = integers(values, isShort ? 2 : 4);
  return { tag, type: isShort ? TYPE.short : TYPE.long, count: values.length, bytes };
}

function integers(values: readonly number[], size: 2 | 4 | 8): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * size));
  for (const [index, value] of values.entries()) {
    const at = index * size;
    if (size === 2) view.setUint16(at, value, IS_LITTLE);
    else if (size === 4) view.setUint32(at, value, IS_LITTLE);
    else view.setBigUint64(at, BigInt(value), IS_LITTLE);
  }
  return new Uint8Array(view.buffer);
}

/** Numerator and denominator, 32 bits each, as near to `value` as the larger of the two allows. */
function fraction(value: number): [number, number] {
  const most = 2 ** 32 - 1;
  if (value >= 1) {
    const below = Math.max(1, Math.floor(most / value));
    return [Math.min(most, Math.round(value * below)), below];
  }
  const above = Math.max(1, Math.floor(most * value));
  return [above, Math.min(most, Math.round(above / value))];
}
