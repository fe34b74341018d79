/** The one rule by which masks are cleaned: an unlisted value becomes the nearest listed one. */

/**
 * Nearest by difference, for colours (0xRRGGBB) by Euclidean distance in RGB; of two equally near the one listed
 * first. Remembers every value it was asked; NaN stays NaN. `listed` holds at least one value.
 */
export function snapper(listed: readonly number[], colours: boolean): (value: number) => number {
  const distance = valueDistance(colours);
  const known = new Map<number, number>(listed.map((value) => [value, value]));
  return (value) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const found = Number.isFinite(value) ? nearest(value, listed, distance) : Number.NaN;
    known.set(value, found);
    return found;
  };
}

function nearest(
  value: number,
  listed: readonly number[],
  distance: (a: number, b: number) => number,
): number {
  let best = Number.NaN;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of listed) {
    const far = distance(value, candidate);
    if (far < least) {
      best = candidate;
      least = far;
    }
  }
  return best;
}

/** How far two values are apart: by difference; colours, 0xRRGGBB, by Euclidean distance in RGB, 0..442. */
export function valueDistance(colours: boolean): (a: number, b: number) => number {
  return colours ? colourDistance : (a, b) => Math.abs(a - b);
}

function colourDistance(a: number, b: number): number {
  const r = (a >> 16) - (b >> 16);
  const g = ((a >> 8) & 255) - ((b >> 8) & 255);
  return Math.hypot(r, g, (a & 255) - (b & 255));
}
