/** Amounts from 0 up as colours, and the round number their legend ends at. Pure. */
import { viridis } from '../../common/viridis';

const STEPS = 256;

/** For each of 256 shares of the scale the four bytes of its pixel, in the machine's own byte order. */
const PALETTE = heatWords();

/** The least of 1, 2 and 5 times a power of ten that is no less than `max`: it stays while amounts change a little. */
export function roundedUp(max: number): number {
  if (!(max > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(max));
  return ([1, 2, 5, 10].find((digit) => digit * power >= max * (1 - 1e-6)) ?? 10) * power;
}

/** RGBA pixel of an amount in 0..max. By the square root, so that differences among small amounts show. */
export function heatWord(amount: number, max: number): number {
  const share = Math.sqrt(Math.min(1, Math.max(0, amount / max)));
  return PALETTE[Math.round(share * (STEPS - 1))] ?? 0;
}

/** Where an amount stands on the legend, 0..1. */
export function heatPlace(amount: number, max: number): number {
  return Math.sqrt(amount / max);
}

function heatWords(): Uint32Array {
  const bytes = new Uint8ClampedArray(STEPS * 4);
  for (let step = 0; step < STEPS; step++) bytes.set([...viridis(step / (STEPS - 1)), 255], step * 4);
  return new Uint32Array(bytes.buffer);
}
