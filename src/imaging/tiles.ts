/**
 * The overlap-tile plan: which squares of an image the network is shown, and which pixels of the result each of
 * them writes. Pure; running the network is the caller's business (stage "predict"). Tiles that share pixels: blendGrid.
 */
import { assert } from '../common/assert';
import type { FloatRaster } from '../domain/raster';
import { mirrorOffsets } from './mirror';

export interface TileGeometry {
  /** Side of the square the network reads, px. */
  readonly inputSize: number;
  /** Side of the square in its middle that a tile may contribute, px: inputSize - 2 * margin. */
  readonly core: number;
  /** Context on each side, px: what valid convolutions eat, or what is cut off for `same` ones. */
  readonly margin: number;
  /** 2^depth. Tiles start on this grid, else poolings meet other pixels than in the whole image. */
  readonly alignment: number;
}

/** One square of the plan; all numbers px. */
export interface Tile {
  /** Top left corner of the input in the image; negative where it reaches into the mirrored border. */
  readonly inX: number;
  readonly inY: number;
  /** The part of the image that this tile writes. All parts together are the image. */
  readonly outX: number;
  readonly outY: number;
  readonly outWidth: number;
  readonly outHeight: number;
  /** Where that part starts inside the tile's core. */
  readonly cropX: number;
  readonly cropY: number;
}

/** A tile along one axis; all numbers px. */
export interface Span {
  /** Where the core starts. */
  readonly start: number;
  /** What is written: pixels `from` to `to` - 1. */
  readonly from: number;
  readonly to: number;
  /** How much of each of these pixels is this tile's, 0..1; null where no other tile writes them. */
  readonly shares: Float64Array | null;
}

/** Every column with every row is a tile. */
export interface TileGrid {
  readonly columns: readonly Span[];
  readonly rows: readonly Span[];
  readonly margin: number;
  readonly core: number;
  readonly inputSize: number;
}

/**
 * Tiles that each write a part of their own, at least one. inX + margin and inY + margin are multiples of `alignment`;
 * the last tiles keep to the grid and read the mirrored border instead of moving back into the image.
 * Where neighbours overlap the seam lies in the middle of the overlap.
 */
export function seamGrid(width: number, height: number, geometry: TileGeometry): TileGrid {
  checkGeometry(geometry);
  assert(width >= 1 && height >= 1, `an image of ${width} x ${height} px has no tiles`);
  const { margin, core, inputSize } = geometry;
  return { columns: spans(width, geometry), rows: spans(height, geometry), margin, core, inputSize };
}

export function checkGeometry({ inputSize, core, margin, alignment }: TileGeometry): void {
  const whole = [inputSize, core, margin, alignment].every(Number.isInteger);
  assert(whole && margin >= 0 && alignment >= 1, 'tile geometry is in whole pixels');
  assert(core === inputSize - 2 * margin, `core ${core} px is not ${inputSize} - 2 * ${margin}`);
  assert(core >= alignment, `core ${core} px is smaller than the pooling grid of ${alignment} px`);
}

/** Core positions along one axis: as few as cover `size` in steps of the largest multiple of `alignment`. */
function spans(size: number, { core, alignment }: TileGeometry): Span[] {
  const step = core - (core % alignment);
  const seam = (core - step) >> 1;
  const count = 1 + Math.max(0, Math.ceil((size - core) / step));
  return Array.from({ length: count }, (_, k) => ({
    start: k * step,
    from: k === 0 ? 0 : k * step + seam,
    to: k === count - 1 ? size : (k + 1) * step + seam,
    shares: null,
  }));
}

/** A tile with its place in the grid. */
export interface GridTile extends Tile {
  readonly column: Span;
  readonly row: Span;
}

/** The grid's tiles in rows from the top left, one at a time: a large image has many. */
export function* tilesOf({ columns, rows, margin }: TileGrid): Generator<GridTile> {
  for (const row of rows) for (const column of columns) yield tileOf(column, row, margin);
}

