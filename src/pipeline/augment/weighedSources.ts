/** Images to cut patches from, with the weights of their pixels: worked out when the first patch of an image is drawn. */
import type { TrainingImage } from '../../domain/example';
import type { LabelMap } from '../../domain/labels';
import type { FloatRaster } from '../../domain/raster';
import type { WeightSettings } from '../../domain/weights';
import { separateLabels } from '../data/separateLabels';
import { borderWeights } from './borderWeights';
import type { PatchSource } from './patchSource';

export interface LabelledSource extends PatchSource {
  readonly labels: LabelMap;
}

/** One source an image, in their order. */
export function weighedSources(images: readonly TrainingImage[], weights: WeightSettings): LabelledSource[] {
  return images.map((image) => new WeighedSource(image, weights));
}

/** The same as plain data, for another thread; everything is worked out. */
export function plainSource({
  id,
  image,
  labels,
  scale,
  borderWeights = null,
}: LabelledSource): LabelledSource {
  return { id, image, labels, ...(scale && { scale }), borderWeights };
}

class WeighedSource implements LabelledSource {
  readonly id: string;
  readonly image: FloatRaster;
  readonly labels: LabelMap;
  readonly scale: TrainingImage['scale'];
  private border: FloatRaster | null = null;

  constructor(
    { id, image, labels, scale }: TrainingImage,
    private readonly weights: WeightSettings,
  ) {
    this.id = id;
    this.image = image;
    this.scale = scale;
    this.labels = weights.kind === 'none' ? labels : separatedOnce(labels, weights.background);
  }

  get borderWeights(): FloatRaster | null {
    if (this.weights.kind === 'none') return null;
    const { width, height } = this.labels;
    this.border ??= { width, height, channels: 1, data: borderWeights(this.labels, this.weights) };
    return this.border;
  }
}

const separated = new WeakMap<LabelMap, { readonly background: number; readonly labels: LabelMap }>();

/** Sliders of the weights change nothing about the labels: the last separation of a map is remembered. */
function separatedOnce(labels: LabelMap, background: number): LabelMap {
  const known = separated.get(labels);
  if (known?.background === background) return known.labels;
  const made = separateLabels(labels, background);
  separated.set(labels, { background, labels: made });
  return made;
}
