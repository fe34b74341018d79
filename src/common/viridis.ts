/**
 * A colour map for probabilities and weights: even in lightness and safe for colour-blind eyes. Interpolated between five
 * colours of viridis (S. van der Walt, N. Smith, CC0).
 */
const STOPS: readonly (readonly [number, number, number])[] = [
  [68, 1, 84],
  [59, 82, 139],
  [33, 145, 140],
  [94, 201, 98],
  [253, 231, 37],
];

/** RGB of a share in 0..1, each 0..255. */
export function viridis(share: number): [number, number, number] {
  const place = Math.min(1, Math.max(0, share)) * (STOPS.length - 1);
  const below = Math.min(Math.floor(place), STOPS.length - 2);
  const from = STOPS[below] ?? [0, 0, 0];
  const to = STOPS[below + 1] ?? from;
  const mix = (channel: 0 | 1 | 2) =>
    Math.round(from[channel] + (place - below) * (to[channel] - from[channel]));
  return [mix(0), mix(1), mix(2)];
}

/** For a legend: the map from 0 to 1, left to right. */
export const VIRIDIS_GRADIENT = `linear-gradient(to right, ${STOPS.map((rgb) => `rgb(${rgb.join(' ')})`).join(', ')})`;
