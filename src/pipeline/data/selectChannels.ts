/** The channels of a file that the network gets, in the chosen order. Called by prepareImage and for views. */
import { type StudioError, studioError } from '../../common/errors';
import type { Raster, SampleArray } from '../../domain/raster';

/**
 * [height, width, choice.length]; the same object for null. `choice` counts channels from 0. Throws `bad-setting`
 * where it is empty, names a channel twice, or one that the file does not have.
 */
export function selectChannels(raster: Raster, choice: readonly number[] | null): Raster {
  if (choice === null) return raster;
  const { width, height, channels, type, data } = raster;
  checkChoice(choice, channels);
  return { width, height, channels: choice.length, type, data: pick(data, channels, choice) };
}

/** The chosen channels; all of an image that does not have them, which is shown and not trained on. */
export function shownChannels(image: Raster, choice: readonly number[] | null): Raster {
  const fits = choice?.every((channel) => channel < image.channels) ?? true;
  return fits ? selectChannels(image, choice) : image;
}

function pick(data: SampleArray, channels: number, choice: readonly number[]): SampleArray {
  const pixels = data.length / channels;
  // No channel is chosen twice, so the cut is long enough; every value in it is written over.
  const picked = data.slice(0, pixels * choice.length);
  choice.forEach((channel, place) => {
    for (let pixel = 0; pixel < pixels; pixel++) {
      picked[pixel * choice.length + place] = data[pixel * channels + channel] ?? 0;
    }
  });
  return picked;
}

function checkChoice(choice: readonly number[], channels: number): void {
  if (choice.length === 0) throw badChoice(choice, 'No channel is chosen', channels);
  choice.forEach((channel, place) => {
    if (choice.indexOf(channel) !== place)
      throw badChoice(choice, `Channel ${channel + 1} is chosen twice`, channels);
    if (!Number.isInteger(channel) || channel < 0 || channel >= channels) {
      throw badChoice(choice, `There is no channel ${channel + 1}`, channels);
    }
  });
}

function badChoice(choice: readonly number[], what: string, channels: number): StudioError {
  const has = channels === 1 ? 'one channel, 1' : `${channels} channels, 1 to ${channels}`;
  return studioError(
    'bad-setting',
    `${what}; the file has ${has}.`,
    channels === 1 ? 'Choose channel 1.' : `Choose from channels 1 to ${channels}, each at most once.`,
    `channels=${choice.map((channel) => channel + 1).join(',')}`,
  );
}
