/** An image from a file as a model gets it: by the model's own channels, intensities and scale, never the dataset's. */
import { studioError } from '../../common/errors';
import type { FloatRaster, Raster } from '../../domain/raster';
import type { PixelSize } from '../../domain/scale';
import type { ModelInfo } from '../../domain/train';
import { prepareImage } from '../data/prepareImage';
import { checkChannels } from './checkChannels';

/**
 * [height, width, info.spec.inputChannels] at the training scale. `raster` has all channels of its file,
 * its palette resolved; `pixelSize` is the file's. Throws `wrong-channels` where the model needs other channels.
 */
export function prepareForModel(raster: Raster, pixelSize: PixelSize | null, info: ModelInfo): FloatRaster {
  const { channelChoice, spec } = info;
  if (channelChoice === null) checkChannels(raster.channels, spec.inputChannels);
  else checkChosen(raster.channels, channelChoice);
  return prepareImage(raster, pixelSize, info);
}

function checkChosen(channels: number, choice: readonly number[]): void {
  if (choice.every((channel) => channel < channels)) return;
  const used = choice.map((channel) => channel + 1).join(', ');
  throw studioError(
    'wrong-channels',
    `The image has ${channels === 1 ? '1 channel' : `${channels} channels`}, the model uses ${choice.length === 1 ? 'channel' : 'channels'} ${used} of each file.`,
    'Choose an image with these channels, or train a model on images like this one.',
    channels,
  );
}
