/** Stage "data": what a whole set of masks turned out to be, and why. */

/**
 * - `binary`: two values, the larger one is the object. `inverted`: two values, the smaller one is the object.
 * - `index`: a small number a class. `levels`: classes as spread grey levels (0, 32 ... 255).
 * - `palette`: indices with colours. `colours`: a colour a class, without a palette.
 * - `instances`: a number an object. `objects`: one file an object.
 */
export type MaskKind =
  | 'binary'
  | 'inverted'
  | 'index'
  | 'levels'
  | 'palette'
  | 'colours'
  | 'instances'
  | 'objects';

/**
 * - `soft-edges`: in-between values along borders. `noise`: a few values with a spread around each (JPEG).
 * - `stray-values`: values of a handful of pixels. `partly-labelled`: frames in which most objects have no label.
 */
export type MaskFlaw = 'soft-edges' | 'noise' | 'stray-values' | 'partly-labelled';

/** Sizes of the objects in all masks, in source pixels; of connected components where there are no ids. */
export interface ObjectSizes {
  readonly objects: number;
  /** Percentiles of the areas, px². */
  readonly area: { readonly p10: number; readonly median: number; readonly p90: number };
  /** Of the circle with the median area, px. */
  readonly diameter: number;
  /** Objects that touch another one. */
  readonly touching: number;
}

export interface MaskJudgement {
  readonly kind: MaskKind;
  readonly flaws: readonly MaskFlaw[];
  /** Plain sentences with numbers: why this kind, why this background, what is cleaned and by which rule. */
  readonly evidence: readonly string[];
}
