/** Freezes a run before step 0: settings and images become a TrainPlan. Needs no GPU; reads no clock. */
import { studioError } from '../../common/errors';
import type { AugmentSettings } from '../../domain/augment';
import type { Example } from '../../domain/example';
import { checkedNormalisation, type Normalisation } from '../../domain/intensity';
import { checkedScale, type TrainingScale } from '../../domain/scale';
import type { SplitIds } from '../../domain/splitIds';
import type { TrainPlan, TrainSettings } from '../../domain/train';
import { checkedWeights, type WeightSettings } from '../../domain/weights';
import { baseWeights } from '../augment/baseWeights';
import { countClasses } from '../augment/classWeights';
import { type LabelledExample, runShape } from './runShape';

export interface PlanRequest {
  readonly settings: TrainSettings;
  readonly augment: AugmentSettings;
  readonly weights: WeightSettings;
  /** Number of classes, background included. */
  readonly classes: number;
  /** In place of the settings' split: of a run of a series. */
  readonly split?: SplitIds | null;
  /** In dataset order; those without labels are left out. */
  readonly examples: readonly Example[];
  /** How the examples were prepared: what a model of the run will do to every image. */
  readonly normalisation: Normalisation;
  readonly scale: TrainingScale;
  readonly channelChoice: readonly number[] | null;
}

/**
 * Steps from one validation to the next, in a run of `steps`: sixteen a run, each a small part of its time; never more
 * than 250 apart (nnU-Net's epoch), so that little is lost with a device and patience means the same in long runs.
 */
export function validationInterval(steps: number): number {
  return Math.min(250, Math.max(10, Math.ceil(steps / 16)));
}

/**
 * Throws `no-pairs` where nothing is left to train on or to tell apart, `mixed-channels` where images differ in channels,
 * `bad-setting` naming a setting out of range.
 */
export function resolvePlan(request: PlanRequest): TrainPlan {
  const { settings, augment, weights, classes, examples } = request;
  const { spec, inputSize, outputSize, split, train } = runShape(settings, classes, examples, request.split);
  const { batch, steps, optimizer, learningRate, momentum, weightDecay, clipNorm, emaDecay, seed } = settings;
  const { minutes, patience, schedule, warmup } = settings;
  return {
    spec,
    loss: settings.loss,
    inputSize,
    outputSize,
    batch,
    steps,
    optimizer,
    learningRate,
    schedule: { kind: schedule, warmupSteps: Math.round(warmup * steps) },
    momentum,
    weightDecay,
    clipNorm,
    emaDecay,
    minutes,
    patience,
    classWeights: classWeights(train, classes, checkedWeights(weights)),
    split,
    augment,
    weights,
    normalisation: checkedNormalisation(request.normalisation),
    scale: checkedScale(request.scale),
    channelChoice: request.channelChoice,
    seed,
    validateEvery: validationInterval(steps),
  };
}

function classWeights(train: readonly LabelledExample[], classes: number, weights: WeightSettings): number[] {
  const counts = countClasses(
    train.map(({ labels }) => labels),
    classes,
  );
  if (counts.every((count) => count === 0)) {
    throw studioError(
      'no-pairs',
      'Every pixel of the training masks is to be ignored; there is nothing to learn from.',
      'Check which mask value means "ignore".',
      null,
    );
  }
  return baseWeights(weights, counts);
}
