/** How often the values of each channel occur, and which of them the network is shown. For the page; trains nothing. */
import type { ChannelHistogram, Normalisation } from '../../domain/intensity';
import type { Raster } from '../../domain/raster';
import { type ChannelValues, channelValues } from './channelValues';
import { channelWindow, checkWindows } from './channelWindow';

const BINS = 256;

/**
 * One a channel, from its lowest to its highest finite value in 256 bins; a constant channel is all in the first.
 * Throws `bad-setting` where the choice has not one window a channel.
 */
export function histograms(raster: Raster, choice: Normalisation): ChannelHistogram[] {
  checkWindows(choice, raster.channels);
  return Array.from({ length: raster.channels }, (_, channel) => {
    const values = channelValues(raster, channel);
    const { low, high, mean, sd } = values;
    const window = channelWindow(values, choice, channel);
    return { low, high, mean, sd, window, bins: [...countBins(raster, channel, values)] };
  });
}

function countBins({ data, channels }: Raster, channel: number, { low, high }: ChannelValues): Uint32Array {
  const bins = new Uint32Array(BINS);
  const perUnit = high > low ? BINS / (high - low) : 0;
  for (let i = channel; i < data.length; i += channels) {
    const value = data[i] ?? 0;
    if (!Number.isFinite(value)) continue;
    const bin = Math.min(BINS - 1, Math.floor((value - low) * perUnit));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  return bins;
}
