/** Names and values of settings in words. Pure. */
import type { TrainSettings } from '../../domain/train';
import { formatCount, formatNumber, NO_VALUE } from '../../ui/format';
import { ALL_FIELDS } from './trainSettings';

const OTHER_LABELS = {
  steps: 'Steps',
  minutes: 'Minutes granted',
  scale: 'Training scale',
  augment: 'Augmentation',
};

export function settingLabel(name: keyof TrainSettings | keyof typeof OTHER_LABELS): string {
  const field = ALL_FIELDS.find((one) => one.name === name);
  return field?.label ?? OTHER_LABELS[name as keyof typeof OTHER_LABELS];
}

/** "0.002", "Adam", "128 px". */
export function settingValue(name: keyof TrainSettings, value: number | string): string {
  const field = ALL_FIELDS.find((one) => one.name === name);
  if (field?.kind === 'choice')
    return field.choices.find((one) => one.value === value)?.label ?? String(value);
  if (typeof value === 'string') return value;
  const unit = field?.unit;
  const text = Number.isInteger(value) ? formatCount(value) : formatNumber(value);
  if (unit === undefined) return text || NO_VALUE;
  return `${text} ${typeof unit === 'string' ? unit : unit[value === 1 ? 0 : 1]}`;
}

/** What a way of holding out means, in one or two sentences. */
export const SPLIT_TEXT: Readonly<Record<TrainSettings['split'], string>> = {
  last: 'The end of the list is scored and never trained on.',
  drawn: 'The seed draws whole images to be scored; nobody trains on them.',
  folds: 'Images are dealt to folds; one fold is scored. Another fold gives another score.',
  blocks: 'As folds, but neighbours of a stack stay together: they look too much alike to be told apart.',
  spatial:
    'Of each image a block is scored, and a band around it as wide as the network sees is left out. For one to three images; new images may turn out worse.',
};
