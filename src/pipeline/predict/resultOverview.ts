/** A result that is never held whole, made small as its strips come: what is shown of it. */
import { evenGrid } from '../../imaging/evenGrid';
import { fitWithin, type Size } from '../../imaging/resize';
import type { ResultStrip } from './stripOutlet';

/** Longer side, px: labels and probabilities of a few megapixels. */
const OVERVIEW_SIDE = 2048;

export class ResultOverview {
  readonly width: number;
  readonly height: number;
  /** [height, width] */
  readonly labels: Uint8Array<ArrayBuffer>;
  /** [classes, height, width], 0..255 for 0..1 */
  readonly probabilities: Uint8Array<ArrayBuffer>;
  private readonly columns: readonly number[];
  private readonly rows: readonly number[];
  /** Rows that are there. */
  private done = 0;

  constructor(
    whole: Size,
    readonly classes: number,
    longerSide: number = OVERVIEW_SIDE,
  ) {
    const { width, height } = fitWithin(whole, longerSide);
    this.width = width;
    this.height = height;
    this.columns = evenGrid(width, whole.width);
    this.rows = evenGrid(height, whole.height);
    this.labels = new Uint8Array(width * height);
    this.probabilities = new Uint8Array(classes * width * height);
  }

  /** Strips come from the top. */
  take(strip: ResultStrip): void {
    for (; this.done < this.height; this.done++) {
      const y = this.rows[this.done] ?? 0;
      if (y >= strip.y + strip.height) return;
      this.takeRow(strip, y - strip.y);
    }
  }

  private takeRow({ width, height, labels, probabilities }: ResultStrip, y: number): void {
    const to = this.done * this.width;
    this.columns.forEach((x, column) => {
      this.labels[to + column] = labels[y * width + x] ?? 0;
      for (let c = 0; c < this.classes; c++) {
        const share = probabilities[(c * height + y) * width + x] ?? 0;
        this.probabilities[c * this.width * this.height + to + column] = Math.round(share * 255);
      }
    });
  }
}
