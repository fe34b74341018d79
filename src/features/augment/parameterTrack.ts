/** Where a parameter's value stands on its slider: ranges over more than a decade by their logarithm. Pure. */
import type { ParameterInfo } from '../../domain/augmentTransforms';

/** The slider's own numbers; `from` and `to` are values of the parameter. */
export interface ParameterTrack {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Value to place. */
  at(value: number): number;
  /** Place to value, on the parameter's steps and within its limits. */
  value(place: number): number;
}

const LOG_STEPS = 200;

export function parameterTrack({ min, max, step }: ParameterInfo): ParameterTrack {
  const value = (raw: number) =>
    Math.min(max, Math.max(min, Number((Math.round(raw / step) * step).toFixed(6))));
  if (min <= 0 || max / min <= 10) return { min, max, step, at: (given) => given, value };
  const low = Math.log(min);
  const high = Math.log(max);
  return {
    min: 0,
    max: LOG_STEPS,
    step: 1,
    at: (given) => ((Math.log(given) - low) / (high - low)) * LOG_STEPS,
    value: (place) => value(Math.exp(low + ((high - low) * place) / LOG_STEPS)),
  };
}
