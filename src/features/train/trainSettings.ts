/** Every training setting as the form shows it: its name, what it does, and which values it takes. */
import type { TRAIN_LIMITS, TrainSettings } from '../../domain/train';

export type NumberSetting = keyof typeof TRAIN_LIMITS;
export type ChoiceSetting = 'padding' | 'norm' | 'activation' | 'skips' | 'loss' | 'optimizer';

interface SettingText {
  readonly label: string;
  /** One line: what it does, when to change it. */
  readonly hint: string;
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

const RUN: SettingGroup = {
  title: 'Run',
  fields: [
    {
      kind: 'number',
      name: 'steps',
      label: 'Steps',
      step: 50,
      hint: 'Add more while the loss still falls.',
    },
    {
      kind: 'number',
      name: 'batch',
      label: 'Batch',
      unit: ['patch', 'patches'],
      step: 1,
      hint: 'More is steadier but takes more memory.',
    },
    {
      kind: 'choice',
      name: 'loss',
      label: 'Loss',
      hint: 'Dice helps where a class is small.',
      choices: [
        { value: 'crossEntropy', label: 'Cross-entropy' },
        { value: 'diceCrossEntropy', label: '+ Dice' },
      ],
    },
    {
      kind: 'choice',
      name: 'optimizer',
      label: 'Optimizer',
      hint: 'Adam learns fast; the paper used SGD.',
      choices: [
        { value: 'adam', label: 'Adam' },
        { value: 'sgd', label: 'SGD' },
      ],
    },
    {
      kind: 'number',
      name: 'momentum',
      label: 'Momentum',
      step: 0.01,
      hint: 'Share of the last update kept. Paper: 0.99.',
    },
    {
      kind: 'number',
      name: 'learningRate',
      label: 'Learning rate',
      step: 0.0005,
      hint: 'Size of an update. Lower it if the loss jumps.',
    },
    {
      kind: 'number',
      name: 'seed',
      label: 'Seed',
      step: 1,
      hint: 'Same seed, same run. Change it to vary.',
    },
  ],
};

const NETWORK: SettingGroup = {
  title: 'Network',
  fields: [
    {
      kind: 'number',
      name: 'depth',
      label: 'Depth',
      step: 1,
      hint: 'Times the image is halved. Deeper sees further.',
    },
    {
      kind: 'number',
      name: 'width',
      label: 'Width',
      unit: ['channel', 'channels'],
      step: 4,
      hint: 'Channels at full size, doubled at each halving.',
    },
    {
      kind: 'choice',
      name: 'padding',
      label: 'Padding',
      hint: 'Same keeps the patch’s size; Valid crops it.',
      choices: [
        { value: 'same', label: 'Same' },
        { value: 'valid', label: 'Valid' },
      ],
    },
    {
      kind: 'choice',
      name: 'norm',
      label: 'Norm',
      hint: 'Instance steadies deep networks.',
      choices: [
        { value: 'none', label: 'None' },
        { value: 'instance', label: 'Instance' },
      ],
    },
    {
      kind: 'choice',
      name: 'activation',
      label: 'Activation',
      hint: 'Leaky keeps a slope below zero.',
      choices: [
        { value: 'relu', label: 'ReLU' },
        { value: 'leaky', label: 'Leaky' },
      ],
    },
    {
      kind: 'choice',
      name: 'skips',
      label: 'Skip connections',
      hint: 'Off shows what they bring: fine detail.',
      choices: [
        { value: 'on', label: 'On' },
        { value: 'off', label: 'Off' },
      ],
    },
    {
      kind: 'number',
      name: 'dropout',
      label: 'Dropout',
      step: 0.1,
      hint: 'Share of the deepest values left out at random.',
    },
    {
      kind: 'number',
      name: 'tile',
      label: 'Tile',
      unit: 'px',
      step: 16,
      hint: 'Side of a patch; snapped to what fits.',
    },
  ],
};

const IMAGES: SettingGroup = {
  title: 'Images',
  fields: [
    {
      kind: 'number',
      name: 'validationImages',
      label: 'Held-out images',
      step: 1,
      hint: 'Scored, never trained on. The last ones.',
    },
  ],
};

/** The groups for these settings: momentum is asked for with SGD only. */
export function settingGroups(settings: TrainSettings): SettingGroup[] {
  return [RUN, NETWORK, IMAGES].map((group) => ({
    ...group,
    fields: group.fields.filter((field) => field.name !== 'momentum' || settings.optimizer === 'sgd'),
  }));
}
