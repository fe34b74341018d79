/** How often the values of a column occur. Pure. */
import type { ChannelHistogram } from '../../../domain/intensity';
import type { ValueRange } from '../../../ui/table/column';

/** At most so many bars. */
const MOST_BINS = 64;

/**
 * Over the range of all values; null where there are none. About as many bins as the square root of the values' number,
 * so that bars hold several. `window` is the filter's range, else all of it.
 */
export function columnHistogram(
  values: readonly number[],
  window: ValueRange | null,
): ChannelHistogram | null {
  if (values.length === 0) return null;
  const low = values.reduce((least, value) => Math.min(least, value));
  const high = values.reduce((most, value) => Math.max(most, value));
  const count = Math.max(1, Math.min(MOST_BINS, Math.ceil(2 * Math.sqrt(values.length))));
  const bins = new Array<number>(count).fill(0);
  for (const value of values) {
    const bin = Math.min(count - 1, Math.floor((count * (value - low)) / (high - low || 1)));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { low, high, bins, mean, sd: Math.sqrt(squares / values.length), window: window ?? { low, high } };
}
