/**
 * Takes pieces apart along the valleys of a landscape: flooding from the tops down, level by level (Vincent and Soille
 * 1991, doi:10.1109/34.87344). Keeps every pixel: no lines are drawn. Called by splitTouching.
 */
import { type Components, labelComponents } from '../labelComponents';
import { Basins } from './basins';
import { descendingPixels } from './descendingPixels';

export interface Landscape {
  readonly width: number;
  readonly height: number;
  /** [height, width], 0 for none; pixels of different ids are never neighbours. */
  readonly ids: Uint32Array;
  /** [height, width], 0 or more. */
  readonly heights: Float32Array;
}

/**
 * Every connected piece of an id has a basin around each of its tops whose dynamics is over `depth`: one has to go
 * down by more to come to a higher top (Grimaud 1992, doi:10.1117/12.60650). Such tops are the h-maxima of h =
 * `depth`; with 0 every top has one. Shallower basins belong to the one that they meet first going down. A pixel between
 * two basins goes to that of its highest neighbour, of equally high ones to that of the lowest index; on a plateau to the
 * nearer, of equally near ones to the one that was reached from the lower index first. Ids 1, 2, ... in the order in
 * which rows meet them.
 */
export function watershed(landscape: Landscape, depth: number, neighbours: 'corners' | 'edges'): Components {
  const flood = new Flood(landscape, depth, neighbours);
  const { heights } = flood;
  const pixels = descendingPixels(heights, flood.ids);
  for (let start = 0; start < pixels.length; ) {
    const height = heights[pixels[start] ?? 0] ?? 0;
    let end = start + 1;
    while (end < pixels.length && heights[pixels[end] ?? 0] === height) end += 1;
    flood.level(pixels.subarray(start, end), height);
    start = end;
  }
  return flood.result();
}

/**
 * In a frame with a border of 1 px around it, so that every pixel has all its neighbours. Plain loops over local names:
 * they look at every neighbour of every pixel three times.
 */
class Flood {
  readonly ids: Uint32Array;
  readonly heights: Float32Array<ArrayBuffer>;
  private readonly stride: number;
  private readonly steps: readonly number[];
  /** Number of the basin that reached the pixel, 0 for none yet. */
  private readonly reached: Uint32Array;
  private readonly basins: Basins;

  constructor(
    private readonly landscape: Landscape,
    depth: number,
    neighbours: 'corners' | 'edges',
  ) {
    const { width, height } = landscape;
    const down = width + 2;
    this.stride = down;
    // By rising index, which decides between equals: neighbours at edges have no right over those at corners.
    this.steps =
      neighbours === 'edges'
        ? [-down, -1, 1, down]
        : [-down - 1, -down, -down + 1, -1, 1, down - 1, down, down + 1];
    this.ids = new Uint32Array(down * (height + 2));
    this.heights = new Float32Array(down * (height + 2));
    for (let y = 0; y < height; y++) {
      const row = (y + 1) * down + 1;
      this.ids.set(landscape.ids.subarray(y * width, (y + 1) * width), row);
      this.heights.set(landscape.heights.subarray(y * width, (y + 1) * width), row);
    }
    this.reached = new Uint32Array(this.ids.length);
    this.basins = new Basins(depth);
  }

  /** `pixels` are all of one height, in order of index; everything higher was flooded before. */
  level(pixels: Uint32Array, height: number): void {
    this.spread(this.touched(pixels), height);
    for (const pixel of pixels) {
      if (this.reached[pixel] !== 0) continue;
      this.reached[pixel] = this.basins.add(height);
      this.spread([pixel], height);
    }
    for (const pixel of pixels) this.meet(pixel, height);
  }

  result(): Components {
    const { width, height } = this.landscape;
    const roots = new Uint32Array(width * height);
    for (let y = 0, at = 0; y < height; y++) {
      for (let x = 0; x < width; x++, at++)
        roots[at] = this.basins.root(this.reached[(y + 1) * this.stride + x + 1] ?? 0);
    }
    // A basin is connected through its pixels, so that its pieces are itself.
    return labelComponents(roots, width, height, this.steps.length === 4 ? 'edges' : 'corners');
  }

  /** The pixels beside higher ones, each with the basin of the highest. */
  private touched(pixels: Uint32Array): number[] {
    const found: number[] = [];
    const basins: number[] = [];
    for (const pixel of pixels) {
      const basin = this.highestBeside(pixel);
      if (basin === 0) continue;
      found.push(pixel);
      basins.push(basin);
    }
    for (const [place, pixel] of found.entries()) this.reached[pixel] = basins[place] ?? 0;
    return found;
  }

  private highestBeside(pixel: number): number {
    const { ids, heights, reached, steps } = this;
    const id = ids[pixel];
    let basin = 0;
    let highest = -1;
    for (let n = 0; n < steps.length; n++) {
      const other = pixel + (steps[n] ?? 0);
      const found = reached[other] ?? 0;
      if (found === 0 || ids[other] !== id || (heights[other] ?? 0) <= highest) continue;
      basin = found;
      highest = heights[other] ?? 0;
    }
    return basin;
  }

  /** Over the plateau, from all of `front` at once. The array grows. */
  private spread(front: number[], height: number): void {
    const { ids, heights, reached, steps } = this;
    for (let next = 0; next < front.length; next++) {
      const pixel = front[next] ?? 0;
      const id = ids[pixel];
      for (let n = 0; n < steps.length; n++) {
        const other = pixel + (steps[n] ?? 0);
        if (reached[other] !== 0 || heights[other] !== height || ids[other] !== id) continue;
        reached[other] = reached[pixel] ?? 0;
        front.push(other);
      }
    }
  }

  private meet(pixel: number, height: number): void {
    const { ids, reached, steps } = this;
    const id = ids[pixel];
    const own = reached[pixel] ?? 0;
    for (let n = 0; n < steps.length; n++) {
      const beside = pixel + (steps[n] ?? 0);
      const other = reached[beside] ?? 0;
      if (other !== 0 && other !== own && ids[beside] === id) this.basins.meet(own, other, height);
    }
  }
}
