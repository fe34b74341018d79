/** A training patch as pixels to look at. Pure; the grid of the Augment stage draws what these return. */
import type { Patch } from '../../domain/augment';
import { hexToRgb } from '../../ui/overlay';

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
  const pixels = patch.inputSize ** 2;
  const rgba = new Uint8ClampedArray(pixels * 4);
  const scale = 255 / (high - low);
  const shown = channels === 1 ? [0, 0, 0] : [0, 1, 2].filter((channel) => channel < channels);
  for (let i = 0; i < pixels; i++) {
    for (const [place, channel] of shown.entries()) {
      rgba[i * 4 + place] = ((image[i * channels + channel] ?? 0) - low) * scale;
    }
    rgba[i * 4 + 3] = 255;
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
  const rgba = new Uint8ClampedArray(inputSize ** 2 * 4);
  const palette = colors.map(hexToRgb);
  const margin = (inputSize - outputSize) >> 1;
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] ?? 0;
    const color = palette[label % palette.length];
    if (weights[i] === 0 || hidden.has(label) || color === undefined) continue;
    const row = margin + Math.floor(i / outputSize);
    const column = margin + (i % outputSize);
    rgba.set([...color, 255], (row * inputSize + column) * 4);
  }
  return rgba;
}
