/** What the state says to whoever makes a preset concrete: the user's choice, and the images without pixels. Pure. */
import { type Dataset, labelledImages } from '../domain/data';
import type { ImageFacts } from '../domain/presets';
import { scaleFactors } from '../domain/scale';
import type { ChooseRequest } from '../engine/protocol';
import type { StudioState } from './studioState';
import { isStack, ownScale } from './trainChoice';

/** Null where there is nothing to train on. */
export function chooseRequest({ data, train }: StudioState): ChooseRequest | null {
  const labelled = labelledImages(data.dataset);
  if (labelled.length === 0 || data.classes.length < 2) return null;
  return { choice: train.choice, facts: factsOf(data.dataset, ownScale(data.dataset, train.applied)) };
}

/** Sizes are those that the images have with the user's own scale; where a preset may choose it, those of their files. */
function factsOf(dataset: Dataset, scale: ImageFacts['scale']): ImageFacts {
  const images = labelledImages(dataset);
  return {
    images: images.map(({ width, height, pixelSize }) => {
      const { x, y } = scaleFactors(scale ?? { kind: 'asIs' }, pixelSize);
      return { width: Math.max(1, Math.round(width * x)), height: Math.max(1, Math.round(height * y)) };
    }),
    channels: images[0]?.channels ?? 1,
    classes: dataset.classShares.length,
    classShares: dataset.classShares,
    objects: dataset.objects,
    touching: (dataset.objects?.touching ?? 0) > 0,
    stack: isStack(dataset),
    scale,
  };
}
