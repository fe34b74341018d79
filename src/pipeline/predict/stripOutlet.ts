/**
 * Strips of probabilities at the training scale, brought to the size of the result and labelled as they come. Used by
 * predictStrips, which hands them over from the top.
 */
import type { HeldBytes } from '../../common/heldBytes';
import { type Resampling, resampleRows, resampling, rowsUnder } from '../../imaging/resample';
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

/** Most rows of a result that are handed over at once. */
const ROWS_AT_ONCE = 64;

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
    if (strip.height === 0) return;
    if (this.taps === null) await this.hand(strip);
    else await this.resample(strip, this.taps);
  }

  private async resample(strip: PlaneStrip, taps: Resampling): Promise<void> {
    const waiting = joined(this.waiting, strip);
    const end = waiting.y + waiting.height;
    const bytes = waiting.data.byteLength;
    this.held.hold(bytes);
    while (this.done < this.to.height) {
      const from = this.done;
      let to = from;
      while (
        to < Math.min(this.to.height, from + ROWS_AT_ONCE) &&
        rowsUnder(taps, { from: to, to: to + 1 }).to <= end
      )
        to++;
      if (to === from) break;
      await this.hand(resampled(waiting, taps, from, to));
    }
    const next =
      this.done < this.to.height ? rowsUnder(taps, { from: this.done, to: this.done + 1 }).from : end;
    this.held.release(bytes);
    this.waiting = rowsFrom(waiting, next);
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

function resampled(strip: PlaneStrip, taps: Resampling, from: number, to: number): PlaneStrip {
  const { width, channels } = strip;
  const small = width * strip.height;
  const size = { width: taps.columns.first.length, height: to - from };
  const count = size.width * size.height;
  const data = new Float32Array(channels * count);
  for (let c = 0; c < channels; c++) {
    const plane = strip.data.subarray(c * small, (c + 1) * small);
    const source = { width, channels: 1, data: plane, top: strip.y };
    resampleRows(source, taps, { from, to }, data.subarray(c * count, (c + 1) * count));
  }
  return { y: from, ...size, channels, data };
}

/** The second right below the first. */
function joined(above: PlaneStrip | null, below: PlaneStrip): PlaneStrip {
  if (above === null || above.height === 0) return below;
  const { y, width, channels } = above;
  const height = above.height + below.height;
  const data = new Float32Array(channels * height * width);
  for (let c = 0; c < channels; c++) {
    data.set(planeOf(above, c), c * height * width);
    data.set(planeOf(below, c), (c * height + above.height) * width);
  }
  return { y, width, height, channels, data };
}

/** Without the rows before `y`. */
function rowsFrom(strip: PlaneStrip, y: number): PlaneStrip {
  const { width, channels } = strip;
  const height = strip.y + strip.height - y;
  const data = new Float32Array(channels * height * width);
  for (let c = 0; c < channels; c++) {
    data.set(planeOf(strip, c).subarray((y - strip.y) * width), c * height * width);
  }
  return { y, width, height, channels, data };
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
