/** Stage "data": the scale at which a set is trained and predicted. Results come back at the source's own. */
import { checkedNumber } from './checkedNumber';

/** Side of a pixel in µm, as the file states it. Not always square. */
export interface PixelSize {
  readonly x: number;
  readonly y: number;
}

/**
 * - `asIs`: pixels as they are in the file.
 * - `factor`: the same factor for every image; 0.5 halves width and height.
 * - `pixelSize`: every image is brought to `um` µm a pixel; images without a stated size keep their own.
 */
export type TrainingScale =
  | { readonly kind: 'asIs' }
  | { readonly kind: 'factor'; readonly factor: number }
  | { readonly kind: 'pixelSize'; readonly um: number };

export const AS_IS: TrainingScale = { kind: 'asIs' };

/** Lowest and highest factor between training pixels and source pixels. */
export const SCALE_LIMITS = { min: 1 / 32, max: 8, whole: false } as const;

/** The choice itself; throws `bad-setting`. */
export function checkedScale(scale: TrainingScale): TrainingScale {
  if (scale.kind === 'factor') checkedNumber('scale', scale.factor, SCALE_LIMITS);
  if (scale.kind === 'pixelSize')
    checkedNumber('pixel size in µm', scale.um, { min: 1e-6, max: 1e6, whole: false });
  return scale;
}

/** Training pixels to one source pixel, along x and y, within SCALE_LIMITS. */
export function scaleFactors(scale: TrainingScale, pixelSize: PixelSize | null): PixelSize {
  if (scale.kind === 'factor') return { x: scale.factor, y: scale.factor };
  if (scale.kind === 'asIs' || pixelSize === null) return { x: 1, y: 1 };
  return { x: within(pixelSize.x / scale.um), y: within(pixelSize.y / scale.um) };
}

function within(factor: number): number {
  return Math.min(SCALE_LIMITS.max, Math.max(SCALE_LIMITS.min, factor));
}
