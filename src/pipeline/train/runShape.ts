/** What settings and images decide before a pixel is counted: the network, its patch, who trains and who is held out. */
import { defined } from '../../common/assert';
import { studioError } from '../../common/errors';
import type { Example } from '../../domain/example';
import type { LabelMap } from '../../domain/labels';
import { DEFAULT_SPEC_PARTS, type UNetSpec } from '../../domain/network';
import type { SplitIds } from '../../domain/splitIds';
import { checkedTrainSettings, LEAKY_SLOPE, type Split, type TrainSettings } from '../../domain/train';
import { tileGeometry } from '../../network/tileGeometry';
import { maskedForTraining, maskedForValidation } from './maskedLabels';
import { splitExamples } from './splitExamples';
import { splitImages } from './splitImages';

export type LabelledExample = Example & { readonly labels: LabelMap };

export interface RunShape {
  readonly spec: UNetSpec;
  /** Side of a patch and of what the network says about it, px. */
  readonly inputSize: number;
  readonly outputSize: number;
  readonly split: Split;
  /** In the split's order. Of a spatial split both are all images, each with the labels of its side alone. */
  readonly train: readonly LabelledExample[];
  readonly validation: readonly LabelledExample[];
}

/**
 * `classes` counts the background; examples without labels are left out. Throws `no-pairs` where nothing is left
 * to train on or to tell apart, `mixed-channels` where images differ in channels, `bad-setting` naming a setting out of
 * range, and what splitImages throws. `fixed` takes the place of the settings' split, for a run that is compared with others.
 */
export function runShape(
  settings: TrainSettings,
  classes: number,
  examples: readonly Example[],
  fixed: SplitIds | null = null,
): RunShape {
  const { tile } = checkedTrainSettings(settings);
  const labelled = examples.filter(isLabelled);
  if (labelled.length === 0) {
    throw studioError('no-pairs', 'No image has a mask.', 'Add masks for at least one image.', null);
  }
  if (classes < 2) throw oneClass();
  const spec = specOf(settings, commonChannels(labelled), classes);
  const geometry = tileGeometry(spec, tile);
  const { inputSize, outputSize } = geometry;
  const split = fixed ? wholeImages(settings, fixed, labelled) : splitImages(settings, labelled, geometry);
  const sides = splitExamples({ split }, labelled);
  return {
    spec,
    inputSize,
    outputSize,
    split,
    train: sides.train.map((example) => maskedForTraining(example, split)),
    validation: sides.validation.map((example) => maskedForValidation(example, split)),
  };
}

function wholeImages(
  { split }: TrainSettings,
  { train, validation }: SplitIds,
  labelled: readonly LabelledExample[],
): Split {
  const missing = [...train, ...validation].find((id) => !labelled.some((example) => example.id === id));
  if (missing !== undefined) {
    throw studioError(
      'no-such-image',
      `${missing} is not among the labelled images any more.`,
      'Begin a new run, or the series again, with the images that are there now.',
      missing,
    );
  }
  return { kind: split === 'spatial' ? 'drawn' : split, train, validation, spatial: null };
}

/** The network that the settings describe. */
export function specOf(settings: TrainSettings, inputChannels: number, classes: number): UNetSpec {
  const { depth, width, padding, norm, dropout } = settings;
  const activation =
    settings.activation === 'relu'
      ? DEFAULT_SPEC_PARTS.activation
      : ({ kind: 'leaky', slope: LEAKY_SLOPE } as const);
  const skips = settings.skips === 'on';
  return {
    ...DEFAULT_SPEC_PARTS,
    depth,
    width,
    padding,
    norm,
    activation,
    dropout,
    skips,
    inputChannels,
    classes,
  };
}

function oneClass() {
  return studioError(
    'no-pairs',
    'All pixels of all masks have the same value; there is nothing to tell apart.',
    'Add masks in which both the object and the background occur, or change how their values are read.',
  );
}

function isLabelled(example: Example): example is LabelledExample {
  return example.labels !== null;
}

function commonChannels(examples: readonly LabelledExample[]): number {
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
