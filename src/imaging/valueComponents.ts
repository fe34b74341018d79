/**
 * Connected components of equal values over a whole mask, with what each value's pixels look like. One pass over
 * three rows at a time, so that memory grows with width and components, not with the mask. Called by maskFacts.
 */
import type { SampleArray } from '../domain/raster';

/** One distinct value of a mask, pixels counted in the whole of it. */
export interface ValueShape {
  readonly value: number;
  pixels: number;
  /** Pixels whose four neighbours in the mask all have the same value: what plateaus are made of. */
  inner: number;
  /** Pixels whose four neighbours are near enough to be the same but for noise; all `inner` ones are. */
  calm: number;
  /** Pixels between a smaller and a larger value, left and right or above and below: what ramps are made of. */
  between: number;
  /** Pixels in the outermost rows and columns. */
  frame: number;
  /** Pixels beside (4-neighbourhood) a pixel of another value that is not 0. */
  touching: number;
  /** Values beside it (4-neighbourhood), of the first BESIDE_VALUES that the mask shows. */
  readonly beside: Set<number>;
  /** Areas of its 8-connected components, px, in the order in which they end in the mask. */
  readonly areas: number[];
}

/** Which values lie beside which is asked of masks of few values only. */
const BESIDE_VALUES = 64;

/**
 * Values that are not finite are no value: they have no component and are not listed. Order: of first sight.
 * `isNear`: whether two values may be the same but for noise.
 */
export function valueComponents(
  data: SampleArray,
  width: number,
  height: number,
  isNear: (a: number, b: number) => boolean,
): ValueShape[] {
  const shapes = new ShapeTable(isNear);
  const joined = new AreaForest();
  let above: Row | null = null;
  for (let y = 0; y < height; y++) {
    const row = makeRow(data.subarray(y * width, (y + 1) * width), shapes, width);
    labelRow(row, above, joined);
    const below = y + 1 < height ? data.subarray((y + 1) * width, (y + 2) * width) : null;
    lookAround(row, above, below, shapes, y === 0 || y === height - 1);
    above = row;
  }
  joined.collect(shapes.list);
  return shapes.list;
}

interface Row {
  readonly values: SampleArray;
  /** Place of each pixel's value in the table, -1 where it is not finite. */
  readonly places: Int32Array;
  readonly nodes: Int32Array;
}

function makeRow(values: SampleArray, shapes: ShapeTable, width: number): Row {
  const places = new Int32Array(width);
  let last = Number.NaN;
  let place = -1;
  for (let x = 0; x < width; x++) {
    const value = values[x] ?? 0;
    if (value !== last) {
      place = shapes.placeOf(value);
      last = value;
    }
    places[x] = place;
  }
  return { values, places, nodes: new Int32Array(width).fill(-1) };
}

/** Gives each pixel its component's node; runs of a row join what they touch above, diagonals included. */
function labelRow(row: Row, above: Row | null, joined: AreaForest): void {
  const { places, nodes } = row;
  const width = places.length;
  let x = 0;
  while (x < width) {
    const place = places[x] ?? -1;
    let end = x + 1;
    while (end < width && places[end] === place) end++;
    if (place >= 0) {
      const node = nodeOfRun(above, place, x, end, joined);
      nodes.fill(node, x, end);
      joined.grow(node, end - x);
    }
    x = end;
  }
}

function nodeOfRun(above: Row | null, place: number, start: number, end: number, joined: AreaForest): number {
  let node = -1;
  if (above !== null) {
    const last = Math.min(end, above.places.length - 1);
    for (let x = Math.max(0, start - 1); x <= last; x++) {
      if (above.places[x] !== place) continue;
      const other = above.nodes[x] ?? -1;
      if (other !== node) node = node === -1 ? other : joined.join(node, other);
    }
  }
  return node === -1 ? joined.add(place) : node;
}

