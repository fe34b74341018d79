/**
 * An image as rows that are read when they are needed: one in memory, or a large file that is never held whole. What
 * prediction asks for, so that one way serves both.
 */
import { HeldBytes } from '../../common/heldBytes';
import type { Raster, SampleType } from '../../domain/raster';
import type { PixelSize } from '../../domain/scale';
import type { WindowedImage } from './openWindowed';
import { paletteColours } from './planeRoles';

export interface RowSource {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly type: SampleType;
  /** Rows that are best read together. */
  readonly rowsTogether: number;
  /** [to - from, width, channels], to be looked at before the next call. Throws what reading the file throws. */
  read(from: number, to: number, signal?: AbortSignal): Promise<Raster>;
}

/** An image for prediction that need not be held whole. */
export interface SourceRows {
  readonly rows: RowSource;
  readonly pixelSize: PixelSize | null;
}

/** Without a copy. `raster` has no palette. */
export function rasterRows(raster: Raster): RowSource {
  const { width, height, channels, type, data } = raster;
  const length = width * channels;
  return {
    ...{ width, height, channels, type },
    rowsTogether: height,
    read: async (from, to) => {
      return { width, height: to - from, channels, type, data: data.subarray(from * length, to * length) };
    },
  };
}

/** Least rows that are read at once: strips of single rows are common, and each read has its price. */
const LEAST_ROWS = 64;

/** In colours where the file has a palette, grey ones too. Memory: one row of the file's tiles, or the rows asked for. */
export function windowedRows(image: WindowedImage): RowSource {
  const { width, height, palette, blockRows } = image;
  return {
    ...{ width, height },
    channels: palette ? 3 : image.channels,
    type: palette ? 'uint8' : image.type,
    rowsTogether: Math.min(height, Math.ceil(LEAST_ROWS / blockRows) * blockRows),
    read: async (from, to, signal) => {
      const raster = await image.read({ x: 0, y: from, width, height: to - from }, signal);
      return palette ? paletteColours(raster) : raster;
    },
  };
}

/**
 * Reads rows in whole steps of `rowsTogether` and keeps the last one: rows that are asked for in small parts do not
 * make the file's tiles be decoded again and again.
 */
export class StepReader {
  private step = -1;
  private kept: Raster | null = null;

  constructor(
    readonly source: RowSource,
    private readonly held = new HeldBytes(),
  ) {}

  /** Visits rows `from` to `to` - 1 in parts, each with the row it begins at. Throws what reading the file throws. */
  async each(
    from: number,
    to: number,
    visit: (part: Raster, first: number) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    const { rowsTogether } = this.source;
    for (let row = from; row < to; ) {
      const step = Math.floor(row / rowsTogether);
      const end = Math.min(to, (step + 1) * rowsTogether);
      visit(rowsOf(await this.read(step, signal), row - step * rowsTogether, end - row), row);
      row = end;
    }
  }

  private async read(step: number, signal: AbortSignal | undefined): Promise<Raster> {
    if (step === this.step && this.kept) return this.kept;
    this.held.release(this.kept?.data.byteLength ?? 0);
    this.kept = null;
    const { height, rowsTogether } = this.source;
    const from = step * rowsTogether;
    const raster = await this.source.read(from, Math.min(height, from + rowsTogether), signal);
    this.held.hold(raster.data.byteLength);
    this.step = step;
    this.kept = raster;
    return raster;
  }
}

function rowsOf(raster: Raster, from: number, count: number): Raster {
  const length = raster.width * raster.channels;
  return { ...raster, height: count, data: raster.data.subarray(from * length, (from + count) * length) };
}
