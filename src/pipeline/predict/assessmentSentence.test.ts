import { expect, it } from 'vitest';
import type { ImageAssessment, Scores } from '../../domain/metrics';
import { assessmentSentence } from './assessmentSentence';

function scoresOf(meanDice: number | null): Scores {
  return { pixelAccuracy: null, iou: [], dice: [], precision: [], recall: [], meanIou: null, meanDice };
}

const images = (...dice: (number | null)[]): ImageAssessment[] =>
  dice.map((value, index) => ({
    imageId: `${index}`,
    scores: scoresOf(value),
    objects: null,
    membranes: null,
  }));

it.each([
  [
    'a few images',
    images(0.79, 0.85, 0.88),
    'heldOutImages',
    'Dice 0.84 on 3 held-out images (0.79 to 0.88); with 3 images this is a rough guess.',
  ],
  [
    'one image',
    images(0.84),
    'heldOutImages',
    'Dice 0.84 on one held-out image; one image says little: others may be better or worse.',
  ],
  [
    'many images',
    images(...Array<number>(10).fill(0.5)),
    'heldOutImages',
    'Dice 0.50 on 10 held-out images (0.50 to 0.50).',
  ],
  [
    'a block',
    images(0.9),
    'heldOutBlocks',
    'Dice 0.90 on a held-out block of the image; the rest of the same images was trained on: new images may be worse.',
  ],
  [
    'an image without labels among others',
    images(0.5, null, 0.7),
    'heldOutImages',
    'Dice 0.60 on 2 held-out images (0.50 to 0.70); with 2 images this is a rough guess.',
  ],
] as const)('says what %s tell', (_, held, evidence, sentence) => {
  expect(assessmentSentence(scoresOf(0.8), held, evidence)).toBe(sentence);
});

it('says that nothing is known where nothing was held out', () => {
  expect(assessmentSentence(scoresOf(null), [], 'heldOutImages')).toContain('Nothing was held out');
});
