/** Pixel values as the network wants them; the one place that does it, for training and prediction alike. */
import { checkedNormalisation, type IntensityWindow, type Normalisation } from '../../domain/intensity';
import type { FloatRaster, Raster } from '../../domain/raster';
import { type ChannelValues, channelValues } from './channelValues';
import { channelWindow, checkWindows, fixedWindow } from './channelWindow';

/** What becomes of one channel's values: network input is (x - origin) / unit + shift. */
export interface Mapping {
  readonly origin: number;
  /** 0 makes all of the channel zeros. */
  readonly unit: number;
  readonly shift: number;
  /** Whether the result is held within -1..1. */
  readonly clips: boolean;
}

/**
 * [height, width, channels], float32, each channel on its own. With `zscore`, (x - mean) / sd over the image; else
 * 2 (x - low) / (high - low) - 1, clipped to -1..1. A constant channel becomes zeros unless its window is fixed.
 * Values that are not finite (dead pixels of float images) take no part in any measure and become 0. Throws
 * `bad-setting` for a bad choice, or one whose windows are not one a channel.
 */
export function normalise(raster: Raster, choice: Normalisation): FloatRaster {
  checkWindows(checkedNormalisation(choice), raster.channels);
  const channels = Array.from({ length: raster.channels }, (_, channel) => channel);
  return normaliseBy(
    raster,
    channels.map(
      (channel) =>
        fixedMapping(choice, channel) ?? mappingOf(channelValues(raster, channel), choice, channel),
    ),
  );
}

/** The same by mappings that are known, one a channel: for parts of an image. */
export function normaliseBy(raster: Raster, mappings: readonly Mapping[]): FloatRaster {
  const { width, height, channels } = raster;
  const data = new Float32Array(width * height * channels);
  mappings.forEach((mapping, channel) => {
    apply(mapping, raster, channel, data);
  });
  return { width, height, channels, data };
}

/** Null where the choice goes by what the image holds. */
export function fixedMapping(choice: Normalisation, channel: number): Mapping | null {
  const fixed = fixedWindow(choice, channel);
  return fixed && ofWindow(fixed);
}

export function mappingOf(values: ChannelValues, choice: Normalisation, channel: number): Mapping {
  if (choice.kind === 'zscore') return { origin: values.mean, unit: values.sd, shift: 0, clips: false };
  return ofWindow(channelWindow(values, choice, channel));
}

/** 2 (x - low) / (high - low) - 1, clipped. */
function ofWindow({ low, high }: IntensityWindow): Mapping {
  return { origin: low, unit: (high - low) / 2, shift: -1, clips: true };
}

function apply(
  { origin, unit, shift, clips }: Mapping,
  { data, channels }: Raster,
  channel: number,
  out: Float32Array,
): void {
  if (unit === 0) return;
  for (let i = channel; i < data.length; i += channels) {
    const value = data[i] ?? 0;
    if (!Number.isFinite(value)) continue;
    const mapped = (value - origin) / unit + shift;
    out[i] = clips ? Math.max(-1, Math.min(1, mapped)) : mapped;
  }
}
