/** scores.json: every image against its truth, the means over the images, and what they are worth. Page and command line. */
import { studioError } from '../../common/errors';
import type { ClassInfo, LabelMap } from '../../domain/labels';
import type { ImageAssessment, MembraneScores, ObjectScores, Scores } from '../../domain/metrics';
import { meanScore } from '../../imaging/scores';
import { AssessmentSheet, type FoundLabels } from '../predict/assessmentSheet';

export class ScoreSheet {
  private readonly sheet: AssessmentSheet;
  /** Of images whose objects were cut out by settings of their own. */
  private readonly asSet = new Map<string, ObjectScores>();

  constructor(private readonly classes: readonly ClassInfo[]) {
    this.sheet = new AssessmentSheet(classes.length);
  }

  /**
   * Scores are of the labels as the network gives them; `asSet` are those of objects that were cut out by other settings.
   * Throws `bad-model` where the truth has a class that the model does not know.
   */
  add(name: string, truth: LabelMap, found: FoundLabels, asSet: ObjectScores | null = null): void {
    const known = this.classes.length;
    if (truth.classes.some((label) => label >= known)) throw unknownClass(name, known);
    this.sheet.add(name, truth, found);
    if (asSet) this.asSet.set(name, asSet);
  }

  /** Scores that are null (a class absent from truth and prediction, an image without objects) leave the means. */
  content() {
    const { images, spread, calibration, sentence } = this.sheet.assessment('givenImages');
    return {
      images: images.map(({ imageId, scores, objects, membranes }) => {
        const objectsAsSet = this.asSet.get(imageId);
        const own = { name: imageId, ...withError(scores), objects, membranes };
        return objectsAsSet ? { ...own, objectsAsSet } : own;
      }),
      mean: { ...this.meanScores(images), objects: meanObjects(images), membranes: meanMembranes(images) },
      classes: this.classes.map(({ name }) => name),
      spread,
      calibration,
      sentence,
    };
  }

  private meanScores(images: readonly ImageAssessment[]) {
    const mean = (pick: (scores: Scores) => number | null) =>
      meanScore(images.map(({ scores }) => pick(scores)));
    const perClass = (pick: (scores: Scores) => readonly (number | null)[]) =>
      this.classes.map((_, index) => mean((scores) => pick(scores)[index] ?? null));
    return withError({
      pixelAccuracy: mean(({ pixelAccuracy }) => pixelAccuracy),
      iou: perClass(({ iou }) => iou),
      dice: perClass(({ dice }) => dice),
      precision: perClass(({ precision }) => precision),
      recall: perClass(({ recall }) => recall),
      meanIou: mean(({ meanIou }) => meanIou),
      meanDice: mean(({ meanDice }) => meanDice),
    });
  }
}

/** Pixel error: the share of labelled pixels that are wrong. */
function withError(scores: Scores) {
  const { pixelAccuracy } = scores;
  return { ...scores, pixelError: pixelAccuracy === null ? null : 1 - pixelAccuracy };
}

/** Counts are summed, scores averaged over the images that have objects, true ones or invented ones. */
function meanObjects(images: readonly ImageAssessment[]): ObjectScores | null {
  const present = images.flatMap(({ objects }) => (objects ? [objects] : []));
  const [first] = present;
  if (!first) return null;
  const mean = (pick: (objects: ObjectScores) => number) => meanScore(present.map(pick)) ?? 0;
  const total = (pick: (objects: ObjectScores) => number) => present.length * mean(pick);
  return {
    truth: Math.round(total(({ truth }) => truth)),
    predicted: Math.round(total(({ predicted }) => predicted)),
    averagePrecision: first.averagePrecision.map(({ iou }, index) => ({
      iou,
      value: mean(({ averagePrecision }) => averagePrecision[index]?.value ?? 0),
    })),
    meanAveragePrecision: mean(({ meanAveragePrecision }) => meanAveragePrecision),
    f1: mean(({ f1 }) => f1),
    seg: meanScore(present.map(({ seg }) => seg)),
  };
}

function meanMembranes(images: readonly ImageAssessment[]): MembraneScores | null {
  const present = images.flatMap(({ membranes }) => (membranes ? [membranes] : []));
  if (present.length === 0) return null;
  const mean = (pick: (membranes: MembraneScores) => number) => meanScore(present.map(pick)) ?? 0;
  return { vRand: mean(({ vRand }) => vRand), vInfo: mean(({ vInfo }) => vInfo) };
}

function unknownClass(name: string, known: number) {
  return studioError(
    'bad-model',
    `The truth of ${name} has more classes than the model's ${known}.`,
    'Give the truth that belongs to this model.',
    name,
  );
}
