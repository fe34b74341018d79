/** Whether weights can be used at all. Asked of a run's weights and of a file's. */
import type { WeightMap } from './parameterTable';

/** False where any value is infinite or not a number. */
export function allFinite(weights: WeightMap): boolean {
  for (const values of weights.values()) if (!values.every(Number.isFinite)) return false;
  return true;
}
