/** The one way an image can be unfit for a model: other channels. */
import { studioError } from '../../common/errors';
import type { ModelInfo } from '../../domain/train';

/** Throws `wrong-channels`, saying both numbers, where the image and the model differ. */
export function checkChannels(imageChannels: number, modelChannels: number): void {
  if (imageChannels === modelChannels) return;
  throw studioError(
    'wrong-channels',
    `The image has ${count(imageChannels)}, the model was trained on ${count(modelChannels)}.`,
    `Choose an image with ${count(modelChannels)}, or train a model on images like this one.`,
    imageChannels,
  );
}

/** `channels` are all of the file's. Throws `wrong-channels` where the model needs others. */
export function checkModelChannels(
  channels: number,
  { channelChoice, spec }: Pick<ModelInfo, 'channelChoice' | 'spec'>,
): void {
  if (channelChoice === null) {
    checkChannels(channels, spec.inputChannels);
    return;
  }
  if (channelChoice.every((channel) => channel < channels)) return;
  const used = channelChoice.map((channel) => channel + 1).join(', ');
  const which = channelChoice.length === 1 ? 'channel' : 'channels';
  throw studioError(
    'wrong-channels',
    `The image has ${count(channels)}, the model uses ${which} ${used} of each file.`,
    'Choose an image with these channels, or train a model on images like this one.',
    channels,
  );
}

function count(channels: number): string {
  return channels === 1 ? '1 channel' : `${channels} channels`;
}
