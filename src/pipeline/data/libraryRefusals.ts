/** What an image library refuses, and in which words. Used by ImageLibrary. */
import { studioError } from '../../common/errors';
import type { ImageItem } from '../../domain/data';
import { checkedNormalisation } from '../../domain/intensity';
import { checkedScale } from '../../domain/scale';
import type { DataChoices } from './libraryContent';

/** The choices themselves. Throws `bad-setting`. */
export function checkedChoices(choices: DataChoices): DataChoices {
  checkedNormalisation(choices.normalisation);
  checkedScale(choices.scale);
  return choices;
}

export function emptyDrop() {
  const hint = 'Drop images, a folder or a zip that holds some.';
  return studioError('empty-drop', 'There were no files in what was dropped.', hint);
}

export function noSuchImage(imageId: string) {
  return studioError('no-such-image', `No image ${imageId} is loaded.`, 'Choose one from the list.', imageId);
}

export function noMask(imageId: string) {
  return studioError('no-such-image', `${imageId} has no mask.`, 'Choose an image with a mask.', imageId);
}

export function strayPart({ id, name, width, height }: ImageItem) {
  const message = `What was drawn lies beyond ${name}, which is ${width} × ${height} px now.`;
  return studioError('bad-setting', message, 'Draw it again.', id);
}
