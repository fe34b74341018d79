/** Poisson noise on normalised values, as if each pixel had counted photons. */
import { normalCdf } from '../../common/normalCdf';
import { fillNormal } from '../../common/pixelNoise';
import type { Rng } from '../../common/rng';

/** From this mean on, counts come from the normal law with its first correction for skew. */
const MANY = 16;
/** 1 / k of the counts that means below MANY give. */
const INVERSES = Float64Array.from({ length: 8 * MANY }, (_, k) => 1 / k);
/** The normal distribution's shares, tabulated over ±REACH: linear between, to 1e-6. */
const REACH = 6;
const STEPS_A_UNIT = 256;
const SHARES = Float64Array.from({ length: 2 * REACH * STEPS_A_UNIT + 2 }, (_, i) =>
  normalCdf(i / STEPS_A_UNIT - REACH),
);

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
    image[i] = range.min + count(mean, normal[k] ?? 0) / perValue;
  }
}

/** The count that stands where `z` stands among normal values, so that each pixel takes one value whatever its mean. */
function count(mean: number, z: number): number {
  if (mean >= MANY) return Math.max(0, Math.round(mean + Math.sqrt(mean) * z + (z * z - 1) / 6));
  return mean > 0 ? smallCount(mean, shareBelow(z)) : 0;
}

function shareBelow(z: number): number {
  const along = (Math.min(REACH, Math.max(-REACH, z)) + REACH) * STEPS_A_UNIT;
  const cell = along | 0;
  const low = SHARES[cell] ?? 0;
  return low + (along - cell) * ((SHARES[cell + 1] ?? 1) - low);
}

/** The Poisson law's quantile at `u`, summed up from 0. */
function smallCount(mean: number, u: number): number {
  let term = Math.exp(-mean);
  let sum = term;
  let k = 0;
  while (u > sum && k < INVERSES.length - 1) {
    k++;
    term *= mean * (INVERSES[k] ?? 0);
    sum += term;
  }
  return k;
}
