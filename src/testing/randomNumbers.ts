/** Seeded test data. */
import { rngStream } from '../common/rng';

/** `count` standard normal numbers that depend on `seed` alone, rounded to float32 so that a GPU gets the same. */
export function randomNumbers(count: number, seed: number): number[] {
  const rng = rngStream(seed, 'test', 0, 0);
  return Array.from({ length: count }, () => Math.fround(rng.normal()));
}
