/**
 * An image as a network gets it, read by rows: channels, then intensities, then scale, as prepareImage does it, to the
 * bit. Memory grows with the rows that are asked for. For prediction; training holds its images whole.
 */
import { HeldBytes } from '../../common/heldBytes';
import type { FloatRaster, Raster } from '../../domain/raster';
import { type PixelSize, scaleFactors } from '../../domain/scale';
import { type Resampling, resampleRows, resampling, rowsUnder } from '../../imaging/resample';
import { sizeAtScale } from './atScale';
import { type Mapping, normaliseBy } from './normalise';
import type { Preparing } from './prepareImage';
import { rowMappings } from './rowMappings';
import { type RowSource, StepReader } from './rowSource';
import { selectChannels } from './selectChannels';

/** A float image whose rows are read when they are needed. */
export interface FloatRows {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** Fills `out`, [to - from, width, channels]. Throws what reading the file throws. */
  read(from: number, to: number, out: Float32Array<ArrayBuffer>, signal?: AbortSignal): Promise<void>;
}

/** Rows that are normalised, or made by resampling, at once: what bounds the rows that are held as floats on the way. */
const ROWS_AT_ONCE = 32;

/** Measures the image first where the intensities go by it (rowMappings). Throws `bad-setting`, what reading throws. */
export async function preparedRows(
  source: RowSource,
  pixelSize: PixelSize | null,
  { channelChoice, normalisation, scale }: Preparing,
  { signal, held = new HeldBytes() }: { readonly signal?: AbortSignal; readonly held?: HeldBytes } = {},
): Promise<FloatRows> {
  const reader = new StepReader(source, held);
  const mappings = await rowMappings(reader, channelChoice, normalisation, signal);
  const own = normalisedRows(reader, channelChoice, mappings, held);
  const size = sizeAtScale(source, scaleFactors(scale, pixelSize));
  return size.width === own.width && size.height === own.height
    ? own
    : resampledRows(own, resampling(own, size), held);
}

/** Without a copy of the whole. */
export function imageRows(image: FloatRaster): FloatRows {
  const { width, height, channels, data } = image;
  const length = width * channels;
  return {
    ...{ width, height, channels },
    read: async (from, to, out) => out.set(data.subarray(from * length, to * length)),
  };
}

function normalisedRows(
  reader: StepReader,
  channelChoice: readonly number[] | null,
  mappings: readonly Mapping[],
  held: HeldBytes,
): FloatRows {
  const { width, height } = reader.source;
  const channels = mappings.length;
  const write = (part: Raster, out: Float32Array) => {
    const { data } = normaliseBy(selectChannels(part, channelChoice), mappings);
    held.hold(data.byteLength);
    out.set(data);
    held.release(data.byteLength);
  };
  return {
    ...{ width, height, channels },
    read: inParts(width * channels, (from, to, out, signal) =>
      reader.each(
        from,
        to,
        (part, first) => write(part, out.subarray((first - from) * width * channels)),
        signal,
      ),
    ),
  };
}

function resampledRows(source: FloatRows, taps: Resampling, held: HeldBytes): FloatRows {
  const { channels } = source;
  const [width, height] = [taps.columns.first.length, taps.rows.first.length];
  return {
    ...{ width, height, channels },
    read: inParts(width * channels, async (from, to, out, signal) => {
      const under = rowsUnder(taps, { from, to });
      const data = new Float32Array((under.to - under.from) * source.width * channels);
      held.hold(data.byteLength);
      await source.read(under.from, under.to, data, signal);
      resampleRows({ width: source.width, channels, data, top: under.from }, taps, { from, to }, out);
      held.release(data.byteLength);
    }),
  };
}

/** A read of a few rows at a time, each of `length` values. */
function inParts(length: number, read: FloatRows['read']): FloatRows['read'] {
  return async (from, to, out, signal) => {
    for (let row = from; row < to; row += ROWS_AT_ONCE) {
      const end = Math.min(to, row + ROWS_AT_ONCE);
      await read(row, end, out.subarray((row - from) * length, (end - from) * length), signal);
    }
  };
}
