/** Ranges of values read off a histogram. Pure. */
import type { ChannelHistogram, IntensityWindow } from '../../domain/intensity';

/** Share of the pixels left out at either end of a window that nobody has set yet. */
const TAIL = 0.005;

/** The range that holds all but TAIL of the pixels at either end; never empty. */
export function startWindow({ low, high, bins }: ChannelHistogram): IntensityWindow {
  if (high <= low) return { low, high: low + 1 };
  const total = bins.reduce((sum, count) => sum + count, 0);
  const width = (high - low) / bins.length;
  const first = binAt(bins, total * TAIL);
  const last = bins.length - 1 - binAt(bins.toReversed(), total * TAIL);
  return { low: low + first * width, high: low + (Math.max(first, last) + 1) * width };
}

/** The first bin with which more than `pixels` are counted. */
function binAt(bins: readonly number[], pixels: number): number {
  let sum = 0;
  const found = bins.findIndex((count) => {
    sum += count;
    return sum > pixels;
  });
  return Math.max(0, found);
}

/** `window` with one end moved to `value`, within the histogram's range and not past the other end. */
export function withEnd(
  window: IntensityWindow,
  end: keyof IntensityWindow,
  value: number,
  { low, high }: Pick<ChannelHistogram, 'low' | 'high'>,
): IntensityWindow {
  const least = (high - low || 1) / 1000;
  const inside = Math.min(Math.max(value, low), high);
  return end === 'low'
    ? { ...window, low: Math.min(inside, window.high - least) }
    : { ...window, high: Math.max(inside, window.low + least) };
}

/** The window from one value to another, in either order, within the histogram's range; never empty. */
export function windowBetween(
  one: number,
  other: number,
  range: Pick<ChannelHistogram, 'low' | 'high'>,
): IntensityWindow {
  const whole = { low: range.low, high: range.high };
  return withEnd(withEnd(whole, 'high', Math.max(one, other), range), 'low', Math.min(one, other), range);
}
