/** The outlines of an image as its mask. Called by MaskMeasures. */
import { studioError } from '../../../common/errors';
import type { AnnotatedImage } from '../../../domain/annotations';
import { OBJECTS_PER_CLASS } from '../../../domain/labels';
import type { MaskRaster } from '../../../domain/masks';
import { drawOutlines } from '../../../imaging/objects/drawOutlines';

/**
 * `parts`: what each of the mask's planes holds. `names`: the classes of the whole set, 1, 2 ...; see drawOutlines.
 * Throws `mask-unreadable` where there are too many objects, or one is too intricate.
 */
export function outlineMask(
  parts: readonly AnnotatedImage[],
  { width, height }: { readonly width: number; readonly height: number },
  names: readonly string[],
  path: string | null,
): MaskRaster {
  const outlines = parts.flatMap((part) => part.outlines);
  if (outlines.length >= OBJECTS_PER_CLASS) throw tooMany(outlines.length, path);
  const data = drawOutlines(outlines, width, height, names);
  return { width, height, channels: 1, type: 'uint32', data, coding: 'outlines' };
}

function tooMany(count: number, path: string | null) {
  const message = `${path ?? 'A mask'} holds ${count} outlines of one image; ${OBJECTS_PER_CLASS - 1} can be numbered.`;
  return studioError('mask-unreadable', message, 'Cut the image into parts.', path);
}
