/** What the patches of a plan are cut from: its training images, without what is held out of them. Called wherever patches are drawn. */
import type { TrainingImage } from '../../domain/example';
import type { TrainPlan } from '../../domain/train';
import { type LabelledSource, weighedSources } from '../augment/weighedSources';
import { maskedForTraining } from './maskedLabels';
import { splitExamples } from './splitExamples';

/** In the plan's order; every image of it has to be among `images`. */
export function trainingSources(
  images: readonly TrainingImage[],
  { split, weights }: Pick<TrainPlan, 'split' | 'weights'>,
): LabelledSource[] {
  const { train } = splitExamples({ split: { ...split, validation: [] } }, images);
  return weighedSources(
    train.map((image) => maskedForTraining(image, split)),
    weights,
  );
}
