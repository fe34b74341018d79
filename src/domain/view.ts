/** Pixels to draw: what the data stage hands to a viewer. */

/** Longest side of a view, px: what a page can draw at once. Larger images are shown smaller. */
export const MAX_VIEW_SIDE = 6144;

/** 8-bit RGBA, percentile-windowed for deep data, and the labels where there are any. */
export interface ImageView {
  readonly width: number;
  readonly height: number;
  /** [height, width, 4], opaque. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
  /** [height, width] class indices; null for an image without a mask. */
  readonly labels: Uint8Array<ArrayBuffer> | null;
  /** [height, width], 1 where ignored; null where nothing is. */
  readonly ignore: Uint8Array<ArrayBuffer> | null;
  /** [height, width], numbers of objects, 0 for none: of labels that were drawn in the studio, at their own size. */
  readonly instances?: Uint32Array<ArrayBuffer>;
}

/** A mask before it was read: for "before and after". */
export interface MaskBefore {
  readonly width: number;
  readonly height: number;
  /** [height, width, 4], the mask's own greys, stretched where they are few, or its colours. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
  /** [height, width], 1 where cleaning changes what the pixel means; null where it changes none. */
  readonly changed: Uint8Array<ArrayBuffer> | null;
}
