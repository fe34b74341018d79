/** The brightness window of an image: which values are drawn black and white. For display only. */

export interface Window {
  readonly low: number;
  readonly high: number;
}

/** More samples than this do not move a percentile visibly. */
const MAX_SAMPLES = 1 << 17;

/**
 * The values at two percentiles (0..100) of evenly spaced samples, values that are not finite left out.
 * {low: 0, high: 0} where nothing is finite.
 */
export function percentileWindow(data: ArrayLike<number>, lowest: number, highest: number): Window {
  // An odd stride, so that samples do not fall on one channel or one column.
  const stride = Math.ceil(data.length / MAX_SAMPLES) | 1;
  const samples: number[] = [];
  for (let i = 0; i < data.length; i += stride) {
    const value = data[i] ?? 0;
    if (Number.isFinite(value)) samples.push(value);
  }
  const sorted = Float64Array.from(samples).sort();
  return { low: percentile(sorted, lowest), high: percentile(sorted, highest) };
}

/** Nearest rank, 0 for an empty list. */
function percentile(sorted: Float64Array, percent: number): number {
  return sorted[Math.round((percent / 100) * (sorted.length - 1))] ?? 0;
}

/** The value as 0..255 inside the window; mid-grey throughout where the window has no width. */
export function windowed(value: number, { low, high }: Window): number {
  if (high <= low) return 128;
  return ((value - low) / (high - low)) * 255;
}
