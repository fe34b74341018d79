/** The pixels that hang together with one of them. Cost follows their number, never the image's. Used by Painter. */
import type { RowVisitor } from './paintMap';

interface Grid {
  readonly width: number;
  readonly height: number;
}

/** Of a tile: 64 px a side. */
const BITS = 6;
const TILE = 2 ** BITS;

/** Which pixels were met, in squares that are made when one is met in them. */
class Met {
  private readonly tiles: (Uint8Array | undefined)[];
  private readonly across: number;

  constructor({ width, height }: Grid) {
    this.across = Math.ceil(width / TILE);
    this.tiles = new Array<Uint8Array | undefined>(this.across * Math.ceil(height / TILE)).fill(undefined);
  }

  has(x: number, y: number): boolean {
    const tile = this.tiles[(y >> BITS) * this.across + (x >> BITS)];
    return tile !== undefined && tile[placeIn(x, y)] === 1;
  }

  add(x: number, y: number): void {
    const at = (y >> BITS) * this.across + (x >> BITS);
    let tile = this.tiles[at];
    if (tile === undefined) {
      tile = new Uint8Array(TILE * TILE);
      this.tiles[at] = tile;
    }
    tile[placeIn(x, y)] = 1;
  }
}

function placeIn(x: number, y: number): number {
  return ((y & (TILE - 1)) << BITS) | (x & (TILE - 1));
}

/**
 * Visits each pixel that `belongs` and that is reached from (x, y) over such pixels once, in spans. Neighbours share an
 * edge; with `corners`, a corner is enough. `belongs` gets the pixel's place in [height, width] and must answer alike
 * until the last span was visited, but for pixels visited already.
 */
export function floodRows(
  grid: Grid,
  x: number,
  y: number,
  belongs: (place: number) => boolean,
  corners: boolean,
  visit: RowVisitor,
): void {
  const { width, height } = grid;
  const met = new Met(grid);
  const isNew = (atX: number, atY: number) => belongs(atY * width + atX) && !met.has(atX, atY);
  if (!isNew(x, y)) return;
  const reach = corners ? 1 : 0;
  const seeds = [x, y];
  while (seeds.length > 0) {
    const [seedY, seedX] = [seeds.pop() ?? 0, seeds.pop() ?? 0];
    if (!isNew(seedX, seedY)) continue;
    let first = seedX;
    while (first > 0 && isNew(first - 1, seedY)) first -= 1;
    let last = seedX;
    while (last + 1 < width && isNew(last + 1, seedY)) last += 1;
    for (let at = first; at <= last; at++) met.add(at, seedY);
    const [from, to] = [Math.max(0, first - reach), Math.min(width - 1, last + reach)];
    for (const row of [seedY - 1, seedY + 1]) {
      if (row < 0 || row >= height) continue;
      let isRun = false;
      for (let at = from; at <= to; at++) {
        const isSeed = isNew(at, row);
        // One seed for each run of pixels is enough.
        if (isSeed && !isRun) seeds.push(at, row);
        isRun = isSeed;
      }
    }
    visit(seedY, first, last);
  }
}
