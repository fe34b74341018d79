/** What settings and images decide before a pixel is counted: the network, its patch, who trains and who is held out. */
import { defined } from '../../common/assert';
import { studioError } from '../../common/errors';
import type { Example } from '../../domain/example';
import type { LabelMap } from '../../domain/labels';
import { DEFAULT_SPEC_PARTS, type UNetSpec } from '../../domain/network';
import { checkedTrainSettings, LEAKY_SLOPE, type TrainSettings } from '../../domain/train';
import { tileGeometry } from '../../network/tileGeometry';

export type LabelledExample = Example & { readonly labels: LabelMap };

export interface RunShape {
  readonly spec: UNetSpec;
  /** Side of a patch and of what the network says about it, px. */
  readonly inputSize: number;
  readonly outputSize: number;
  /** Disjoint, in the examples' order; the last ones are held out. */
  readonly train: readonly LabelledExample[];
  readonly validation: readonly LabelledExample[];
}

/**
 * `classes` counts the background; examples without labels are left out. Throws `no-pairs` where nothing is left
 * to train on or to tell apart, `mixed-channels` where images differ in channels, `bad-setting` naming a setting out of range.
 */
export function runShape(settings: TrainSettings, classes: number, examples: readonly Example[]): RunShape {
  const { validationImages, tile } = checkedTrainSettings(settings);
  const { train, validation } = split(examples.filter(isLabelled), validationImages);
  if (classes < 2) throw oneClass();
  const inputChannels = commonChannels([...train, ...validation]);
  const spec = specOf(settings, inputChannels, classes);
  const { inputSize, outputSize } = tileGeometry(spec, tile);
  return { spec, inputSize, outputSize, train, validation };
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

function split(labelled: readonly LabelledExample[], heldOut: number) {
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
