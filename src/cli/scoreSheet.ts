/** scores.json: every image against its truth, and the means over the images. */
import { studioError } from '../common/errors';
import type { ClassInfo, LabelMap } from '../domain/labels';
import type { Scores } from '../domain/metrics';
import { countPixels, emptyConfusion, scoresOf } from '../imaging/scores';

type Sheet = Pick<Scores, 'pixelAccuracy' | 'iou' | 'dice' | 'meanIou' | 'meanDice'>;

export class ScoreSheet {
  private readonly images: ({ name: string } & Sheet)[] = [];

  constructor(private readonly classes: readonly ClassInfo[]) {}

  /** Throws `bad-model` where the truth has a class that the model does not know. */
  add(name: string, truth: LabelMap, labels: Uint8Array): void {
    const known = this.classes.length;
    if (truth.classes.some((label) => label >= known)) throw unknownClass(name, known);
    const confusion = emptyConfusion(known);
    countPixels(confusion, truth, labels);
    this.images.push({ name, ...scoresOf(confusion) });
  }

  /** Scores that are null (a class absent from truth and prediction) leave the means. */
  content() {
    const { images } = this;
    const perClass = (pick: (scores: Sheet) => readonly (number | null)[]) =>
      this.classes.map((_, index) => mean(images.map((scores) => pick(scores)[index] ?? null)));
    return {
      images,
      mean: {
        pixelAccuracy: mean(images.map(({ pixelAccuracy }) => pixelAccuracy)),
        iou: perClass(({ iou }) => iou),
        dice: perClass(({ dice }) => dice),
        meanIou: mean(images.map(({ meanIou }) => meanIou)),
        meanDice: mean(images.map(({ meanDice }) => meanDice)),
      },
      classes: this.classes.map(({ name }) => name),
    };
  }
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function unknownClass(name: string, known: number) {
  return studioError(
    'bad-model',
    `The truth of ${name} has more classes than the model's ${known}.`,
    'Give the truth that belongs to this model.',
    name,
  );
}
