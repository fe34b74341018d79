/** The ellipse with an object's second moments. Called by measureObjects. */

export interface Ellipse {
  /** Whole axes. */
  readonly majorAxis: number;
  readonly minorAxis: number;
  /** sqrt(1 - (minor / major)²). */
  readonly eccentricity: number;
  /** Degrees counter-clockwise as seen, y pointing down in the image, 0 <= it < 180; null where no axis is major. */
  readonly orientation: number | null;
}

/**
 * From central second moments, those of a filled ellipse of whole axes A and B being A² / 16 and B² / 16 along them
 * (Haralick and Shapiro, Computer and Robot Vision, appendix A).
 */
export function ellipseOf(xx: number, yy: number, xy: number): Ellipse {
  const half = Math.hypot(xx - yy, 2 * xy) / 2;
  const middle = (xx + yy) / 2;
  const large = middle + half;
  // A line's small moment is 0; rounding must not make it negative.
  const small = Math.max(0, middle - half);
  return {
    majorAxis: 4 * Math.sqrt(large),
    minorAxis: 4 * Math.sqrt(small),
    eccentricity: Math.sqrt(1 - small / large),
    orientation: half === 0 ? null : degreesOf(xx, yy, xy),
  };
}

function degreesOf(xx: number, yy: number, xy: number): number {
  const degrees = (-Math.atan2(2 * xy, xx - yy) / 2) * (180 / Math.PI);
  const turned = degrees < 0 ? degrees + 180 : degrees;
  // -0, and a hair below 0 that rounds to 180 itself.
  return turned === 0 || turned >= 180 ? 0 : turned;
}
