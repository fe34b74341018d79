/** A prediction at the size of the view that it is drawn over: of large images both are made small, each its own way. Pure. */
import type { Prediction } from '../../domain/predict';
import { pickLabels, type Size } from '../../imaging/resize';

/** The same object where the sizes are the same; else single pixels of it. */
export function predictionAtSize(prediction: Prediction, to: Size): Prediction {
  const { width, height, classes, labels, probabilities } = prediction;
  if (width === to.width && height === to.height) return prediction;
  const [from, pixels] = [width * height, to.width * to.height];
  const planes = new Uint8Array(classes * pixels);
  for (let c = 0; c < classes; c++) {
    const plane = probabilities.slice(c * from, (c + 1) * from);
    planes.set(pickLabels(plane, prediction, to), c * pixels);
  }
  const size = { width: to.width, height: to.height };
  return { ...prediction, ...size, labels: pickLabels(labels, prediction, to), probabilities: planes };
}
