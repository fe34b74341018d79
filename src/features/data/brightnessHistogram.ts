/** The histograms of an image's channels as one, under the range of values that is shown. Pure. */
import type { ChannelHistogram, IntensityWindow } from '../../domain/intensity';

/** Shares of the values that are black, and not yet white, where nobody chose: as the viewer does. */
const LOWEST = 0.005;
const HIGHEST = 0.995;

/** Null where there is no channel. `shown` null is the range that suits the values. */
export function brightnessHistogram(
  histograms: readonly ChannelHistogram[],
  shown: IntensityWindow | null,
): ChannelHistogram | null {
  const [first] = histograms;
  if (first === undefined) return null;
  const low = Math.min(...histograms.map((one) => one.low));
  const high = Math.max(...histograms.map((one) => one.high));
  const bins = new Array<number>(first.bins.length).fill(0);
  for (const one of histograms) addBins(bins, one, low, high);
  const mean = histograms.reduce((sum, one) => sum + one.mean, 0) / histograms.length;
  return { ...first, low, high, bins, mean, window: shown ?? usualWindow(bins, low, high) };
}

function addBins(into: number[], { bins, low, high }: ChannelHistogram, least: number, most: number): void {
  const width = (high - low) / bins.length;
  for (const [index, count] of bins.entries()) {
    const value = low + (index + 0.5) * width;
    const place = Math.floor(((value - least) / (most - least || 1)) * into.length);
    const at = Math.min(into.length - 1, Math.max(0, place));
    into[at] = (into[at] ?? 0) + count;
  }
}

function usualWindow(bins: readonly number[], low: number, high: number): IntensityWindow {
  const all = bins.reduce((sum, count) => sum + count, 0);
  const valueAt = (share: number) => {
    let seen = 0;
    const index = bins.findIndex((count) => {
      seen += count;
      return seen >= share * all;
    });
    return low + ((Math.max(0, index) + (share < 0.5 ? 0 : 1)) / bins.length) * (high - low);
  };
  const window = { low: valueAt(LOWEST), high: valueAt(HIGHEST) };
  return window.high > window.low ? window : { low, high };
}
