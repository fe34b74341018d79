/** What presets look at of a dataset, without pixels. Pure; built by the page and by the command line. */
import { type Dataset, type ImageItem, labelledImages } from './data';
import type { ImageFacts } from './presets';
import { AS_IS, scaleFactors, type TrainingScale } from './scale';

/**
 * `scale` is the user's own, null where the preset may choose it. Sizes of images are those at that scale; objects stay in
 * pixels of their files.
 */
export function imageFacts(dataset: Dataset, scale: TrainingScale | null): ImageFacts {
  const images = labelledImages(dataset);
  return {
    images: images.map((image) => sizeAt(image, scale ?? AS_IS)),
    channels: images[0]?.channels ?? 1,
    classes: Math.max(2, dataset.classShares.length),
    classShares: dataset.classShares,
    objects: dataset.objects,
    touching: (dataset.objects?.touching ?? 0) > 0,
    stack: isStack(images),
    scale,
  };
}

/** Whether all are pages of one file: neighbours then look alike. */
export function isStack(images: readonly ImageItem[]): boolean {
  const path = images[0]?.source.path;
  return images.length > 1 && images.every(({ source }) => source.path === path);
}

function sizeAt({ width, height, pixelSize }: ImageItem, scale: TrainingScale) {
  const { x, y } = scaleFactors(scale, pixelSize);
  return { width: Math.max(1, Math.round(width * x)), height: Math.max(1, Math.round(height * y)) };
}
