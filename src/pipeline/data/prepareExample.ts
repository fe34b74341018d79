/** A decoded image with its labels as training gets them, at the training scale. For prediction: predict/prepareForModel. */
import type { Example, SourceImage } from '../../domain/example';
import { scaleFactors } from '../../domain/scale';
import { labelsAtScale } from './atScale';
import { type Preparing, prepareImage } from './prepareImage';

/** `how` is the dataset's choice. Throws `bad-setting`. */
export function prepareExample({ id, raster, pixelSize, labels }: SourceImage, how: Preparing): Example {
  const image = prepareImage(raster, pixelSize, how);
  if (labels === null) return { id, image, labels };
  const scaled = labelsAtScale(labels, scaleFactors(how.scale, pixelSize));
  return { id, image, labels: scaled, ...(scaled !== labels && { sourceLabels: labels }) };
}
