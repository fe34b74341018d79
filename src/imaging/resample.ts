/**
 * Pixels at another size, axis by axis: averaged over the area where an axis shrinks, linear between centres where it
 * grows. Averaging counts every source pixel once: no aliasing, means kept. Linear stays within its neighbours' range,
 * so clipped intensities stay clipped and probabilities stay probabilities; a cubic would overshoot at every edge,
 * for a sharpness that holds no information. Used on what the network sees and says, not on labels.
 */
import { type AxisTaps, areaTaps, linearTaps } from './axisTaps';
import type { Size } from './resize';

/** [height, width, channels], channels interleaved, all values finite. */
export interface Pixels extends Size {
  readonly channels: number;
  readonly data: ArrayLike<number>;
}

/** What each row and column of a result takes from the source: made once for all strips of an image. */
export interface Resampling {
  readonly rows: AxisTaps;
  readonly columns: AxisTaps;
}

export function resampling(from: Size, to: Size): Resampling {
  return { rows: colourTaps(from.height, to.height), columns: colourTaps(from.width, to.width) };
}

/**
 * [to.height, to.width, channels], written into `out` where one is given. Beyond `out` it takes memory for one
 * source row: rows are mixed first, then the pixels of the mixed row.
 */
export function resample(
  from: Pixels,
  to: Size,
  out: Float32Array<ArrayBuffer> = new Float32Array(to.width * to.height * from.channels),
): Float32Array<ArrayBuffer> {
  return resampleRows({ ...from, top: 0 }, resampling(from, to), { from: 0, to: to.height }, out);
}

/** Rows `from` to `to` - 1. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** The rows of the source that these rows of the result, at least one, are made of. */
export function rowsUnder({ rows }: Resampling, { from, to }: RowRange): RowRange {
  const lengths = (row: number) => (rows.begin[row + 1] ?? 0) - (rows.begin[row] ?? 0);
  return { from: rows.first[from] ?? 0, to: (rows.first[to - 1] ?? 0) + lengths(to - 1) };
}

/**
 * The given rows of the result, as resample makes them to the bit. `source` begins with row `top` of the whole one and
 * holds rowsUnder. `out` is [rows, width of the result, channels].
 */
export function resampleRows(
  source: Omit<Pixels, 'height'> & { readonly top: number },
  { rows, columns }: Resampling,
  { from, to }: RowRange,
  out: Float32Array<ArrayBuffer>,
): Float32Array<ArrayBuffer> {
  const { channels } = source;
  const mixed = new Float64Array(source.width * channels);
  const rowLength = columns.first.length * channels;
  for (let y = from; y < to; y++) {
    mixRows(source.data, rows, y, source.top, mixed);
    mixColumns(mixed, columns, channels, out.subarray((y - from) * rowLength, (y - from + 1) * rowLength));
  }
  return out;
}

function colourTaps(from: number, to: number): AxisTaps {
  return to <= from ? areaTaps(from, to) : linearTaps(from, to);
}

/** The weighted sum of the source rows that target row `y` takes. */
function mixRows(
  data: ArrayLike<number>,
  { first, begin, weights }: AxisTaps,
  y: number,
  top: number,
  out: Float64Array,
): void {
  out.fill(0);
  const start = begin[y] ?? 0;
  for (let tap = start; tap < (begin[y + 1] ?? 0); tap++) {
    const weight = weights[tap] ?? 0;
    const at = ((first[y] ?? 0) - top + tap - start) * out.length;
    for (let i = 0; i < out.length; i++) out[i] = (out[i] ?? 0) + weight * (data[at + i] ?? 0);
  }
}

function mixColumns(
  row: Float64Array,
  { first, begin, weights }: AxisTaps,
  channels: number,
  out: Float32Array,
): void {
  for (let x = 0; x < first.length; x++) {
    const [start, end] = [begin[x] ?? 0, begin[x + 1] ?? 0];
    for (let channel = 0; channel < channels; channel++) {
      let at = (first[x] ?? 0) * channels + channel;
      let sum = 0;
      for (let tap = start; tap < end; tap++, at += channels) sum += (weights[tap] ?? 0) * (row[at] ?? 0);
      out[x * channels + channel] = sum;
    }
  }
}
