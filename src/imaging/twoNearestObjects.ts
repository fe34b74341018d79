/**
 * For every pixel the nearest object and the nearest other one, exactly, in time linear in the pixels however many
 * objects there are. Called by borderWeights and vanishingGaps.
 */
import { LowerEnvelope } from './lowerEnvelope';
import { type ColumnSites, nearestInColumns } from './nearestInColumns';

/** One row of the result; the arrays are used again for the next row. Each has `width` entries. */
export interface NearestRow {
  readonly y: number;
  /** Squared distance between the centres of the pixel and of the site, px²; Infinity where there is none. */
  readonly nearestSquare: Float64Array;
  readonly secondSquare: Float64Array;
  /** The pixel (y * width + x) of the nearest object that is nearest; -1 where the image holds no object. */
  readonly nearestSite: Int32Array;
  /** The same of the nearest object with another id; -1 where the image holds fewer than two. */
  readonly secondSite: Int32Array;
}

/**
 * `ids` [height, width]: 0 is no object; an object is all pixels of one id, in however many pieces. A pixel inside
 * an object has distance 0 to it. Of objects equally far away either may come first. Rows are visited from the
 * last to the first; memory is two numbers a pixel.
 *
 * Why it is exact: the nearest two objects of a pixel are, in the column where each is met, among that column's
 * nearest two. The nearest object follows from one lower envelope a row. It splits the row into runs; the second
 * object of a run's pixels lies between the last site before the run and the first one after it, since sites
 * further out lose to those two, which belong to other objects. These spans together cover the row about twice.
 */
export function twoNearestObjects(
  ids: Uint32Array,
  width: number,
  height: number,
  visit: (row: NearestRow) => void,
): void {
  if (width === 0) return;
  const envelopes = new RowEnvelopes(width);
  nearestInColumns(ids, width, height, (sites) => visit(envelopes.resolve(sites)));
}

/** Turns what each column knows of a row into what each pixel of it has to know. */
class RowEnvelopes {
  private readonly envelope: LowerEnvelope;
  /** The column of each pixel's nearest object. */
  private readonly columns: Int32Array;
  private readonly secondColumns: Int32Array;
  private readonly nearestSquare: Float64Array;
  private readonly secondSquare: Float64Array;
  private readonly nearestSite: Int32Array;
  private readonly secondSite: Int32Array;

  constructor(private readonly width: number) {
    this.envelope = new LowerEnvelope(width);
    this.columns = new Int32Array(width);
    this.secondColumns = new Int32Array(width);
    this.nearestSquare = new Float64Array(width);
    this.secondSquare = new Float64Array(width);
    this.nearestSite = new Int32Array(width);
    this.secondSite = new Int32Array(width);
  }

  resolve(sites: ColumnSites): NearestRow {
    this.findNearest(sites);
    const { width, columns, nearestSquare, secondSquare, nearestSite, secondSite } = this;
    if (columns[0] === -1) this.noObjects();
    for (let start = 0; columns[0] !== -1 && start < width; ) {
      const id = sites.firstId[columns[start] ?? 0] ?? 0;
      let end = start + 1;
      while (end < width && sites.firstId[columns[end] ?? 0] === id) end += 1;
      this.resolveRun(sites, id, start, end);
      start = end;
    }
    return { y: sites.y, nearestSquare, secondSquare, nearestSite, secondSite };
  }

  private findNearest({ firstSquare }: ColumnSites): void {
    this.envelope.clear();
    for (let x = 0; x < this.width; x++) this.envelope.add(x, firstSquare[x] ?? 0);
    this.envelope.lowest(0, this.width - 1, this.columns);
  }

  private noObjects(): void {
    this.nearestSquare.fill(Number.POSITIVE_INFINITY);
    this.secondSquare.fill(Number.POSITIVE_INFINITY);
    this.nearestSite.fill(-1);
    this.secondSite.fill(-1);
  }

  /** Pixels [start, end) whose nearest object is `id`. */
  private resolveRun(sites: ColumnSites, id: number, start: number, end: number): void {
    this.findSecond(sites, id, start, end);
    const { firstId, firstSquare, firstSite, secondSquare, secondSite } = sites;
    for (let x = start; x < end; x++) {
      const column = this.columns[x] ?? 0;
      this.nearestSquare[x] = (x - column) ** 2 + (firstSquare[column] ?? 0);
      this.nearestSite[x] = firstSite[column] ?? -1;
      const other = this.secondColumns[x] ?? -1;
      const isFirst = firstId[other] !== id;
      const square = isFirst ? firstSquare[other] : secondSquare[other];
      this.secondSquare[x] = other < 0 ? Number.POSITIVE_INFINITY : (x - other) ** 2 + (square ?? 0);
      this.secondSite[x] = other < 0 ? -1 : ((isFirst ? firstSite[other] : secondSite[other]) ?? -1);
    }
  }

  /** The columns of the objects other than `id`, each column giving its nearest one. */
  private findSecond(sites: ColumnSites, id: number, start: number, end: number): void {
    const { firstId, firstSquare, secondSquare } = sites;
    const from = start === 0 ? 0 : (this.columns[start - 1] ?? 0);
    const to = end === this.width ? this.width - 1 : (this.columns[end] ?? 0);
    this.envelope.clear();
    for (let x = from; x <= to; x++) {
      this.envelope.add(x, (firstId[x] === id ? secondSquare[x] : firstSquare[x]) ?? 0);
    }
    this.envelope.lowest(start, end - 1, this.secondColumns);
  }
}
