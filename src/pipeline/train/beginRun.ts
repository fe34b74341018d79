/** From a library to a run that can start: its frozen plan, what its patches are cut from, and what is held out. For both hosts. */
import type { AugmentSettings } from '../../domain/augment';
import { checkedAugment } from '../../domain/augment';
import { labelledImages } from '../../domain/data';
import type { Example, TrainingImage } from '../../domain/example';
import { classCount } from '../../domain/labels';
import type { TrainPlan, TrainSettings } from '../../domain/train';
import { checkedWeights, type WeightSettings, weightsFor } from '../../domain/weights';
import { type LabelledSource, weighedSources } from '../augment/weighedSources';
import type { ImageLibrary } from '../data/imageLibrary';
import { resolvePlan } from './resolvePlan';
import { splitExamples } from './splitExamples';

export interface RunSettings {
  readonly settings: TrainSettings;
  readonly augment: AugmentSettings;
  /** Null: those that suit the masks. */
  readonly weights: WeightSettings | null;
}

export interface BegunRun {
  readonly plan: TrainPlan;
  /** Of the images trained on, in the plan's order. */
  readonly sources: readonly LabelledSource[];
}

/** Every labelled image to cut patches from, in dataset order. */
export async function trainingImages(library: ImageLibrary): Promise<TrainingImage[]> {
  const images: TrainingImage[] = [];
  for (const { id } of labelledImages(library.dataset())) images.push(await library.training(id));
  return images;
}

/** Throws what resolvePlan throws, and `bad-setting`. */
export function beginRun(
  library: ImageLibrary,
  images: readonly TrainingImage[],
  { settings, augment, weights }: RunSettings,
): BegunRun {
  const { reading, normalisation, scale, channelChoice } = library.dataset();
  const chosen = checkedWeights(weights ?? weightsFor(reading, settings.loss));
  const sources = weighedSources(images, chosen);
  const plan = resolvePlan({
    settings,
    augment: checkedAugment(augment),
    weights: chosen,
    classes: reading ? classCount(reading) : 2,
    examples: sources,
    normalisation,
    scale,
    channelChoice,
  });
  return { plan, sources: splitExamples(plan, sources).train };
}

/** The held-out images of a plan, whole and at the training scale, in its order. */
export async function heldOutExamples(library: ImageLibrary, { split }: TrainPlan): Promise<Example[]> {
  const examples: Example[] = [];
  for (const id of split.validation) examples.push(await library.example(id));
  return examples;
}
