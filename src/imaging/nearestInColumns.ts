/** The nearest two objects of every pixel within its own column: the first half of twoNearestObjects. */

/** What each column knows in row y; the arrays are used again for the next row. Each has `width` entries. */
export interface ColumnSites {
  readonly y: number;
  /** Id of the nearest object in the column; 0 where the column holds none. */
  readonly firstId: Uint32Array;
  /** Squared distances, px²; Infinity where there is none. */
  readonly firstSquare: Float64Array;
  readonly secondSquare: Float64Array;
  /** The pixels (y * width + x) that are met first of each; -1 where there is none. */
  readonly firstSite: Int32Array;
  readonly secondSite: Int32Array;
}

/** Visits the rows of `ids` [height, width] from the last to the first. One pass down, one up. */
export function nearestInColumns(
  ids: Uint32Array,
  width: number,
  height: number,
  visit: (sites: ColumnSites) => void,
): void {
  const above = sitesAbove(ids, width, height);
  const below = new LastTwo(width);
  const merged = new MergedSites(width);
  for (let y = height - 1; y >= 0; y--) {
    below.meet(ids, y);
    visit(merged.merge(ids, y, above, below));
  }
}

/** The last pixel of an object met in each column, and the last one before it of another object; -1 for none. */
class LastTwo {
  readonly ids: Uint32Array;
  readonly first: Int32Array;
  readonly second: Int32Array;

  constructor(private readonly width: number) {
    this.ids = new Uint32Array(width);
    this.first = new Int32Array(width).fill(-1);
    this.second = new Int32Array(width).fill(-1);
  }

  meet(ids: Uint32Array, y: number): void {
    const start = y * this.width;
    for (let x = 0; x < this.width; x++) {
      const id = ids[start + x] ?? 0;
      if (id === 0) continue;
      if (this.ids[x] !== id) this.second[x] = this.first[x] ?? -1;
      this.ids[x] = id;
      this.first[x] = start + x;
    }
  }
}

interface Sites {
  readonly first: Int32Array;
  readonly second: Int32Array;
}

/** LastTwo of every row, from the top: [height, width] each. */
function sitesAbove(ids: Uint32Array, width: number, height: number): Sites {
  const last = new LastTwo(width);
  const first = new Int32Array(width * height);
  const second = new Int32Array(width * height);
  for (let y = 0; y < height; y++) {
    last.meet(ids, y);
    first.set(last.first, y * width);
    second.set(last.second, y * width);
  }
  return { first, second };
}

/** The two nearest distinct objects of those above and those below. */
class MergedSites {
  readonly firstId: Uint32Array;
  readonly firstSquare: Float64Array;
  readonly secondSquare: Float64Array;
  readonly firstSite: Int32Array;
  readonly secondSite: Int32Array;

  constructor(private readonly width: number) {
    this.firstId = new Uint32Array(width);
    this.firstSquare = new Float64Array(width);
    this.secondSquare = new Float64Array(width);
    this.firstSite = new Int32Array(width);
    this.secondSite = new Int32Array(width);
  }

  merge(ids: Uint32Array, y: number, above: Sites, below: LastTwo): ColumnSites {
    const { width, firstId, firstSquare, secondSquare, firstSite, secondSite } = this;
    for (let x = 0, i = y * width; x < width; x++, i++) {
      const up = above.first[i] ?? -1;
      const down = below.first[x] ?? -1;
      const upSquare = this.square(i, up);
      const downSquare = this.square(i, down);
      const isUp = upSquare <= downSquare;
      const first = isUp ? up : down;
      const id = first < 0 ? 0 : (ids[first] ?? 0);
      const same = isUp ? (above.second[i] ?? -1) : (below.second[x] ?? -1);
      const across = isUp ? down : up;
      const other = across >= 0 && ids[across] === id ? second(isUp, above, below, i, x) : across;
      const sameSquare = this.square(i, same);
      const otherSquare = this.square(i, other);
      firstId[x] = id;
      firstSquare[x] = isUp ? upSquare : downSquare;
      firstSite[x] = first;
      secondSquare[x] = Math.min(sameSquare, otherSquare);
      secondSite[x] = sameSquare <= otherSquare ? same : other;
    }
    return { y, firstId, firstSquare, secondSquare, firstSite, secondSite };
  }

  /** Between two pixels of one column. */
  private square(i: number, site: number): number {
    return site < 0 ? Number.POSITIVE_INFINITY : ((i - site) / this.width) ** 2;
  }
}

/** Across the pixel the same object comes first: the next one there. */
function second(isUp: boolean, above: Sites, below: LastTwo, i: number, x: number): number {
  return (isUp ? below.second[x] : above.second[i]) ?? -1;
}
