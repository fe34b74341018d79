/** Where the pixels of each class are: finds the n-th pixel of a class by rows, in memory of rows times classes. */
import type { LabelMap } from '../../domain/labels';

export class LabelPlaces {
  /** Classes of pixels that count, ascending; 0 is background. */
  readonly present: readonly number[];
  /** For each present class, its pixels up to and with each row. */
  private readonly upTo = new Map<number, Uint32Array>();

  constructor(private readonly labels: LabelMap) {
    const { width, height, classes, ignore } = labels;
    const rows = new Map<number, Uint32Array>();
    for (let i = 0; i < classes.length; i++) {
      if (ignore?.[i]) continue;
      const label = classes[i] ?? 0;
      const counts = rows.get(label) ?? new Uint32Array(height);
      rows.set(label, counts);
      const row = Math.floor(i / width);
      counts[row] = (counts[row] ?? 0) + 1;
    }
    this.present = [...rows.keys()].sort((a, b) => a - b);
    for (const [label, counts] of rows) this.upTo.set(label, summedUp(counts));
  }

  /** Pixels of a class that count. */
  count(label: number): number {
    return this.upTo.get(label)?.at(-1) ?? 0;
  }

  /** The pixel of the class with `rank` before it in row order; 0 <= rank < count(label). */
  pixel(label: number, rank: number): { readonly x: number; readonly y: number } {
    const sums = this.upTo.get(label) ?? new Uint32Array(1);
    const y = firstAbove(sums, rank);
    let left = rank - (y === 0 ? 0 : (sums[y - 1] ?? 0));
    const { width, classes, ignore } = this.labels;
    let x = 0;
    for (; x < width; x++) {
      const at = y * width + x;
      if (classes[at] !== label || ignore?.[at]) continue;
      if (left === 0) break;
      left--;
    }
    return { x, y };
  }
}

function summedUp(counts: Uint32Array): Uint32Array {
  let sum = 0;
  return counts.map((count) => {
    sum += count;
    return sum;
  });
}

/** First index whose value is above `value`, in ascending values of which the last is. */
function firstAbove(values: Uint32Array, value: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
