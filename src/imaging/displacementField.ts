/** A smooth field of displacements over a square, from vectors on a coarse grid. Evaluated row by row. */
import { BSPLINE, type CubicBasis, cubicCoefficients, cubicWeights, KEYS } from './cubicWeights';

/** Vectors at grid points, px; row by row, the point of the first row and column lies at (origin, origin). */
export interface ControlGrid {
  readonly columns: number;
  readonly rows: number;
  /** Between neighbouring points, px. */
  readonly spacing: number;
  readonly origin: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly basis: CubicBasis;
}

/**
 * `nodes` x `nodes` vectors that span a square of `size` px from the first pixel's centre to the last's, bicubic between
 * them by Keys' cubic convolution, which goes through them. `vectors`: x, y of each node, row by row. Beyond the
 * edge a row of points is added by Keys' boundary condition, 3 a - 3 b + c (1981, eq. 19; with two nodes 2 a - b).
 */
export function nodeGrid(vectors: Float64Array, nodes: number, size: number): ControlGrid {
  const side = nodes + 2;
  const spacing = Math.max(1, size - 1) / (nodes - 1);
  const [x, y] = [new Float64Array(side * side), new Float64Array(side * side)];
  for (let i = 0; i < nodes * nodes; i++) {
    const at = (Math.floor(i / nodes) + 1) * side + (i % nodes) + 1;
    x[at] = vectors[2 * i] ?? 0;
    y[at] = vectors[2 * i + 1] ?? 0;
  }
  for (const plane of [x, y]) {
    for (let k = 1; k <= nodes; k++) continueLine(plane, k * side, 1, nodes);
    for (let k = 0; k < side; k++) continueLine(plane, k, side, nodes);
  }
  return { columns: side, rows: side, spacing, origin: -spacing, x, y, basis: KEYS };
}

/** Points a side of a spline grid over `size` px: as many as the first and last pixel's neighbours need (Falk 2019). */
export function splineGridSide(size: number, spacing: number): number {
  return Math.floor(size / spacing) + 4;
}

/** A uniform cubic B-spline over vectors `spacing` px apart, x and y of each, splineGridSide a side. */
export function splineGrid(vectors: Float64Array, spacing: number, size: number): ControlGrid {
  const side = splineGridSide(size, spacing);
  const x = Float64Array.from({ length: side * side }, (_, i) => vectors[2 * i] ?? 0);
  const y = Float64Array.from({ length: side * side }, (_, i) => vectors[2 * i + 1] ?? 0);
  return { columns: side, rows: side, spacing, origin: -spacing, x, y, basis: BSPLINE };
}

/** First and last of a line of points, from the `nodes` between them. */
function continueLine(plane: Float64Array, start: number, stride: number, nodes: number): void {
  const value = (k: number) => plane[start + k * stride] ?? 0;
  const beyond = (a: number, b: number, c: number) => (nodes === 2 ? 2 * a - b : 3 * a - 3 * b + c);
  plane[start] = beyond(value(1), value(2), value(3));
  plane[start + (nodes + 1) * stride] = beyond(value(nodes), value(nodes - 1), value(nodes - 2));
}

/** Evaluates one grid at the pixels 0..size-1 of a row: in x, one polynomial a cell of the grid. */
export class DisplacementField {
  /** The grid's rows around a y, mixed into one. */
  private readonly rowX: Float64Array;
  private readonly rowY: Float64Array;
  private readonly four = new Float64Array(4);
  private readonly polyX = new Float64Array(4);
  private readonly polyY = new Float64Array(4);

  constructor(
    private readonly grid: ControlGrid,
    private readonly size: number,
  ) {
    this.rowX = new Float64Array(grid.columns);
    this.rowY = new Float64Array(grid.columns);
  }

  /** Adds the displacements of row `y` (need not be whole) to outX, outY [size]. */
  addRow(y: number, outX: Float64Array, outY: Float64Array): void {
    this.mixRows(y);
    for (let x = 0; x < this.size; ) {
      const cell = this.cellAt(x, this.grid.columns);
      const end = this.endOf(cell, x);
      this.addCell(cell, x, end, outX, outY);
      x = end;
    }
  }

  private addCell(cell: number, start: number, end: number, outX: Float64Array, outY: Float64Array): void {
    const { basis, spacing, origin } = this.grid;
    cubicCoefficients(basis, this.rowX, cell, this.polyX);
    cubicCoefficients(basis, this.rowY, cell, this.polyY);
    const [a0 = 0, a1 = 0, a2 = 0, a3 = 0] = this.polyX;
    const [b0 = 0, b1 = 0, b2 = 0, b3 = 0] = this.polyY;
    const [rise, shift] = [1 / spacing, -origin / spacing - 1 - cell];
    for (let x = start; x < end; x++) {
      const t = x * rise + shift;
      outX[x] = (outX[x] ?? 0) + a0 + t * (a1 + t * (a2 + t * a3));
      outY[x] = (outY[x] ?? 0) + b0 + t * (b1 + t * (b2 + t * b3));
    }
  }

  /** First pixel after `x` that lies in another cell. */
  private endOf(cell: number, x: number): number {
    const { origin, spacing, columns } = this.grid;
    if (cell === columns - 4) return this.size;
    const next = Math.ceil(origin + (cell + 2) * spacing);
    return Math.min(this.size, Math.max(x + 1, next));
  }

  /** The displacement at any point of the square, px. */
  at(x: number, y: number): readonly [x: number, y: number] {
    this.mixRows(y);
    const cell = this.place(x, this.grid.columns);
    const sum = (row: Float64Array) =>
      this.four.reduce((total, weight, k) => total + weight * (row[cell + k] ?? 0), 0);
    return [sum(this.rowX), sum(this.rowY)];
  }

  /** The grid's rows around `y`, mixed into one. */
  private mixRows(y: number): void {
    const { grid, rowX, rowY, four } = this;
    const first = this.place(y, grid.rows) * grid.columns;
    for (let i = 0; i < grid.columns; i++) {
      let [x, v] = [0, 0];
      for (let k = 0; k < 4; k++) {
        const from = first + k * grid.columns + i;
        x += (four[k] ?? 0) * (grid.x[from] ?? 0);
        v += (four[k] ?? 0) * (grid.y[from] ?? 0);
      }
      rowX[i] = x;
      rowY[i] = v;
    }
  }

  /** Writes the weights of the four points around a coordinate and returns the first of them. */
  private place(at: number, count: number): number {
    const { origin, spacing, basis } = this.grid;
    const cell = this.cellAt(at, count);
    cubicWeights(basis, (at - origin) / spacing - 1 - cell, this.four, 0);
    return cell;
  }

  /** First of the four points around a coordinate; beyond the grid, its last cell goes on. */
  private cellAt(at: number, count: number): number {
    const { origin, spacing } = this.grid;
    return Math.min(count - 4, Math.max(0, Math.floor((at - origin) / spacing) - 1));
  }
}
