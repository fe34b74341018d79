/** The four weights of cubic interpolation for a point between the second and the third of four neighbours. */

/** Writes the weights of the neighbours at -1, 0, 1, 2 for a point at `t`, 0..1, to out[at .. at + 3]. They sum to 1. */
export type CubicBasis = (t: number, out: Float64Array, at: number) => void;

/** Cubic convolution, a = -1/2 (Keys 1981, eq. 15): goes through the points, smooth to the first derivative. */
export const keysWeights: CubicBasis = (t, out, at) => {
  out[at] = ((-0.5 * t + 1) * t - 0.5) * t;
  out[at + 1] = (1.5 * t - 2.5) * t * t + 1;
  out[at + 2] = ((-1.5 * t + 2) * t + 0.5) * t;
  out[at + 3] = (0.5 * t - 0.5) * t * t;
};

/** Uniform cubic B-spline: stays between the points, smooth to the second derivative. */
export const bsplineWeights: CubicBasis = (t, out, at) => {
  const s = 1 - t;
  out[at] = (s * s * s) / 6;
  out[at + 1] = ((3 * t - 6) * t * t + 4) / 6;
  out[at + 2] = ((3 * s - 6) * s * s + 4) / 6;
  out[at + 3] = (t * t * t) / 6;
};
