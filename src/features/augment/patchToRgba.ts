/** A training patch as pixels to look at. Pure; the grid of the Augment stage draws what these return. */
import type { Patch } from '../../domain/augment';
import { classWords } from '../../ui/overlay';

/** Values shown as black and white. */
export interface DisplayWindow {
  readonly low: number;
  readonly high: number;
}

/** Standard deviations on either side of the mean that stay distinguishable. */
const SPREAD = 2.5;

/** Window of an unaugmented patch. Its augmented twin is shown through the same one, so that brightness shows. */
export function windowOf(plain: Pick<Patch, 'image'>): DisplayWindow {
  const { image } = plain;
  let sum = 0;
  for (const value of image) sum += value;
  const mean = sum / image.length;
  let squares = 0;
  for (const value of image) squares += (value - mean) ** 2;
  const reach = SPREAD * Math.sqrt(squares / image.length) || 1;
  return { low: mean - reach, high: mean + reach };
}

/** RGBA [inputSize, inputSize, 4]: one channel as grey, two as red and green, three and more as RGB. */
export function patchToRgba(patch: Patch, { low, high }: DisplayWindow): Uint8ClampedArray<ArrayBuffer> {
  const { image, channels } = patch;
  const rgba = new Uint8ClampedArray(patch.inputSize ** 2 * 4).fill(255);
  const scale = 255 / (high - low);
  for (let place = 0; place < 3; place++) {
    const channel = channels === 1 ? 0 : place;
    for (let to = place, from = channel; to < rgba.length; to += 4, from += channels) {
      rgba[to] = channel < channels ? ((image[from] ?? 0) - low) * scale : 0;
    }
  }
  return rgba;
}

/**
 * The labels as colours in the input's frame, RGBA [inputSize, inputSize, 4]: clear around the output, where
 * the pixel is ignored and where the class is hidden.
 */
export function patchLabelsToRgba(
  patch: Patch,
  colors: readonly string[],
  hidden: ReadonlySet<number>,
): Uint8ClampedArray<ArrayBuffer> {
  const { inputSize, outputSize, labels, weights } = patch;
  const pixels = new Uint32Array(inputSize ** 2);
  const palette = classWords(colors, hidden);
  const margin = (inputSize - outputSize) >> 1;
  for (let y = 0; y < outputSize; y++) {
    const from = y * outputSize;
    const to = (margin + y) * inputSize + margin;
    for (let x = 0; x < outputSize; x++) {
      if (weights[from + x] !== 0) pixels[to + x] = palette[labels[from + x] ?? 0] ?? 0;
    }
  }
  return new Uint8ClampedArray(pixels.buffer);
}
