/**
 * Tiles that overlap by one half and share their pixels, for networks whose answer depends on the whole tile (norm
 * layers): next to a border of a tile another one says more. As nnU-Net does (Isensee et al. 2021), but on the pooling grid.
 */
import { assert } from '../common/assert';
import { checkGeometry, type Span, type TileGrid } from './tiles';

export interface BlendGeometry {
  readonly inputSize: number;
  /** Side of the square that the network returns, px; it lies in the middle of the input. */
  readonly outputSize: number;
  /** 2^depth: tiles start on this grid. */
  readonly alignment: number;
}

/** Standard deviation of the Gaussian weights, as a share of the tile's side. nnU-Net: 1/8. */
const SIGMA = 1 / 8;

/**
 * An image that fits into the output is one tile, in its middle. Else tiles start a quarter of the output outside the
 * image, so that every pixel lies in the middle half, each way, of one tile at least (to the pooling grid). The shares
 * of all tiles in a pixel add up to 1.
 */
export function blendGrid(width: number, height: number, geometry: BlendGeometry): TileGrid {
  const { inputSize, outputSize: core, alignment } = geometry;
  const margin = (inputSize - core) / 2;
  checkGeometry({ inputSize, core, margin, alignment });
  assert(width >= 1 && height >= 1, `an image of ${width} x ${height} px has no tiles`);
  const columns = blendedSpans(width, core, alignment);
  return { columns, rows: blendedSpans(height, core, alignment), margin, core, inputSize };
}

function blendedSpans(size: number, core: number, alignment: number): Span[] {
  const aligned = (length: number) => length - (length % alignment);
  if (size <= core) return [{ start: 0 - aligned((core - size) >> 1), from: 0, to: size, shares: null }];
  const step = Math.max(alignment, aligned(core >> 1));
  const outside = aligned(core >> 2);
  const count = 1 + Math.ceil((size + 2 * outside - core) / step);
  const starts = Array.from({ length: count }, (_, k) => k * step - outside);
  const sums = new Float64Array(size);
  for (const start of starts) {
    for (let x = Math.max(0, start); x < Math.min(size, start + core); x++)
      sums[x] = (sums[x] ?? 0) + gaussian(x - start, core);
  }
  return starts.map((start) => spanOf(start, core, sums));
}

function spanOf(start: number, core: number, sums: Float64Array): Span {
  const [from, to] = [Math.max(0, start), Math.min(sums.length, start + core)];
  const shares = sums.slice(from, to).map((sum, i) => gaussian(from + i - start, core) / sum);
  return { start, from, to, shares };
}

/** Of pixel `i` of `core`; 3e-4 at the border, never 0. */
function gaussian(i: number, core: number): number {
  const distance = (i - (core - 1) / 2) / (SIGMA * core);
  return Math.exp(-(distance ** 2) / 2);
}
