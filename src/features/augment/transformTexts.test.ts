import { expect, it } from 'vitest';
import { DEFAULT_AUGMENT, NO_AUGMENT } from '../../domain/augment';
import { parameterText, shortText, spanText } from './transformTexts';

it('says how far and how often', () => {
  expect(shortText('rotation', DEFAULT_AUGMENT.rotation)).toBe('± 180°, 50 %');
  expect(shortText('elastic', NO_AUGMENT.elastic)).toBe('10 px');
  expect(shortText('scale', NO_AUGMENT.scale)).toBe('0.7 to 1.4, 20 %');
  expect(shortText('flipVertical', DEFAULT_AUGMENT.flipVertical)).toBe('50 %');
  expect(shortText('contrast', DEFAULT_AUGMENT.contrast)).toBe('± 25 %, 50 %');
});

it('writes values with their units', () => {
  expect(parameterText('brightness', 'amount', 0.2)).toBe('± 0.2 sd');
  expect(parameterText('cutout', 'count', 2)).toBe('2');
  expect(spanText('lowResolution', 0.5, 1)).toBe('50 to 100 %');
  expect(spanText('poisson', 50, 1000)).toBe('50 to 1,000 photons');
});
