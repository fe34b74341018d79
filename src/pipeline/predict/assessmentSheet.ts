/** Collects predictions with their truths, image by image, and says what they amount to. For runs and for `predict --truth`. */
import type { LabelMap } from '../../domain/labels';
import type { Assessment, ImageAssessment, SpreadMetric } from '../../domain/metrics';
import { CalibrationCounter } from '../../imaging/metrics/calibration';
import { lineClass } from '../../imaging/metrics/lineClass';
import { membraneScores } from '../../imaging/metrics/membraneScores';
import { objectScores } from '../../imaging/metrics/objectScores';
import { spreadOf } from '../../imaging/metrics/spread';
import { countPixels, emptyConfusion, scoresOf } from '../../imaging/scores';
import { assessmentSentence, type Evidence } from './assessmentSentence';

/** What was found in an image, at the size of its truth. */
export interface FoundLabels {
  /** [height, width] */
  readonly labels: Uint8Array;
  /** [classes, height, width], `one` standing for 1; where it is not given, 1 does. */
  readonly probabilities: Float32Array | Uint8Array;
  readonly one?: number;
}

export class AssessmentSheet {
  private readonly images: ImageAssessment[] = [];
  private readonly calibration = new CalibrationCounter();
  private readonly confusion;

  /** `classes` counts the background; labels of truth and prediction are below it. */
  constructor(private readonly classes: number) {
    this.confusion = emptyConfusion(classes);
  }

  /**
   * Objects are scored where the truth numbers them, regions where lines enclose them (lineClass) and nothing is
   * numbered.
   */
  add(imageId: string, truth: LabelMap, { labels, probabilities, one = 1 }: FoundLabels): ImageAssessment {
    const own = emptyConfusion(this.classes);
    countPixels(own, truth, labels);
    countPixels(this.confusion, truth, labels);
    this.calibration.add(truth, labels, probabilities, one);
    const line = lineClass(truth);
    const image = {
      imageId,
      scores: scoresOf(own),
      objects: objectScores(truth, labels),
      membranes: line === null ? null : membraneScores(truth, labels, line),
    };
    this.images.push(image);
    return image;
  }

  assessment(evidence: Evidence): Assessment {
    const { images } = this;
    const scores = scoresOf(this.confusion);
    return {
      scores,
      images,
      spread: spreadsOf(images),
      calibration: this.calibration.result(),
      sentence: assessmentSentence(scores, images, evidence),
    };
  }
}

function spreadsOf(images: readonly ImageAssessment[]): Record<SpreadMetric, ReturnType<typeof spreadOf>> {
  const of = (pick: (image: ImageAssessment) => number | null | undefined) => spreadOf(images.map(pick));
  return {
    meanDice: of(({ scores }) => scores.meanDice),
    meanIou: of(({ scores }) => scores.meanIou),
    pixelAccuracy: of(({ scores }) => scores.pixelAccuracy),
    f1: of(({ objects }) => objects?.f1),
    seg: of(({ objects }) => objects?.seg),
    vRand: of(({ membranes }) => membranes?.vRand),
    vInfo: of(({ membranes }) => membranes?.vInfo),
  };
}
