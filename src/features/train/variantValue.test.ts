import { expect, test } from 'vitest';
import { checkedTrainSettings, DEFAULT_TRAIN } from '../../domain/train';
import { ALL_FIELDS } from './trainSettings';
import { otherValue } from './variantValue';

test('every setting is offered another value, within its range', () => {
  for (const field of ALL_FIELDS) {
    const value = otherValue(field, DEFAULT_TRAIN);
    expect(value, field.name).not.toBe(DEFAULT_TRAIN[field.name]);
    expect(() => checkedTrainSettings({ ...DEFAULT_TRAIN, [field.name]: value }), field.name).not.toThrow();
  }
});
