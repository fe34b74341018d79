/** Affine maps of the plane, as resampling needs them: from a pixel of the result to a point of the source. */

/** (x, y) → (xx·x + xy·y + x0, yx·x + yy·y + y0), px; pixel centres lie at whole numbers. */
export interface Affine {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}
