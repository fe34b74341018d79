import { describe, expect, test } from 'vitest';
import { type StudioError, toErrorData } from '../common/errors';
import { type AugmentSettings, checkedAugment, DEFAULT_AUGMENT, NO_AUGMENT } from './augment';
import { AUGMENT_PRESETS } from './augmentPresets';
import { AUGMENT_TRANSFORMS, type TransformInfo, type TransformName } from './augmentTransforms';

const TRANSFORMS = Object.entries<TransformInfo>(AUGMENT_TRANSFORMS) as [TransformName, TransformInfo][];
const PARAMETERS = TRANSFORMS.flatMap(([name, { parameters }]) =>
  Object.entries(parameters).map(([key, limits]) => ({ name, key, limits })),
);

function refusal(settings: AugmentSettings) {
  try {
    checkedAugment(settings);
  } catch (error) {
    return toErrorData(error as StudioError);
  }
  return null;
}

const withValue = (name: TransformName, change: object): AugmentSettings => ({
  ...NO_AUGMENT,
  [name]: { ...NO_AUGMENT[name], ...change },
});

describe('checkedAugment', () => {
  test('passes the defaults and all presets through unchanged', () => {
    for (const settings of [DEFAULT_AUGMENT, NO_AUGMENT, ...Object.values(AUGMENT_PRESETS)])
      expect(checkedAugment(settings)).toBe(settings);
  });

  test('every transform has exactly the numbers that it describes', () => {
    for (const [name, { parameters }] of TRANSFORMS) {
      const keys = ['enabled', 'probability', ...Object.keys(parameters)].sort();
      for (const settings of [DEFAULT_AUGMENT, ...Object.values(AUGMENT_PRESETS)])
        expect(Object.keys(settings[name]).sort()).toEqual(keys);
    }
    const others = Object.keys(NO_AUGMENT).filter((key) => !(key in AUGMENT_TRANSFORMS));
    expect(others.sort()).toEqual(['channels', 'interpolation', 'sampling']);
  });

  test.each(PARAMETERS)('$name.$key: its ends pass, what lies beyond is refused by name', (parameter) => {
    const { name, key, limits } = parameter;
    const both = (value: number) =>
      'low' in NO_AUGMENT[name] ? { low: value, high: value } : { [key]: value };
    for (const value of [limits.min, limits.max]) expect(refusal(withValue(name, both(value)))).toBeNull();
    for (const value of [limits.max + 0.01, limits.min - 0.01, Number.NaN, Number.POSITIVE_INFINITY]) {
      const data = refusal(withValue(name, { [key]: value }));
      expect(data).toMatchObject({ code: 'bad-setting', subject: `${name}.${key}=${value}` });
    }
    if (limits.whole) expect(refusal(withValue(name, { [key]: limits.min + 0.5 }))).not.toBeNull();
  });

  test.each(TRANSFORMS.map(([name]) => name))('refuses a probability of %s outside 0..1', (name) => {
    for (const probability of [-0.1, 1.1, Number.NaN]) {
      const data = refusal(withValue(name, { probability }));
      expect(data).toMatchObject({ code: 'bad-setting', subject: `${name}.probability=${probability}` });
    }
  });

  test('refuses a range turned round and a number that is missing', () => {
    expect(refusal(withValue('scale', { low: 1.2, high: 0.9 }))).toMatchObject({ subject: 'scale.high=0.9' });
    const missing = { ...NO_AUGMENT, shear: { enabled: true, probability: 1 } } as unknown as AugmentSettings;
    expect(refusal(missing)).toMatchObject({ subject: 'shear.amount=NaN' });
  });

  test('refuses an unknown choice and says what there is', () => {
    const settings = { ...NO_AUGMENT, sampling: 'half' } as unknown as AugmentSettings;
    expect(refusal(settings)).toEqual({
      code: 'bad-setting',
      message: 'sampling is half; it can be uniform, falk or third.',
      hint: 'Choose uniform, falk or third.',
      subject: 'sampling=half',
    });
  });

  test('says what is allowed', () => {
    expect(refusal(withValue('rotation', { amount: 200 }))).toEqual({
      code: 'bad-setting',
      message: 'rotation.amount is 200; it has to be a number from 0 to 180.',
      hint: 'Choose a number from 0 to 180.',
      subject: 'rotation.amount=200',
    });
  });
});

test('the numbers of the published recipes', () => {
  const { paper, falk, nnunet } = AUGMENT_PRESETS;
  expect(paper.elastic).toEqual({ enabled: true, probability: 1, amount: 10, nodes: 3 });
  expect(falk.elasticSpline).toEqual({ enabled: true, probability: 1, amount: 10, spacing: 150 });
  expect([falk.flipHorizontal.enabled, falk.sampling]).toEqual([false, 'falk']);
  expect([nnunet.elastic.enabled, nnunet.elasticSpline.enabled, nnunet.sampling]).toEqual([
    false,
    false,
    'third',
  ]);
});
