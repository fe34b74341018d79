/** The one way an image can be unfit for a model: another number of channels. */
import { studioError } from '../../common/errors';

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

function count(channels: number): string {
  return channels === 1 ? '1 channel' : `${channels} channels`;
}