function lookAround(
  { values, places }: Row,
  above: Row | null,
  below: SampleArray | null,
  shapes: ShapeTable,
  isEdgeRow: boolean,
): void {
  const width = places.length;
  for (let x = 0; x < width; x++) {
    const shape = shapes.list[places[x] ?? -1];
    if (shape === undefined) continue;
    const { value } = shape;
    const left = x > 0 ? (values[x - 1] ?? value) : value;
    const right = x + 1 < width ? (values[x + 1] ?? value) : value;
    const up = above === null ? value : (above.values[x] ?? value);
    const down = below === null ? value : (below[x] ?? value);
    shape.pixels += 1;
    if (isEdgeRow || x === 0 || x === width - 1) shape.frame += 1;
    if (left === value && right === value && up === value && down === value) {
      shape.inner += 1;
      shape.calm += 1;
      continue;
    }
    if (shapes.areNear(value, left, right, up, down)) shape.calm += 1;
    if (isBetween(left, value, right) || isBetween(up, value, down)) shape.between += 1;
    if (isOther(left, value) || isOther(right, value) || isOther(up, value) || isOther(down, value))
      shape.touching += 1;
    if (shapes.list.length <= BESIDE_VALUES) noteBeside(shape, left, right, up, down);
  }
}

function noteBeside(shape: ValueShape, ...neighbours: number[]): void {
  for (const value of neighbours) {
    if (value !== shape.value && Number.isFinite(value)) shape.beside.add(value);
  }
}

function isBetween(one: number, value: number, other: number): boolean {
  return (one < value && value < other) || (other < value && value < one);
}

function isOther(neighbour: number, value: number): boolean {
  return neighbour !== value && (neighbour > 0 || neighbour < 0);
}

class ShapeTable {
  readonly list: ValueShape[] = [];
  private readonly places = new Map<number, number>();

  constructor(private readonly isNear: (a: number, b: number) => boolean) {}

  areNear(value: number, left: number, right: number, up: number, down: number): boolean {
    const { isNear } = this;
    return isNear(value, left) && isNear(value, right) && isNear(value, up) && isNear(value, down);
  }

  placeOf(value: number): number {
    const known = this.places.get(value);
    if (known !== undefined) return known;
    if (!Number.isFinite(value)) return -1;
    const place = this.list.length;
    this.list.push(newShape(value));
    this.places.set(value, place);
    return place;
  }
}

function newShape(value: number): ValueShape {
  const counts = { pixels: 0, inner: 0, calm: 0, between: 0, frame: 0, touching: 0 };
  return { value, ...counts, beside: new Set(), areas: [] };
}

/** Union-find over components, with their areas. Path halving; the older node stays the root. */
class AreaForest {
  private readonly parents: number[] = [];
  private readonly places: number[] = [];
  private readonly areas: number[] = [];

  add(place: number): number {
    const node = this.parents.length;
    this.parents.push(node);
    this.places.push(place);
    this.areas.push(0);
    return node;
  }

  grow(node: number, pixels: number): void {
    const root = this.find(node);
    this.areas[root] = (this.areas[root] ?? 0) + pixels;
  }

  join(one: number, other: number): number {
    const a = this.find(one);
    const b = this.find(other);
    if (a === b) return a;
    const [root, child] = a < b ? [a, b] : [b, a];
    this.parents[child] = root;
    this.areas[root] = (this.areas[root] ?? 0) + (this.areas[child] ?? 0);
    return root;
  }

  collect(shapes: readonly ValueShape[]): void {
    for (let node = 0; node < this.parents.length; node++) {
      if (this.parents[node] !== node) continue;
      shapes[this.places[node] ?? -1]?.areas.push(this.areas[node] ?? 0);
    }
  }

  private find(node: number): number {
    let at = node;
    for (;;) {
      const parent = this.parents[at] ?? at;
      if (parent === at) return at;
      const grand = this.parents[parent] ?? parent;
      this.parents[at] = grand;
      at = grand;
    }
  }
}
