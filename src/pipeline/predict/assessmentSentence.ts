/** How good, how sure, and on how much it rests: one plain sentence for a user who knows no statistics. Pure. */
import type { ImageAssessment, Scores } from '../../domain/metrics';

/** With fewer images the mean is called a rough guess. */
const ENOUGH_IMAGES = 10;

export function assessmentSentence(
  scores: Scores,
  images: readonly ImageAssessment[],
  sameImages: boolean,
): string {
  if (images.length === 0) return 'Nothing was held out: how good the model is on new images is not known.';
  const dice = images.map((image) => image.scores.meanDice).filter((value) => value !== null);
  if (scores.meanDice === null || dice.length === 0) {
    return 'Nothing that was held out has a label: how good the model is on new images is not known.';
  }
  const mean = dice.reduce((sum, value) => sum + value, 0) / dice.length;
  return `Dice ${mean.toFixed(2)} on ${where(dice, sameImages)}${caution(dice.length, sameImages)}.`;
}

function where(dice: readonly number[], sameImages: boolean): string {
  const count = dice.length;
  const range = `(${Math.min(...dice).toFixed(2)} to ${Math.max(...dice).toFixed(2)})`;
  if (sameImages) {
    return count === 1 ? 'a held-out block of the image' : `held-out blocks of ${count} images ${range}`;
  }
  return count === 1 ? 'one held-out image' : `${count} held-out images ${range}`;
}

function caution(count: number, sameImages: boolean): string {
  if (sameImages) return '; the rest of the same images was trained on: new images may be worse';
  if (count === 1) return '; one image says little: others may be better or worse';
  return count < ENOUGH_IMAGES ? `; with ${count} images this is a rough guess` : '';
}
