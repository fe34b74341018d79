/** Stage "predict": labels and probabilities of one whole image. */
import type { Scores } from './metrics';

export interface Prediction {
  readonly imageId: string;
  readonly width: number;
  readonly height: number;
  readonly classes: number;
  /** [height, width], index of the most probable class. */
  readonly labels: Uint8Array<ArrayBuffer>;
  /** [classes, height, width], probability of each class, 0..255 for 0..1. For display and thresholds. */
  readonly probabilities: Uint8Array<ArrayBuffer>;
  /** Against the image's own mask; null where it has none, or one with classes that the model does not know. */
  readonly scores: Scores | null;
  readonly tiles: number;
  readonly ms: number;
}
