/** How good, how sure, and on how much it rests: one plain sentence for a user who knows no statistics. Pure. */
import type { ImageAssessment, Scores } from '../../domain/metrics';

/**
 * What the scored images are to the model: whole images that it was not trained on; blocks of images whose rest it was
 * trained on; or images with a truth of which nobody knows whether it was.
 */
export type Evidence = 'heldOutImages' | 'heldOutBlocks' | 'givenImages';

/** With fewer images the mean is called a rough guess. */
const ENOUGH_IMAGES = 10;

/** With the mean of the images' mean Dice over classes, and the least and the largest of them. */
export function assessmentSentence(
  scores: Scores,
  images: readonly ImageAssessment[],
  evidence: Evidence,
): string {
  if (images.length === 0) return 'Nothing was held out: how good the model is on new images is not known.';
  const dice = images.map((image) => image.scores.meanDice).filter((value) => value !== null);
  if (scores.meanDice === null || dice.length === 0) {
    return 'Nothing that was held out has a label: how good the model is on new images is not known.';
  }
  const mean = dice.reduce((sum, value) => sum + value, 0) / dice.length;
  return `Dice ${mean.toFixed(2)} on ${where(dice, evidence)}${CAUTION[evidence] ?? caution(dice.length)}.`;
}

function where(dice: readonly number[], evidence: Evidence): string {
  const count = dice.length;
  const range = count === 1 ? '' : ` (${Math.min(...dice).toFixed(2)} to ${Math.max(...dice).toFixed(2)})`;
  switch (evidence) {
    case 'heldOutBlocks':
      return `${count === 1 ? 'a held-out block of the image' : `held-out blocks of ${count} images`}${range}`;
    case 'heldOutImages':
      return `${count === 1 ? 'one held-out image' : `${count} held-out images`}${range}`;
    case 'givenImages':
      return `${count === 1 ? 'one image' : `${count} images`}${range}`;
  }
}

const CAUTION: Readonly<Partial<Record<Evidence, string>>> = {
  heldOutBlocks: '; the rest of the same images was trained on: new images may be worse',
  givenImages: '; it says how good the model is on new images only if it was not trained on these',
};

function caution(count: number): string {
  if (count === 1) return '; one image says little: others may be better or worse';
  return count < ENOUGH_IMAGES ? `; with ${count} images this is a rough guess` : '';
}
