import { expect, it } from 'vitest';
import { DEFAULT_AUGMENT } from '../../domain/augment';
import { PRESETS, presetOf } from './presets';

it('knows each preset again, also from a project that orders names its own way', () => {
  for (const preset of PRESETS) {
    const entries = Object.entries(preset.settings).reverse();
    expect(presetOf(Object.fromEntries(entries) as unknown as typeof preset.settings)).toBe(preset);
  }
});

it('calls changed settings none of them', () => {
  const { rotation } = DEFAULT_AUGMENT;
  expect(presetOf({ ...DEFAULT_AUGMENT, rotation: { ...rotation, amount: 179 } })).toBeNull();
});
