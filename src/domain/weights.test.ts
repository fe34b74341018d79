import { describe, expect, test } from 'vitest';
import { type StudioError, toErrorData } from '../common/errors';
import {
  checkedWeights,
  DEFAULT_WEIGHTS,
  FALK_LIMITS,
  WEIGHT_LIMITS,
  WEIGHT_NOTES,
  type WeightSettings,
  weightsFor,
} from './weights';

function refusal(settings: WeightSettings) {
  try {
    checkedWeights(settings);
  } catch (error) {
    return toErrorData(error as StudioError);
  }
  return null;
}

describe('checkedWeights', () => {
  test('passes the defaults and every limit through unchanged', () => {
    expect(checkedWeights(DEFAULT_WEIGHTS)).toBe(DEFAULT_WEIGHTS);
    for (const [name, { min, max }] of Object.entries(WEIGHT_LIMITS)) {
      for (const value of [min, max]) expect(refusal({ ...DEFAULT_WEIGHTS, [name]: value })).toBeNull();
    }
  });

  test.each(Object.entries(WEIGHT_LIMITS))(
    'refuses %s out of its range and names it',
    (name, { min, max }) => {
      for (const value of [min - 0.01, max + 0.01, Number.NaN, Number.POSITIVE_INFINITY]) {
        const data = refusal({ ...DEFAULT_WEIGHTS, [name]: value });
        expect(data).toMatchObject({ code: 'bad-setting', subject: `weights.${name}=${value}` });
      }
    },
  );

  test.each(Object.entries(FALK_LIMITS))(
    'refuses falk.%s out of its range and names it',
    (name, { min, max }) => {
      for (const value of [min - 0.01, max + 0.01, Number.NaN]) {
        const falk = { ...DEFAULT_WEIGHTS.falk, [name]: value };
        const data = refusal({ ...DEFAULT_WEIGHTS, falk });
        expect(data).toMatchObject({ code: 'bad-setting', subject: `weights.falk.${name}=${value}` });
      }
    },
  );

  test.each(['kind', 'balance'])('refuses an unknown %s', (name) => {
    const data = refusal({ ...DEFAULT_WEIGHTS, [name]: 'other' });
    expect(data).toMatchObject({ code: 'bad-setting', subject: `weights.${name}=other` });
  });

  test('has a note on every setting', () => {
    const { falk, ...own } = DEFAULT_WEIGHTS;
    const names = [...Object.keys(own), ...Object.keys(falk).map((name) => `falk.${name}`)];
    expect(Object.keys(WEIGHT_NOTES).sort()).toEqual(names.sort());
  });
});

describe('weightsFor', () => {
  test('balances classes only where Dice does not count them alike already', () => {
    expect(weightsFor(null, 'crossEntropy').balance).toBe('balanced');
    expect(weightsFor(null, 'diceCrossEntropy').balance).toBe('none');
  });
});
