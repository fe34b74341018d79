/** One previewed patch as pictures, one a layer, for a contact sheet. Pure; the page draws its own on canvases. */
import { viridis } from '../../common/viridis';
import type { Patch } from '../../domain/augment';
import type { PreviewedPatch } from './preview';
import { patchMargin } from './warp';

export type SheetLayer = 'image' | 'labels' | 'grid' | 'weights';

export const SHEET_LAYERS: readonly SheetLayer[] = ['image', 'labels', 'grid', 'weights'];

export interface LayerStyle {
  /** RGB of each class. */
  readonly colours: readonly (readonly [number, number, number])[];
  /** The weight that is drawn brightest. */
  readonly highestWeight: number;
}

type Rgb = Uint8Array<ArrayBuffer>;

/** Standard deviations on either side of the mean that stay distinguishable. */
const SPREAD = 2.5;
/** Of labels over the image. */
const OPACITY = 0.55;

/** [inputSize, inputSize, 3]. All but `image` are laid over it; outside of the output only the image shows. */
export function layerPicture(preview: PreviewedPatch, layer: SheetLayer, style: LayerStyle): Rgb {
  const picture = imagePicture(preview);
  if (layer === 'labels') paintLabels(picture, preview.augmented, style);
  if (layer === 'weights') paintWeights(picture, preview.augmented, style);
  if (layer === 'grid') paintGrid(picture, preview);
  return picture;
}

/** Through the unaugmented patch's window, so that a change of brightness shows. */
function imagePicture({ augmented: { image, channels, inputSize }, plain }: PreviewedPatch): Rgb {
  const { low, high } = windowOf(plain.image);
  const picture = new Uint8Array(inputSize * inputSize * 3);
  for (let pixel = 0; pixel < inputSize * inputSize; pixel++) {
    for (let c = 0; c < 3; c++) {
      const channel = channels === 1 ? 0 : c;
      const value = channel < channels ? (image[pixel * channels + channel] ?? 0) : low;
      picture[pixel * 3 + c] = Math.min(255, Math.max(0, (255 * (value - low)) / (high - low)));
    }
  }
  return picture;
}

function windowOf(image: Float32Array): { low: number; high: number } {
  const mean = image.reduce((sum, value) => sum + value, 0) / image.length;
  const variance = image.reduce((sum, value) => sum + (value - mean) ** 2, 0) / image.length;
  const reach = SPREAD * Math.sqrt(variance) || 1;
  return { low: mean - reach, high: mean + reach };
}

function paintLabels(picture: Rgb, patch: Patch, { colours }: LayerStyle): void {
  eachOutput(patch, (pixel, at) => {
    const label = patch.labels[at] ?? 0;
    if (label === 0 || patch.weights[at] === 0) return;
    mix(picture, pixel, colours[label % colours.length] ?? [255, 255, 255], OPACITY);
  });
}

/** Ignored pixels keep the image. */
function paintWeights(picture: Rgb, patch: Patch, { highestWeight }: LayerStyle): void {
  eachOutput(patch, (pixel, at) => {
    const weight = patch.weights[at] ?? 0;
    if (weight > 0) mix(picture, pixel, viridis(weight / highestWeight), 1);
  });
}

function paintGrid(picture: Rgb, { augmented: { inputSize }, description }: PreviewedPatch): void {
  for (const line of description.grid) {
    for (let i = 0; i + 3 < line.length; i += 2) {
      const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = line.subarray(i, i + 4);
      const steps = Math.max(1, Math.ceil(Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0))));
      for (let step = 0; step <= steps; step++) {
        const x = Math.round(x0 + ((x1 - x0) * step) / steps);
        const y = Math.round(y0 + ((y1 - y0) * step) / steps);
        const inside = x >= 0 && y >= 0 && x < inputSize && y < inputSize;
        if (inside) mix(picture, y * inputSize + x, [255, 210, 60], 0.8);
      }
    }
  }
}

/** `pixel` in the input's frame, `at` in the output's. */
function eachOutput(patch: Patch, visit: (pixel: number, at: number) => void): void {
  const margin = patchMargin(patch);
  for (let y = 0, at = 0; y < patch.outputSize; y++) {
    for (let x = 0; x < patch.outputSize; x++, at++) visit((margin + y) * patch.inputSize + margin + x, at);
  }
}

function mix(picture: Rgb, pixel: number, colour: readonly number[], opacity: number): void {
  for (let c = 0; c < 3; c++) {
    const at = pixel * 3 + c;
    picture[at] = (picture[at] ?? 0) * (1 - opacity) + (colour[c] ?? 0) * opacity;
  }
}
