/** Every training setting as the form shows it: its name, what it does, and which values it takes. */
import type { TRAIN_LIMITS, TrainSettings } from '../../domain/train';

export type NumberSetting = keyof typeof TRAIN_LIMITS;
export type ChoiceSetting =
  | 'padding'
  | 'norm'
  | 'activation'
  | 'skips'
  | 'loss'
  | 'optimizer'
  | 'schedule'
  | 'split';

interface SettingText {
  readonly label: string;
  /** One line: what it does, when to change it. */
  readonly hint: string;
  /** Whether it means anything with these settings. */
  readonly when?: (settings: TrainSettings) => boolean;
}

export interface NumberField extends SettingText {
  readonly kind: 'number';
  readonly name: NumberSetting;
  /** A symbol ("px"), or a word for one and for several. */
  readonly unit?: string | readonly [one: string, several: string];
  /** What one press of an arrow adds. */
  readonly step: number;
}

export interface ChoiceField extends SettingText {
  readonly kind: 'choice';
  readonly name: ChoiceSetting;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

export type SettingField = NumberField | ChoiceField;

export interface SettingGroup {
  readonly title: string;
  readonly fields: readonly SettingField[];
}

function number(
  name: NumberSetting,
  label: string,
  hint: string,
  rest: Pick<NumberField, 'step' | 'unit' | 'when'>,
): NumberField {
  return { kind: 'number', name, label, hint, ...rest };
}

function choice(
  name: ChoiceSetting,
  label: string,
  hint: string,
  labels: Readonly<Record<string, string>>,
): ChoiceField {
  const choices = Object.entries(labels).map(([value, text]) => ({ value, label: text }));
  return { kind: 'choice', name, label, hint, choices };
}

const hasMomentum = ({ optimizer }: TrainSettings) => optimizer !== 'adam';
const holdsOutImages = ({ split }: TrainSettings) => split === 'last' || split === 'drawn';
const hasFolds = ({ split }: TrainSettings) => split === 'folds' || split === 'blocks';

const LEARNING: SettingGroup = {
  title: 'Learning',
  fields: [
    number('batch', 'Batch', 'More is steadier but takes more memory.', {
      step: 1,
      unit: ['patch', 'patches'],
    }),
    choice('loss', 'Loss', 'Dice helps where a class is small.', {
      crossEntropy: 'Cross-entropy',
      diceCrossEntropy: '+ Dice',
    }),
    choice('optimizer', 'Optimizer', 'Adam learns fast; the paper used SGD.', {
      adam: 'Adam',
      sgd: 'SGD',
      nesterov: 'Nesterov',
    }),
    number('momentum', 'Momentum', 'Share of the last update kept. Paper: 0.99.', {
      step: 0.01,
      when: hasMomentum,
    }),
    number('learningRate', 'Learning rate', 'Size of an update. Lower it if the loss jumps.', {
      step: 0.0005,
    }),
    choice('schedule', 'Schedule', 'How the rate goes over the run; falling ends finer.', {
      constant: 'Constant',
      polynomial: 'Falling',
      oneCycle: 'One cycle',
    }),
    number('warmup', 'Warm-up', 'Share of the run over which the rate rises.', { step: 0.05 }),
    number('weightDecay', 'Weight decay', 'Pulls weights to 0 against overfitting.', { step: 0.00001 }),
    number('clipNorm', 'Clip gradients at', 'Tames rare jumps. 0 for never.', { step: 1 }),
    number('emaDecay', 'Averaging', 'Scores a moving average of the weights. 0 for none.', { step: 0.01 }),
    number('patience', 'Patience', 'Checks without a better score before it ends. 0: never.', {
      step: 1,
      unit: ['check', 'checks'],
    }),
    number('seed', 'Seed', 'Same seed, same run. Change it to vary.', { step: 1 }),
  ],
};

const NETWORK: SettingGroup = {
  title: 'Network',
  fields: [
    number('depth', 'Depth', 'Times the image is halved. Deeper sees further.', { step: 1 }),
    number('width', 'Width', 'Channels at full size, doubled at each halving.', {
      step: 4,
      unit: ['channel', 'channels'],
    }),
    number('tile', 'Tile', 'Side of a patch; snapped to what fits.', { step: 16, unit: 'px' }),
    choice('padding', 'Padding', 'Same keeps the patch’s size; Valid crops it.', {
      same: 'Same',
      valid: 'Valid',
    }),
    choice('norm', 'Norm', 'Instance steadies deep networks.', { none: 'None', instance: 'Instance' }),
    choice('activation', 'Activation', 'Leaky keeps a slope below zero.', { relu: 'ReLU', leaky: 'Leaky' }),
    choice('skips', 'Skip connections', 'Off shows what they bring: fine detail.', { on: 'On', off: 'Off' }),
    number('dropout', 'Dropout', 'Share of the deepest values left out at random.', { step: 0.1 }),
  ],
};

export const SPLIT_FIELD = choice('split', 'Who is held out', '', {
  last: 'The last images',
  drawn: 'Images drawn by the seed',
  folds: 'One of several folds',
  blocks: 'Neighbours in a stack',
  spatial: 'A block of each image',
});

const HELD_OUT: SettingGroup = {
  title: 'Held out',
  fields: [
    SPLIT_FIELD,
    number('validationImages', 'Held-out images', 'Scored, never trained on.', {
      step: 1,
      when: holdsOutImages,
    }),
    number('folds', 'Folds', 'Parts that the images are dealt to.', { step: 1, when: hasFolds }),
    number('fold', 'Fold held out', 'From 0. Each gives another score.', { step: 1, when: hasFolds }),
  ],
};

/** The groups for these settings, without fields that mean nothing with them. */
export function settingGroups(settings: TrainSettings): SettingGroup[] {
  return [LEARNING, NETWORK, HELD_OUT].map((group) => ({
    ...group,
    fields: group.fields.filter(({ when }) => when?.(settings) ?? true),
  }));
}

/** Of all settings but the time granted. */
export const ALL_FIELDS: readonly SettingField[] = [LEARNING, NETWORK, HELD_OUT].flatMap(
  ({ fields }) => fields,
);
