/** A forecast in words and shares, for the inspector. Pure. */
import type { MemoryForecast, RunForecast } from '../../domain/forecast';
import type { Fact } from '../../ui/facts/FactList';
import { formatBytes, formatCount, formatDuration, plural } from '../../ui/format';

export interface MemoryPart {
  readonly name: string;
  readonly bytes: number;
  /** Of the bar, 0..100. */
  readonly percent: number;
}

/** What fills the memory, in the order of the bar; `of` is the bar's full length, bytes. */
export function memoryParts(memory: MemoryForecast, of: number): MemoryPart[] {
  const { parameters, gradients, optimizer, arena, prediction, staging, tfjs } = memory;
  const parts = [
    { name: 'Activations', bytes: arena },
    { name: 'Weights, gradients, optimizer', bytes: parameters + gradients + optimizer },
    { name: 'Looks and copies', bytes: prediction + staging + tfjs },
  ];
  return parts.map((part) => ({ ...part, percent: (100 * part.bytes) / of }));
}

/** `steps` and `batch` are the settings'. */
export function forecastFacts(forecast: RunForecast, steps: number, batch: number): Fact[] {
  const { memory, budgetBytes, parameterCount, inputSize, microBatch, secondsPerStep } = forecast;
  const budget = budgetBytes === null ? '' : ` of ${formatBytes(budgetBytes)}`;
  return [
    {
      name: 'GPU memory',
      value: memory ? `${formatBytes(memory.peak)}${budget}` : 'too much for one buffer',
    },
    { name: 'Parameters', value: formatCount(parameterCount) },
    { name: 'Tile', value: `${inputSize} px` },
    ...(microBatch < batch ? [{ name: 'At a time', value: plural(microBatch, 'patch', 'patches') }] : []),
    ...(secondsPerStep === null ? [] : timeFacts(secondsPerStep, steps)),
  ];
}

function timeFacts(secondsPerStep: number, steps: number): Fact[] {
  return [
    { name: 'Time a step', value: formatDuration(1000 * secondsPerStep) },
    { name: 'Time in all', value: formatDuration(1000 * secondsPerStep * steps) },
  ];
}
