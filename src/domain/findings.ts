/** What the doctor finds in pairs of images and masks: what is wrong, where it shows, and what would mend it. */

/** In pixels of the image. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One of the eight ways of a square: rows and columns change places first, then columns, then rows, are turned end for end. */
export interface Turn {
  readonly transposes: boolean;
  readonly flipsX: boolean;
  readonly flipsY: boolean;
}

/**
 * - `inverted`: object and background are exchanged beside the other masks.
 * - `shifted`: the mask lies beside what it outlines. `turned`: it is mirrored or turned, as by a camera's note that one
 *   program followed and the other did not.
 * - `interpolated`: in-between values along borders. `noisy`: values scattered around those meant.
 * - `stray-values`: values that a handful of pixels carry. `off-by-one`: every value is one too high or too low.
 * - `empty`: nothing but background. `one-class`: nothing but one class that is not the background.
 * - `unlabelled`: what looks like an object has no label.
 * - `closing-gaps`: gaps between objects are narrower than a pixel of the training scale.
 * - `other-size`: the mask has another size than its image.
 * - `unreadable`: the image or its mask cannot be read.
 * - `duplicate`: the same picture twice. `split-leak`: the same, once to train on and once to be scored on.
 */
export type FindingCode =
  | 'inverted'
  | 'shifted'
  | 'turned'
  | 'interpolated'
  | 'noisy'
  | 'stray-values'
  | 'off-by-one'
  | 'empty'
  | 'one-class'
  | 'unlabelled'
  | 'closing-gaps'
  | 'other-size'
  | 'unreadable'
  | 'duplicate'
  | 'split-leak';

/**
 * What would mend the labels of one image:
 * - `swap`: classes 0 and 1 exchanged. `shift`: moved by whole pixels, what comes in from outside ignored.
 * - `turn`: taken through one of the eight ways of a square. `lower`: each value becomes the one below it.
 * - `fit`: a mask of another size is turned, where it has to be, and scaled to its image without new values.
 */
export type Repair =
  | { readonly kind: 'swap' }
  | { readonly kind: 'shift'; readonly dx: number; readonly dy: number }
  | { readonly kind: 'turn'; readonly turn: Turn }
  | { readonly kind: 'lower' }
  | { readonly kind: 'fit'; readonly turn: Turn | null };

export interface Finding {
  readonly code: FindingCode;
  readonly imageId: string;
  /** The other images that it concerns. */
  readonly others: readonly string[];
  /** One plain sentence, naming the image or its mask. */
  readonly message: string;
  /** Where it shows best; null where it is everywhere. */
  readonly evidence: Rectangle | null;
  readonly repair: Repair | null;
}
