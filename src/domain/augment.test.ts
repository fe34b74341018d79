import { describe, expect, test } from 'vitest';
import { type StudioError, toErrorData } from '../common/errors';
import { AUGMENT_LIMITS, type AugmentSettings, checkedAugment, DEFAULT_AUGMENT, NO_AUGMENT } from './augment';

function refusal(settings: AugmentSettings) {
  try {
    checkedAugment(settings);
  } catch (error) {
    return toErrorData(error as StudioError);
  }
  return null;
}

describe('checkedAugment', () => {
  test('passes the defaults and every limit through unchanged', () => {
    for (const settings of [DEFAULT_AUGMENT, NO_AUGMENT]) expect(checkedAugment(settings)).toBe(settings);
    for (const [name, amount] of Object.entries(AUGMENT_LIMITS)) {
      const at = { enabled: true, probability: 1, amount };
      expect(refusal({ ...DEFAULT_AUGMENT, [name]: at })).toBeNull();
      expect(refusal({ ...DEFAULT_AUGMENT, [name]: { ...at, amount: 0, probability: 0 } })).toBeNull();
    }
  });

  test.each(Object.entries(AUGMENT_LIMITS))('refuses a %s beyond %d and names it', (name, limit) => {
    for (const amount of [limit + 0.01, -0.01, Number.NaN, Number.POSITIVE_INFINITY]) {
      const data = refusal({ ...DEFAULT_AUGMENT, [name]: { enabled: true, probability: 0.5, amount } });
      expect(data).toMatchObject({ code: 'bad-setting', subject: `${name}.amount=${amount}` });
    }
  });

  test.each(Object.keys(DEFAULT_AUGMENT))('refuses a probability of %s outside 0..1', (name) => {
    for (const probability of [-0.1, 1.1, Number.NaN]) {
      const data = refusal({ ...DEFAULT_AUGMENT, [name]: { enabled: true, amount: 0.1, probability } });
      expect(data).toMatchObject({ code: 'bad-setting', subject: `${name}.probability=${probability}` });
    }
  });

  test('says what is allowed', () => {
    const rotation = { enabled: true, amount: 200, probability: 0.5 };
    expect(refusal({ ...DEFAULT_AUGMENT, rotation })).toEqual({
      code: 'bad-setting',
      message: 'rotation.amount is 200; it has to be a number from 0 to 180.',
      hint: 'Choose a number from 0 to 180.',
      subject: 'rotation.amount=200',
    });
  });
});
