/** Stage "data": how pixel values become network input. Chosen for a set, stored with the model. */
import { checkedNumber } from './checkedNumber';

/** A range of pixel values in the file's own units; `low` < `high`. */
export interface IntensityWindow {
  readonly low: number;
  readonly high: number;
}

/**
 * - `zscore`: per image and channel, (x - mean) / sd. The default.
 * - `percentile`: per image and channel, from the percentiles `low` to `high` (0..100) to -1..1, clipped.
 * - `window`: a fixed range a channel, the same for every image, to -1..1, clipped.
 */
export type Normalisation =
  | { readonly kind: 'zscore' }
  | { readonly kind: 'percentile'; readonly low: number; readonly high: number }
  | { readonly kind: 'window'; readonly windows: readonly IntensityWindow[] };

export const DEFAULT_NORMALISATION: Normalisation = { kind: 'zscore' };

/** The choice itself; throws `bad-setting` where a range is empty, turned round or out of bounds. */
export function checkedNormalisation(choice: Normalisation): Normalisation {
  if (choice.kind === 'percentile') {
    checkedNumber('low percentile', choice.low, { min: 0, max: 99.99, whole: false });
    checkedNumber('high percentile', choice.high, { min: choice.low + 0.01, max: 100, whole: false });
  }
  if (choice.kind === 'window') {
    for (const { low, high } of choice.windows) {
      checkedNumber('lower end of the window', low, { min: -3.4e38, max: 3.4e38, whole: false });
      checkedNumber('width of the window', high - low, { min: 1e-30, max: 6.8e38, whole: false });
    }
  }
  return choice;
}

/** How often the values of one channel occur in one image. */
export interface ChannelHistogram {
  /** Range that the bins divide evenly; equal where the channel is constant. */
  readonly low: number;
  readonly high: number;
  /** Pixels in each bin; values that are not finite are left out. */
  readonly bins: readonly number[];
  readonly mean: number;
  readonly sd: number;
  /** The window that the present normalisation gives this channel: -1 and 1, or mean minus and plus 1 sd. */
  readonly window: IntensityWindow;
}
