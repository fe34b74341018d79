/** A decoded image as a network gets it: channels, then intensities, then scale. For training and prediction alike. */
import type { Normalisation } from '../../domain/intensity';
import type { FloatRaster, Raster } from '../../domain/raster';
import { type PixelSize, scaleFactors, type TrainingScale } from '../../domain/scale';
import { atScale } from './atScale';
import { normalise } from './normalise';
import { selectChannels } from './selectChannels';

/** What a dataset and a model say alike about their images. */
export interface Preparing {
  readonly channelChoice: readonly number[] | null;
  readonly normalisation: Normalisation;
  readonly scale: TrainingScale;
}

/**
 * Intensities are measured at the source's own resolution, so that windows and histograms are in its pixels; dead
 * pixels are zeros before areas are averaged. `raster` has all channels of its file, its palette resolved (asImage).
 * Throws `bad-setting`.
 */
export function prepareImage(raster: Raster, pixelSize: PixelSize | null, how: Preparing): FloatRaster {
  const chosen = selectChannels(raster, how.channelChoice);
  return atScale(normalise(chosen, how.normalisation), scaleFactors(how.scale, pixelSize));
}
