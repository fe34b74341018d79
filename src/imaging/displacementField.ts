/** A smooth field of displacements over a square, from vectors on a coarse grid. Evaluated row by row. */
import { bsplineWeights, type CubicBasis, keysWeights } from './cubicWeights';

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
  return { columns: side, rows: side, spacing, origin: -spacing, x, y, basis: keysWeights };
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
  return { columns: side, rows: side, spacing, origin: -spacing, x, y, basis: bsplineWeights };
}

/** First and last of a line of points, from the `nodes` between them. */
function continueLine(plane: Float64Array, start: number, stride: number, nodes: number): void {
  const value = (k: number) => plane[start + k * stride] ?? 0;
  const beyond = (a: number, b: number, c: number) => (nodes === 2 ? 2 * a - b : 3 * a - 3 * b + c);
  plane[start] = beyond(value(1), value(2), value(3));
  plane[start + (nodes + 1) * stride] = beyond(value(nodes), value(nodes - 1), value(nodes - 2));
}

/** Evaluates one grid at the pixels 0..size-1 of a row; weights along x are computed once for all rows. */
export class DisplacementField {
  private readonly cells: Int32Array;
  private readonly weights: Float64Array;
  private readonly rowX: Float64Array;
  private readonly rowY: Float64Array;
  private readonly four = new Float64Array(4);

  constructor(
    private readonly grid: ControlGrid,
    private readonly size: number,
  ) {
    this.cells = new Int32Array(size);
    this.weights = new Float64Array(4 * size);
    this.rowX = new Float64Array(grid.columns);
    this.rowY = new Float64Array(grid.columns);
    for (let x = 0; x < size; x++) this.cells[x] = this.place(x, grid.columns, this.weights, 4 * x);
  }

  /** Adds the displacements of row `y` (need not be whole) to outX, outY [size]. */
  addRow(y: number, outX: Float64Array, outY: Float64Array): void {
    this.mixRows(y);
    const { cells, weights, rowX, rowY, size } = this;
    for (let x = 0, w = 0; x < size; x++, w += 4) {
      const cell = cells[x] ?? 0;
      const w0 = weights[w] ?? 0;
      const w1 = weights[w + 1] ?? 0;
      const w2 = weights[w + 2] ?? 0;
      const w3 = weights[w + 3] ?? 0;
      const dx =
        w0 * (rowX[cell] ?? 0) +
        w1 * (rowX[cell + 1] ?? 0) +
        w2 * (rowX[cell + 2] ?? 0) +
        w3 * (rowX[cell + 3] ?? 0);
      const dy =
        w0 * (rowY[cell] ?? 0) +
        w1 * (rowY[cell + 1] ?? 0) +
        w2 * (rowY[cell + 2] ?? 0) +
        w3 * (rowY[cell + 3] ?? 0);
      outX[x] = (outX[x] ?? 0) + dx;
      outY[x] = (outY[x] ?? 0) + dy;
    }
  }

  /** The displacement at any point of the square, px. */
  at(x: number, y: number): readonly [x: number, y: number] {
    this.mixRows(y);
    const cell = this.place(x, this.grid.columns, this.four, 0);
    const sum = (row: Float64Array) =>
      this.four.reduce((total, weight, k) => total + weight * (row[cell + k] ?? 0), 0);
    return [sum(this.rowX), sum(this.rowY)];
  }

  /** The grid's rows around `y`, mixed into one. */
  private mixRows(y: number): void {
    const { grid, rowX, rowY, four } = this;
    const first = this.place(y, grid.rows, four, 0) * grid.columns;
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

  /** First of the four points around a coordinate; beyond the grid, its last cell goes on. Writes their weights. */
  private place(at: number, count: number, weights: Float64Array, to: number): number {
    const { origin, spacing, basis } = this.grid;
    const along = (at - origin) / spacing;
    const cell = Math.min(count - 4, Math.max(0, Math.floor(along) - 1));
    basis(along - 1 - cell, weights, to);
    return cell;
  }
}
