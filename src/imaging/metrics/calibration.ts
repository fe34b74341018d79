/** Is the network right as often as it claims? Counts pixels by the probability of the class they got. Pure. */
import type { LabelMap } from '../../domain/labels';
import type { Calibration } from '../../domain/metrics';

const BINS = 15;

/**
 * Expected calibration error with 15 bins of equal width (Guo et al. 2017, arXiv:1706.04599): the gap between mean
 * probability and share right, weighed by pixels. Images add up; ignored pixels count nowhere.
 */
export class CalibrationCounter {
  private readonly pixels = new Float64Array(BINS);
  private readonly right = new Float64Array(BINS);
  private readonly claimed = new Float64Array(BINS);

  /**
   * `labels` [height, width]; `probabilities` [classes, height, width], `one` standing for 1, the largest being that of the
   * label.
   */
  add(truth: LabelMap, labels: Uint8Array, probabilities: Float32Array | Uint8Array, one = 1): void {
    const { classes, ignore } = truth;
    for (let at = 0; at < classes.length; at++) {
      if (ignore?.[at]) continue;
      const label = labels[at] ?? 0;
      const claim = (probabilities[label * classes.length + at] ?? 0) / one;
      const bin = Math.min(BINS - 1, Math.floor(claim * BINS));
      this.pixels[bin] = (this.pixels[bin] ?? 0) + 1;
      this.claimed[bin] = (this.claimed[bin] ?? 0) + claim;
      if (classes[at] === label) this.right[bin] = (this.right[bin] ?? 0) + 1;
    }
  }

  /** Null where no pixel counted. */
  result(): Calibration | null {
    const total = this.pixels.reduce((sum, count) => sum + count, 0);
    if (total === 0) return null;
    const bins = Array.from({ length: BINS }, (_, bin) => this.binOf(bin));
    const gap = bins.reduce(
      (sum, { pixels, confidence, accuracy }) => sum + pixels * Math.abs((confidence ?? 0) - (accuracy ?? 0)),
      0,
    );
    return { bins, expectedError: gap / total };
  }

  private binOf(bin: number): Calibration['bins'][number] {
    const pixels = this.pixels[bin] ?? 0;
    const mean = (sums: Float64Array) => (pixels === 0 ? null : (sums[bin] ?? 0) / pixels);
    const limits = { from: bin / BINS, to: (bin + 1) / BINS };
    return { ...limits, pixels, confidence: mean(this.claimed), accuracy: mean(this.right) };
  }
}
