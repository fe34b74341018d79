/** Cubic interpolation of a point between the second and the third of four neighbours, as weights or as a polynomial. */

/** One row a power of t, 0 to 3; one column a neighbour, at -1, 0, 1, 2. */
export type CubicBasis = readonly [Row, Row, Row, Row];
type Row = readonly [number, number, number, number];

/** Cubic convolution, a = -1/2 (Keys 1981, eq. 15): goes through the points, smooth to the first derivative. */
export const KEYS: CubicBasis = [
  [0, 1, 0, 0],
  [-1 / 2, 0, 1 / 2, 0],
  [1, -5 / 2, 2, -1 / 2],
  [-1 / 2, 3 / 2, -3 / 2, 1 / 2],
];

/** Uniform cubic B-spline: stays between the points, smooth to the second derivative. */
export const BSPLINE: CubicBasis = [
  [1 / 6, 4 / 6, 1 / 6, 0],
  [-1 / 2, 0, 1 / 2, 0],
  [1 / 2, -1, 1 / 2, 0],
  [-1 / 6, 1 / 2, -1 / 2, 1 / 6],
];

/** Writes the four weights of a point at `t`, 0..1, to out[at .. at + 3]. They sum to 1. */
export function cubicWeights(basis: CubicBasis, t: number, out: Float64Array, at: number): void {
  const [c0, c1, c2, c3] = basis;
  c0.forEach((constant, k) => {
    out[at + k] = constant + t * ((c1[k] ?? 0) + t * ((c2[k] ?? 0) + t * (c3[k] ?? 0)));
  });
}

/** Writes the polynomial's four coefficients, power 0 first, for the values points[at .. at + 3]. */
export function cubicCoefficients(
  basis: CubicBasis,
  points: Float64Array,
  at: number,
  out: Float64Array,
): void {
  const a = points[at] ?? 0;
  const b = points[at + 1] ?? 0;
  const c = points[at + 2] ?? 0;
  const d = points[at + 3] ?? 0;
  basis.forEach(([wa, wb, wc, wd], power) => {
    out[power] = wa * a + wb * b + wc * c + wd * d;
  });
}
