/** The values of one channel that become -1 and 1. The only place that knows what each kind of normalisation does. */
import { studioError } from '../../common/errors';
import type { IntensityWindow, Normalisation } from '../../domain/intensity';
import type { ChannelValues } from './channelValues';

/** Known without a look at the image, or null where the choice goes by what the image holds. */
export function fixedWindow(choice: Normalisation, channel: number): IntensityWindow | null {
  return choice.kind === 'window' ? (choice.windows[channel] ?? null) : null;
}

/**
 * For `zscore` mean minus and plus one deviation. For `percentile` the two percentiles, or the whole range where
 * they coincide (a few bright spots on nothing). Both ends are equal where the channel is constant. `channel` counts
 * from 0, of those that the network gets.
 */
export function channelWindow(
  values: ChannelValues,
  choice: Normalisation,
  channel: number,
): IntensityWindow {
  const { low, high, mean, sd } = values;
  if (choice.kind === 'zscore') return { low: mean - sd, high: mean + sd };
  if (choice.kind === 'window') return fixedWindow(choice, channel) ?? { low, high };
  const [from, to] = [values.percentile(choice.low), values.percentile(choice.high)];
  return to > from ? { low: from, high: to } : { low, high };
}

/** Throws `bad-setting` where there is not one window a channel. */
export function checkWindows(choice: Normalisation, channels: number): void {
  if (choice.kind !== 'window' || choice.windows.length === channels) return;
  const windows = choice.windows.length;
  throw studioError(
    'bad-setting',
    `There ${windows === 1 ? 'is 1 window' : `are ${windows} windows`} for ${channels === 1 ? '1 channel' : `${channels} channels`}; each channel needs its own.`,
    `Set ${channels === 1 ? '1 window' : `${channels} windows`}, or choose percentiles.`,
    `windows=${windows}`,
  );
}
