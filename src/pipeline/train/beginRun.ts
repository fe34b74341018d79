/** From a library to a run that can start: its frozen plan, what its patches are cut from, and what is held out. For both hosts. */
import type { AugmentSettings } from '../../domain/augment';
import { checkedAugment } from '../../domain/augment';
import { labelledImages } from '../../domain/data';
import type { Example, TrainingImage } from '../../domain/example';
import { classCount } from '../../domain/labels';
import type { SplitIds } from '../../domain/splitIds';
import type { TrainPlan, TrainSettings } from '../../domain/train';
import { checkedWeights, type WeightSettings, weightsFor } from '../../domain/weights';
import { type LabelledSource, weighedSources } from '../augment/weighedSources';
import type { ImageLibrary } from '../data/imageLibrary';
import { maskedForValidation } from './maskedLabels';
import { resolvePlan } from './resolvePlan';
import { trainingSources } from './trainingSources';

export interface RunSettings {
  readonly settings: TrainSettings;
  readonly augment: AugmentSettings;
  /** Null: those that suit the masks. */
  readonly weights: WeightSettings | null;
  /** In place of the settings' split: of a run of a series. */
  readonly split?: SplitIds | null;
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
  { settings, augment, weights, split = null }: RunSettings,
): BegunRun {
  const { reading, normalisation, scale, channelChoice } = library.dataset();
  const chosen = checkedWeights(weights ?? weightsFor(reading, settings.loss));
  const plan = resolvePlan({
    settings,
    augment: checkedAugment(augment),
    weights: chosen,
    classes: reading ? classCount(reading) : 2,
    split,
    examples: weighedSources(images, chosen),
    normalisation,
    scale,
    channelChoice,
  });
  return { plan, sources: trainingSources(images, plan) };
}

/** The held-out images of a plan at the training scale, in its order; of a spatial split only the blocks are labelled. */
export async function heldOutExamples(library: ImageLibrary, { split }: TrainPlan): Promise<Example[]> {
  const examples: Example[] = [];
  for (const id of split.validation) examples.push(maskedForValidation(await library.example(id), split));
  return examples;
}
