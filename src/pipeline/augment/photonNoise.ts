/** Poisson noise on normalised values, as if each pixel had counted photons. */
import { fillNormal } from '../../common/pixelNoise';
import type { Rng } from '../../common/rng';

/** From this mean on, counts come from the normal law with its first correction for skew. */
const MANY = 16;
/** 1 / k of the counts that means below MANY give. */
const INVERSES = Float64Array.from({ length: 8 * MANY }, (_, k) => 1 / k);

/**
 * In place, on channel `channel` of [pixels, channels]: `range.min` stands for no photon, `range.max` for `photons`;
 * a value becomes the count it would have given, brought back. Values below `range.min` become it. Exact below a mean of
 * 16; above, the Cornish-Fisher expansion λ + √λ z + (z² - 1) / 6, rounded.
 * Overwrites `normal` [pixels].
 */
export function photonNoise(
  image: Float32Array,
  channels: number,
  channel: number,
  range: { readonly min: number; readonly max: number },
  photons: number,
  rng: Rng,
  normal: Float32Array,
): void {
  const perValue = photons / (range.max - range.min);
  if (!Number.isFinite(perValue)) return;
  fillNormal(normal, rng);
  for (let i = channel, k = 0; i < image.length; i += channels, k++) {
    const mean = ((image[i] ?? 0) - range.min) * perValue;
    image[i] = range.min + count(mean, normal[k] ?? 0, rng) / perValue;
  }
}

function count(mean: number, z: number, rng: Rng): number {
  if (mean >= MANY) return Math.max(0, Math.round(mean + Math.sqrt(mean) * z + (z * z - 1) / 6));
  return mean > 0 ? smallCount(mean, rng.next()) : 0;
}

/** The Poisson law's quantile at `u`, summed up from 0. */
function smallCount(mean: number, u: number): number {
  let term = Math.exp(-mean);
  let sum = term;
  let k = 0;
  while (u > sum && term > 0) {
    k++;
    term *= mean * (INVERSES[k] ?? 1 / k);
    sum += term;
  }
  return k;
}
