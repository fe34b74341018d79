/** scores.json: every image against its truth, and the means over the images. */
import { studioError } from '../common/errors';
import type { ClassInfo, LabelMap } from '../domain/labels';
import type { Scores } from '../domain/metrics';
import { meanScore, scoreLabels } from '../imaging/scores';

type Sheet = Pick<Scores, 'pixelAccuracy' | 'iou' | 'dice' | 'meanIou' | 'meanDice'>;

export class ScoreSheet {
  private readonly images: ({ name: string } & Sheet)[] = [];

  constructor(private readonly classes: readonly ClassInfo[]) {}

  /** Throws `bad-model` where the truth has a class that the model does not know. */
  add(name: string, truth: LabelMap, labels: Uint8Array): void {
    const known = this.classes.length;
    const scores = scoreLabels(truth, labels, known);
    if (scores === null) throw unknownClass(name, known);
    this.images.push({ name, ...scores });
  }

  /** Scores that are null (a class absent from truth and prediction) leave the means. */
  content() {
    const { images } = this;
    const perClass = (pick: (scores: Sheet) => readonly (number | null)[]) =>
      this.classes.map((_, index) => meanScore(images.map((scores) => pick(scores)[index] ?? null)));
    return {
      images,
      mean: {
        pixelAccuracy: meanScore(images.map(({ pixelAccuracy }) => pixelAccuracy)),
        iou: perClass(({ iou }) => iou),
        dice: perClass(({ dice }) => dice),
        meanIou: meanScore(images.map(({ meanIou }) => meanIou)),
        meanDice: meanScore(images.map(({ meanDice }) => meanDice)),
      },
      classes: this.classes.map(({ name }) => name),
    };
  }
}

function unknownClass(name: string, known: number) {
  return studioError(
    'bad-model',
    `The truth of ${name} has more classes than the model's ${known}.`,
    'Give the truth that belongs to this model.',
    name,
  );
}
