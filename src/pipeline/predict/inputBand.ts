/** The rows of an image that the next tiles read, and no others. Used by predictStrips. */
import type { HeldBytes } from '../../common/heldBytes';
import { readTile, tileRows } from '../../imaging/tiles';
import type { FloatRows } from '../data/preparedRows';

export class InputBand {
  /** [rows, width, channels]; row 0 is row `top` of the image. */
  private readonly data: Float32Array<ArrayBuffer>;
  private top = 0;
  private end = 0;

  constructor(
    private readonly image: FloatRows,
    private readonly inputSize: number,
    held: HeldBytes,
  ) {
    const { width, height, channels } = image;
    this.data = new Float32Array(Math.min(inputSize, height) * width * channels);
    held.hold(this.data.byteLength);
  }

  /** What the network reads for a tile, [inputSize, inputSize, channels]. One at a time. Throws what reading throws. */
  async cut(
    tile: { readonly inX: number; readonly inY: number },
    signal?: AbortSignal,
  ): Promise<Float32Array<ArrayBuffer>> {
    const { width, height, channels } = this.image;
    const [first, end] = tileRows(tile.inY, this.inputSize, height);
    if (first < this.top || end > this.end) await this.move(first, end, signal);
    return readTile({ width, height, channels, data: this.data, top: this.top }, tile, this.inputSize);
  }

  /** To rows `first` to `end` - 1; those that are here already are not read again. */
  private async move(first: number, end: number, signal: AbortSignal | undefined): Promise<void> {
    const length = this.image.width * this.image.channels;
    const from = Math.max(first, this.top);
    const to = Math.max(from, Math.min(end, this.end));
    this.data.copyWithin((from - first) * length, (from - this.top) * length, (to - this.top) * length);
    const isKept = to > from;
    await this.read(first, isKept ? from : end, first, signal);
    if (isKept) await this.read(to, end, first, signal);
    this.top = first;
    this.end = end;
  }

  private async read(from: number, to: number, top: number, signal: AbortSignal | undefined): Promise<void> {
    if (to <= from) return;
    const length = this.image.width * this.image.channels;
    await this.image.read(from, to, this.data.subarray((from - top) * length, (to - top) * length), signal);
  }
}
