/** One image that is held whole, and its whole result. Larger ones: predictStrips. */
import type { FloatRaster } from '../../domain/raster';
import type { Network } from '../../gpu/network';
import { type FloatRows, imageRows } from '../data/preparedRows';
import { type PredictOptions, predictStrips } from './predictStrips';
import type { ResultStrip } from './stripOutlet';

export interface ImagePrediction {
  readonly width: number;
  readonly height: number;
  readonly classes: number;
  /** [height, width], index of the most probable class; the lower index of equals. */
  readonly labels: Uint8Array<ArrayBuffer>;
  /** [classes, height, width], 0..1. */
  readonly probabilities: Float32Array<ArrayBuffer>;
  readonly tiles: number;
}

/** Labels and probabilities of a whole image that is normalised as the model says. Throws what predictStrips throws. */
export function predictImage(
  network: Network,
  image: FloatRaster,
  options: PredictOptions,
): Promise<ImagePrediction> {
  return predictWhole(network, imageRows(image), options);
}

/** The same for an image that is read by rows. */
export async function predictWhole(
  network: Network,
  image: FloatRows,
  options: PredictOptions,
): Promise<ImagePrediction> {
  const { width, height } = options.to ?? image;
  const { classes } = network.spec;
  const labels = new Uint8Array(width * height);
  const probabilities = new Float32Array(classes * width * height);
  const whole = { height, labels, probabilities };
  const tiles = await predictStrips(network, image, options, (strip) => placeStrip(strip, whole));
  return { width, height, classes, labels, probabilities, tiles };
}

/** A whole result that strips are copied into: labels [height, width], probabilities [classes, height, width]. */
export interface WholeResult {
  readonly height: number;
  readonly labels: Uint8Array;
  /** 0..1, or in bytes 0..255. */
  readonly probabilities: Float32Array | Uint8Array;
}

export function placeStrip(strip: ResultStrip, { height, labels, probabilities }: WholeResult): void {
  const { y, width } = strip;
  labels.set(strip.labels, y * width);
  const length = strip.height * width;
  const inBytes = probabilities instanceof Uint8Array;
  for (let c = 0; c < strip.classes; c++) {
    const plane = strip.probabilities.subarray(c * length, (c + 1) * length);
    const values = inBytes ? plane.map((share) => Math.round(share * 255)) : plane;
    probabilities.set(values, (c * height + y) * width);
  }
}
