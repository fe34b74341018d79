/** Freezes a run before step 0: settings and images become a TrainPlan. Needs no GPU; reads no clock. */
import { defined } from '../../common/assert';
import { studioError } from '../../common/errors';
import type { AugmentSettings } from '../../domain/augment';
import type { Example } from '../../domain/example';
import type { LabelMap } from '../../domain/labels';
import { DEFAULT_SPEC_PARTS } from '../../domain/network';
import type { TrainPlan, TrainSettings } from '../../domain/train';
import { tileGeometry } from '../../network/tileGeometry';
import { checkedSettings } from './checkedSettings';
import { balancedWeights, countClasses } from './classWeights';

export interface PlanRequest {
  readonly settings: TrainSettings;
  readonly augment: AugmentSettings;
  /** Number of classes, background included. */
  readonly classes: number;
  /** In dataset order; those without labels are left out. */
  readonly examples: readonly Example[];
}

type Labelled = Example & { readonly labels: LabelMap };

/**
 * Throws `no-pairs` where nothing is left to train on, `mixed-channels` where images differ in channels,
 * `bad-setting` naming a setting out of range.
 */
export function resolvePlan({ settings, augment, classes, examples }: PlanRequest): TrainPlan {
  checkedSettings(settings);
  const { train, validation } = split(examples.filter(isLabelled), settings.validationImages);
  const inputChannels = commonChannels([...train, ...validation]);
  const { depth, width, padding, batch, steps, optimizer, learningRate, momentum, seed } = settings;
  const spec = { ...DEFAULT_SPEC_PARTS, depth, width, padding, inputChannels, classes };
  const { inputSize, outputSize } = tileGeometry(spec, settings.tile);
  return {
    spec,
    inputSize,
    outputSize,
    batch,
    steps,
    optimizer,
    learningRate,
    momentum,
    classWeights: classWeights(train, classes, settings.classWeights),
    split: { train: train.map(({ id }) => id), validation: validation.map(({ id }) => id) },
    augment,
    normalisation: { kind: 'zscore' },
    seed,
    validateEvery: Math.min(100, Math.max(20, Math.ceil(steps / 10))),
  };
}

function isLabelled(example: Example): example is Labelled {
  return example.labels !== null;
}

function split(labelled: readonly Labelled[], heldOut: number) {
  if (labelled.length === 0) {
    throw studioError('no-pairs', 'No image has a mask.', 'Add masks for at least one image.', null);
  }
  const first = labelled.length - heldOut;
  if (first < 1) {
    throw studioError(
      'no-pairs',
      `Holding out ${heldOut} of ${labelled.length} labelled images leaves none to train on.`,
      `Hold out fewer images (at most ${labelled.length - 1}), or add masks for more images.`,
      `validationImages=${heldOut}`,
    );
  }
  return { train: labelled.slice(0, first), validation: labelled.slice(first) };
}

function commonChannels(examples: readonly Labelled[]): number {
  const first = defined(examples[0], 'first example');
  const other = examples.find(({ image }) => image.channels !== first.image.channels);
  if (!other) return first.image.channels;
  throw studioError(
    'mixed-channels',
    `${other.id} has ${other.image.channels} channels, ${first.id} has ${first.image.channels}; one network takes one number.`,
    'Remove the images of the other kind, or convert them.',
    other.id,
  );
}

function classWeights(
  train: readonly Labelled[],
  classes: number,
  kind: TrainSettings['classWeights'],
): number[] {
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
  return kind === 'balanced' ? balancedWeights(counts) : counts.map(() => 1);
}
