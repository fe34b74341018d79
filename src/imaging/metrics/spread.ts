/** Mean and standard deviation of scores, and on how many they rest. Pure. */
import type { Spread } from '../../domain/metrics';

/** Of the values that are there, the deviation that of a sample (n - 1); null where fewer than two are. */
export function spreadOf(values: readonly (number | null | undefined)[]): Spread | null {
  const present = values.filter((value) => value !== null && value !== undefined);
  const count = present.length;
  if (count < 2) return null;
  const mean = sum(present) / count;
  return { mean, sd: Math.sqrt(sum(present.map((value) => (value - mean) ** 2)) / (count - 1)), count };
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
