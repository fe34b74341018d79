/**
 * What tiles say of an image, added up over a band of rows: rows leave it when no later tile writes them, so memory grows
 * with the tile and the width, not with the height. Used by predictStrips; tiles come in the order of tilesOf.
 */
import { assert } from '../common/assert';
import { type GridTile, outputIndex, type Span, type TileGrid, type TileOutput } from './tiles';

/** Rows `y` to `y + height - 1` of a result, planar: [channels, height, width]. */
export interface PlaneStrip {
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Float32Array<ArrayBuffer>;
}

export class TileSums {
  /** [channels, capacity, width]; row 0 is row `top` of the image. */
  private readonly data: Float32Array<ArrayBuffer>;
  private readonly capacity: number;
  private readonly width: number;
  private top = 0;

  constructor(
    private readonly grid: TileGrid,
    private readonly channels: number,
  ) {
    this.width = grid.columns.at(-1)?.to ?? 0;
    this.capacity = Math.max(...grid.rows.map(({ from, to }) => to - from));
    this.data = new Float32Array(channels * this.capacity * this.width);
  }

  get bytes(): number {
    return this.data.byteLength;
  }

  /** Adds the answer of a tile, each pixel by the tile's share in it. */
  add(output: TileOutput, { column, row }: GridTile): void {
    assert(
      output.channels === this.channels,
      `${output.channels} channels do not fit into ${this.channels} planes`,
    );
    assert(row.from >= this.top && row.to <= this.top + this.capacity, 'tiles come in rows from the top');
    for (let y = row.from; y < row.to; y++) {
      const share = row.shares?.[y - row.from] ?? 1;
      const from = outputIndex(output, column.from - column.start, y - row.start, this.grid.core);
      for (let c = 0; c < this.channels; c++) this.addRow(output, from + c, column, share, this.rowAt(c, y));
    }
  }

  private rowAt(channel: number, y: number): number {
    return (channel * this.capacity + y - this.top) * this.width;
  }

  private addRow(output: TileOutput, first: number, column: Span, share: number, row: number): void {
    const { data } = this;
    const { shares, from, to } = column;
    const count = to - from;
    const place = row + from;
    const step = this.channels;
    // Without shares no other tile writes here.
    if (shares === null && share === 1) {
      for (let x = 0, at = first; x < count; x++, at += step) data[place + x] = output.data[at] ?? 0;
      return;
    }
    for (let x = 0, at = first; x < count; x++, at += step) {
      const weight = shares === null ? share : share * (shares[x] ?? 0);
      data[place + x] = (data[place + x] ?? 0) + weight * (output.data[at] ?? 0);
    }
  }

  /** The rows before `end`, which no later tile writes, as an array of their own. Empty where there are none. */
  take(end: number): PlaneStrip {
    const { width, channels, capacity, top } = this;
    const height = end - top;
    const [length, plane] = [height * width, capacity * width];
    const data = new Float32Array(channels * length);
    for (let c = 0; c < channels; c++) {
      const own = this.data.subarray(c * plane, (c + 1) * plane);
      data.set(own.subarray(0, length), c * length);
      own.copyWithin(0, length);
      own.fill(0, plane - length);
    }
    this.top = end;
    return { y: top, width, height, channels, data };
  }
}
