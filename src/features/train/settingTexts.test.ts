import { expect, test } from 'vitest';
import { DEFAULT_TRAIN, type TrainSettings } from '../../domain/train';
import { settingLabel, settingValue } from './settingTexts';
import { settingGroups } from './trainSettings';

test('every setting has a name, and its default reads as words', () => {
  for (const [name, value] of Object.entries(DEFAULT_TRAIN)) {
    expect(settingLabel(name as keyof TrainSettings), name).toMatch(/^[A-Z]/);
    expect(settingValue(name as keyof TrainSettings, value), name).not.toMatch(/undefined|NaN|^$/);
  }
  expect(settingValue('tile', 128)).toBe('128 px');
  expect(settingValue('batch', 1)).toBe('1 patch');
  expect(settingValue('optimizer', 'adam')).toBe('Adam');
  expect(settingValue('weightDecay', 3e-5)).toBe('3.0e-5');
});

test('what means nothing with these settings is not asked for', () => {
  const names = (change: Partial<TrainSettings>) =>
    settingGroups({ ...DEFAULT_TRAIN, ...change }).flatMap(({ fields }) => fields.map(({ name }) => name));
  expect(names({ optimizer: 'adam' })).not.toContain('momentum');
  expect(names({ optimizer: 'nesterov' })).toContain('momentum');
  expect(names({ split: 'last' })).not.toContain('folds');
  expect(names({ split: 'blocks' })).toEqual(expect.arrayContaining(['folds', 'fold']));
  expect(names({ split: 'spatial' })).not.toContain('validationImages');
});
