import { describe, expect, test } from 'vitest';
import { toErrorData } from '../common/errors';
import { checkedTrainSettings, DEFAULT_TRAIN, TRAIN_LIMITS, type TrainSettings } from './train';

function refusal(settings: TrainSettings) {
  try {
    checkedTrainSettings(settings);
  } catch (error) {
    return toErrorData(error);
  }
  return null;
}

describe('checkedTrainSettings', () => {
  test('passes the defaults through unchanged', () => {
    expect(checkedTrainSettings(DEFAULT_TRAIN)).toBe(DEFAULT_TRAIN);
  });

  test.each(Object.entries(TRAIN_LIMITS))('keeps %s to its limits, both ends allowed', (name, limits) => {
    const at = (value: number) => refusal({ ...DEFAULT_TRAIN, [name]: value });
    expect(at(limits.min)).toBeNull();
    expect(at(limits.max)).toBeNull();
    for (const value of [limits.min - 1e-7, limits.max + 1e-3, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(at(value)).toMatchObject({ code: 'bad-setting', subject: `${name}=${value}` });
    }
    if (limits.whole) expect(at(limits.min + 0.5)?.message).toContain('a whole number');
  });

  test.each(['padding', 'optimizer', 'loss'])('refuses an unknown %s', (name) => {
    const data = refusal({ ...DEFAULT_TRAIN, [name]: 'other' });
    expect(data).toMatchObject({ code: 'bad-setting', subject: `${name}=other` });
  });

  test('every number of the settings has limits', () => {
    const numbers = Object.entries(DEFAULT_TRAIN).filter(([, value]) => typeof value === 'number');
    expect(numbers.map(([name]) => name).sort()).toEqual(Object.keys(TRAIN_LIMITS).sort());
  });
});
