/** The pixels that hang together with one of them. Cost follows their number, never the image's. Used by Painter. */
import type { RowVisitor } from './paintMap';

interface Grid {
  readonly width: number;
  readonly height: number;
}

const TILE = 64;

/** Which pixels were met, in squares that are made when one is met in them. */
class Met {
  private readonly tiles = new Map<number, Uint8Array>();
  private readonly across: number;

  constructor({ width }: Grid) {
    this.across = Math.ceil(width / TILE);
  }

  has(x: number, y: number): boolean {
    return this.tiles.get(this.tileAt(x, y))?.[placeIn(x, y)] === 1;
  }

  add(x: number, y: number): void {
    const tile = this.tileAt(x, y);
    let met = this.tiles.get(tile);
    if (met === undefined) {
      met = new Uint8Array(TILE * TILE);
      this.tiles.set(tile, met);
    }
    met[placeIn(x, y)] = 1;
  }

  private tileAt(x: number, y: number): number {
    return Math.floor(y / TILE) * this.across + Math.floor(x / TILE);
  }
}

function placeIn(x: number, y: number): number {
  return (y % TILE) * TILE + (x % TILE);
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
      for (let at = from; at <= to; at++) {
        // One seed for each run of pixels is enough.
        if (isNew(at, row) && (at === from || !isNew(at - 1, row))) seeds.push(at, row);
      }
    }
    visit(seedY, first, last);
  }
}
