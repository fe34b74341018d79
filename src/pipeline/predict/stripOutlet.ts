/**
 * Strips of probabilities at the training scale, brought to the size of the result and labelled as they come. Used by
 * predictStrips, which hands them over from the top.
 */
import type { HeldBytes } from '../../common/heldBytes';
import { type Resampling, type RowRange, resampleRows, resampling, rowsUnder } from '../../imaging/resample';
import type { Size } from '../../imaging/resize';
import type { PlaneStrip } from '../../imaging/tileSums';

/** Rows `y` to `y + height - 1` of a result. Whoever gets it may keep it. */
export interface ResultStrip {
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly classes: number;
  /** [height, width], index of the most probable class; the lower index of equals. */
  readonly labels: Uint8Array<ArrayBuffer>;
  /** [classes, height, width], 0..1. */
  readonly probabilities: Float32Array<ArrayBuffer>;
}

/** Takes the strips from the top; the next comes when it has resolved. */
export type StripSink = (strip: ResultStrip) => void | Promise<void>;

/** Rows of each strip but the last. */
export const STRIP_ROWS = 64;

export class StripOutlet {
  /** Null where the result has the size of what comes. */
  private readonly taps: Resampling | null;
  /** Rows that came, and are still needed. */
  private waiting: PlaneStrip | null = null;
  /** Rows handed over. */
  private done = 0;

  /** `from` is the size of what comes, `to` that of the result. */
  constructor(
    from: Size,
    private readonly to: Size,
    private readonly sink: StripSink,
    private readonly held: HeldBytes,
  ) {
    this.taps = from.width === to.width && from.height === to.height ? null : resampling(from, to);
  }

  /**
   * Probabilities are resampled (linear where the result grows, areas averaged where it shrinks) and each pixel is
   * labelled by the largest: borders fall between training pixels where the probabilities cross, instead of in steps.
   */
  async take(strip: PlaneStrip): Promise<void> {
    this.held.hold(strip.data.byteLength);
    const waiting = this.joined(strip);
    const end = waiting.y + waiting.height;
    for (let rows = this.nextRows(); rows !== null && this.under(rows).to <= end; rows = this.nextRows()) {
      await this.hand(this.result(waiting, rows));
    }
    const next = this.nextRows();
    this.waiting = rowsOf(waiting, { from: next ? this.under(next).from : end, to: end });
    this.held.hold(this.waiting.data.byteLength);
    this.held.release(strip.data.byteLength + (waiting === strip ? 0 : waiting.data.byteLength));
  }

  /** What waits with what comes below it. Until it is made, all three are held. */
  private joined(strip: PlaneStrip): PlaneStrip {
    const { waiting, held } = this;
    if (waiting === null) return strip;
    const both = joined(waiting, strip);
    held.hold(both.data.byteLength);
    held.release(waiting.data.byteLength);
    this.waiting = null;
    return both;
  }

  private nextRows(): RowRange | null {
    const { done, to } = this;
    return done < to.height ? { from: done, to: Math.min(to.height, done + STRIP_ROWS) } : null;
  }

  /** The rows that come which these rows of the result are made of. */
  private under(rows: RowRange): RowRange {
    return this.taps ? rowsUnder(this.taps, rows) : rows;
  }

  private result(waiting: PlaneStrip, rows: RowRange): PlaneStrip {
    return this.taps ? resampled(waiting, this.taps, rows) : rowsOf(waiting, rows);
  }

  private async hand({
    y,
    width,
    height,
    channels: classes,
    data: probabilities,
  }: PlaneStrip): Promise<void> {
    const labels = mostProbable(probabilities, classes, width * height);
    const bytes = labels.byteLength + probabilities.byteLength;
    this.held.hold(bytes);
    await this.sink({ y, width, height, classes, labels, probabilities });
    this.held.release(bytes);
    this.done = y + height;
  }
}

function resampled(strip: PlaneStrip, taps: Resampling, { from, to }: RowRange): PlaneStrip {
  const { width, channels } = strip;
  const size = { width: taps.columns.first.length, height: to - from };
  const count = size.width * size.height;
  const data = new Float32Array(channels * count);
  for (let c = 0; c < channels; c++) {
    const source = { width, channels: 1, data: planeOf(strip, c), top: strip.y };
    resampleRows(source, taps, { from, to }, data.subarray(c * count, (c + 1) * count));
  }
  return { y: from, ...size, channels, data };
}

/** The second right below the first. */
function joined(above: PlaneStrip, below: PlaneStrip): PlaneStrip {
  const { y, width, channels } = above;
  const height = above.height + below.height;
  const data = new Float32Array(channels * height * width);
  for (let c = 0; c < channels; c++) {
    data.set(planeOf(above, c), c * height * width);
    data.set(planeOf(below, c), (c * height + above.height) * width);
  }
  return { y, width, height, channels, data };
}

/** A copy of these rows of the image. */
function rowsOf(strip: PlaneStrip, { from, to }: RowRange): PlaneStrip {
  const { y, width, channels } = strip;
  const height = to - from;
  const data = new Float32Array(channels * height * width);
  for (let c = 0; c < channels; c++) {
    data.set(planeOf(strip, c).subarray((from - y) * width, (to - y) * width), c * height * width);
  }
  return { y: from, width, height, channels, data };
}

function planeOf({ width, height, data }: PlaneStrip, channel: number): Float32Array {
  return data.subarray(channel * height * width, (channel + 1) * height * width);
}

/** The lower index of equals. */
function mostProbable(probabilities: Float32Array, classes: number, count: number): Uint8Array<ArrayBuffer> {
  const labels = new Uint8Array(count);
  const highest = probabilities.slice(0, count);
  for (let index = 1; index < classes; index++) {
    for (let pixel = 0, at = index * count; pixel < count; pixel++, at++) {
      const share = probabilities[at] ?? 0;
      if (share <= (highest[pixel] ?? 0)) continue;
      labels[pixel] = index;
      highest[pixel] = share;
    }
  }
  return labels;
}