function tileOf(column: Span, row: Span, margin: number): GridTile {
  return {
    column,
    row,
    inX: column.start - margin,
    inY: row.start - margin,
    outX: column.from,
    outY: row.from,
    outWidth: column.to - column.from,
    outHeight: row.to - row.from,
    cropX: column.from - column.start,
    cropY: row.from - row.start,
  };
}

/** An image of which only some rows are there: `data` begins with row `top`. A whole one has no `top`. */
export interface ImageRows extends FloatRaster {
  readonly top?: number;
}

/**
 * What the network reads for a tile: [inputSize, inputSize, channels], mirrored beyond the image's border. The rows of
 * tileRows have to be there.
 */
export function readTile(
  image: ImageRows,
  tile: Pick<Tile, 'inX' | 'inY'>,
  inputSize: number,
): Float32Array<ArrayBuffer> {
  const { width, height, channels, data, top = 0 } = image;
  const columns = mirrorOffsets(tile.inX, inputSize, width, channels);
  const rows = mirrorOffsets(tile.inY, inputSize, height, width * channels);
  const above = top * width * channels;
  const out = new Float32Array(inputSize * inputSize * channels);
  // What lies inside the image is copied as it is.
  const inside = { from: Math.max(0, -tile.inX), to: Math.min(inputSize, width - tile.inX) };
  rows.forEach((offset, y) => {
    const row = offset - above;
    const to = y * inputSize * channels;
    const mirror = (column: number) => {
      for (let c = 0; c < channels; c++)
        out[to + column * channels + c] = data[row + (columns[column] ?? 0) + c] ?? 0;
    };
    for (let column = 0; column < Math.min(inside.from, inputSize); column++) mirror(column);
    if (inside.from < inside.to) {
      const first = row + (tile.inX + inside.from) * channels;
      const length = (inside.to - inside.from) * channels;
      out.set(data.subarray(first, first + length), to + inside.from * channels);
    }
    for (let column = Math.max(inside.from, inside.to); column < inputSize; column++) mirror(column);
  });
  return out;
}

/** The rows of an image of `height` px that readTile reads for a tile that begins at `inY`: [first, end). */
export function tileRows(inY: number, inputSize: number, height: number): readonly [number, number] {
  const rows = mirrorOffsets(inY, inputSize, height, 1);
  return [Math.min(...rows), Math.max(...rows) + 1];
}

/** The network's answer to one tile. */
export interface TileOutput {
  /** Side of the square, px: the core, or the whole input for `same` convolutions (its rim is cut off). */
  readonly size: number;
  readonly channels: number;
  /** [size, size, channels]. */
  readonly data: Float32Array;
}

/** Writes the channel with the largest value of each pixel, the first of equals, into `labels` [height, width]. */
export function writeTileLabels(
  output: TileOutput,
  tile: Tile,
  core: number,
  labels: { readonly width: number; readonly data: Uint8Array },
): void {
  for (let y = 0; y < tile.outHeight; y++) {
    let from = outputIndex(output, tile.cropX, tile.cropY + y, core);
    let to = (tile.outY + y) * labels.width + tile.outX;
    for (let x = 0; x < tile.outWidth; x++, from += output.channels, to++) {
      labels.data[to] = largest(output.data, from, output.channels);
    }
  }
}

/** Index in the output of the first value of pixel (x, y) of the core. */
export function outputIndex({ size, channels }: TileOutput, x: number, y: number, core: number): number {
  const rim = (size - core) / 2;
  assert(Number.isInteger(rim) && rim >= 0, `a core of ${core} px is not centred in ${size} px`);
  return ((rim + y) * size + rim + x) * channels;
}

function largest(values: Float32Array, from: number, count: number): number {
  let best = 0;
  for (let c = 1; c < count; c++) if ((values[from + c] ?? 0) > (values[from + best] ?? 0)) best = c;
  return best;
}
