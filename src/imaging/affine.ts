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

/** The same map for a result whose origin lies at (dx, dy) of the former result. */
export function shifted(map: Affine, dx: number, dy: number): Affine {
  const { xx, xy, x0, yx, yy, y0 } = map;
  return { ...map, x0: x0 + xx * dx + xy * dy, y0: y0 + yx * dx + yy * dy };
}
