import { expect, test } from 'vitest';
import type { Assessment } from '../../domain/metrics';
import { FAKE_SCORES } from '../../engine/fakeRuns';
import { spreadFacts } from './spreadFacts';

const NONE = {
  meanDice: null,
  meanIou: null,
  pixelAccuracy: null,
  f1: null,
  seg: null,
  vRand: null,
  vInfo: null,
};
const image = { imageId: 'a', scores: FAKE_SCORES, objects: null, membranes: { vRand: 0.9, vInfo: 0.8 } };
const assessment: Assessment = {
  scores: FAKE_SCORES,
  images: [image],
  spread: NONE,
  calibration: null,
  sentence: '',
};

test('means come with their spread and number, a single image with its value, what is not there not at all', () => {
  expect(spreadFacts(assessment).map(({ name, value }) => `${name}: ${value}`)).toEqual([
    'Dice: 0.80',
    'IoU: 0.70',
    'Pixels right: 0.90',
    'Membranes (V Rand): 0.90',
    'Membranes (V Info): 0.80',
  ]);
  const spread = { ...NONE, meanDice: { mean: 0.84, sd: 0.031, count: 3 } };
  expect(spreadFacts({ ...assessment, images: [image, image, image], spread })).toEqual([
    { name: 'Dice', value: '0.84 ± 0.03 over 3 images' },
  ]);
});
