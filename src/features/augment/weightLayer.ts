/** The weights of a whole image as pixels to lay over it. Pure. */
import type { WeightView } from '../../domain/weights';
import { heatWord, roundedUp } from '../../ui/heat/heatScale';

/** Neither a colour of the heat map nor the page's accent: marks of gaps that vanish. */
export const GAP_COLOR = '#ff2fa0';
const GAP_RGBA = [255, 47, 160, 255] as const;

export interface LayerSize {
  readonly width: number;
  readonly height: number;
}

/** Where the legend of this map ends. */
export function weightMapRange({ weights }: Pick<WeightView, 'weights'>): number {
  let max = 0;
  for (const weight of weights) if (weight > max) max = weight;
  return roundedUp(max);
}

/**
 * RGBA [height, width, 4] of the image as it is shown: its weights, computed at the training scale, in the nearest
 * pixels, clear where they are 0. `source` is the size that the places of gaps are in; each gap has a ring.
 */
export function weightLayer(
  view: WeightView,
  { width, height }: LayerSize,
  source: LayerSize,
  max: number,
): Uint8ClampedArray<ArrayBuffer> {
  const words = new Uint32Array(width * height);
  const columns = Uint32Array.from({ length: width }, (_, x) => nearest(x, width, view.width));
  for (let y = 0; y < height; y++) {
    const row = nearest(y, height, view.height) * view.width;
    for (let x = 0; x < width; x++) {
      const weight = view.weights[row + (columns[x] ?? 0)] ?? 0;
      if (weight > 0) words[y * width + x] = heatWord(weight, max);
    }
  }
  const rgba = new Uint8ClampedArray(words.buffer);
  for (const gap of view.gaps) {
    const x = ((gap.x + 0.5) * width) / source.width;
    const y = ((gap.y + 0.5) * height) / source.height;
    drawRing(rgba, { width, height }, x, y);
  }
  return rgba;
}

function nearest(at: number, size: number, of: number): number {
  return Math.min(of - 1, Math.floor(((at + 0.5) * of) / size));
}

/** Wide enough to be found in the whole image, and open, so that the gap is seen. */
function drawRing(rgba: Uint8ClampedArray, { width, height }: LayerSize, x: number, y: number): void {
  const radius = Math.max(4, Math.min(width, height) / 80);
  const reach = Math.ceil(radius) + 1;
  for (let py = Math.max(0, Math.floor(y) - reach); py <= Math.min(height - 1, y + reach); py++) {
    for (let px = Math.max(0, Math.floor(x) - reach); px <= Math.min(width - 1, x + reach); px++) {
      const off = Math.abs(Math.hypot(px + 0.5 - x, py + 0.5 - y) - radius);
      if (off <= 0.75) rgba.set(GAP_RGBA, 4 * (py * width + px));
    }
  }
}
