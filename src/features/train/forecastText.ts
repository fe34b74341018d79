/** A forecast in words and shares, for the inspector. Pure. */
import type { MemoryForecast, RunForecast } from '../../domain/forecast';
import type { TrainSettings } from '../../domain/train';
import type { Fact } from '../../ui/facts/FactList';
import { formatBytes, formatCount, formatDuration, formatNumber, plural } from '../../ui/format';
import { clockText } from './timeGrant';

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

/** `settings` are those of the run; the time is told as a clock's, from `nowMs` on (since 1970). */
export function forecastFacts(forecast: RunForecast, settings: TrainSettings, nowMs: number): Fact[] {
  const { memory, budgetBytes, parameterCount, inputSize, microBatch, secondsPerStep } = forecast;
  const budget = budgetBytes === null ? '' : ` of ${formatBytes(budgetBytes)}`;
  return [
    {
      name: 'GPU memory',
      value: memory ? `${formatBytes(memory.peak)}${budget}` : 'too much for one buffer',
    },
    { name: 'Parameters', value: formatCount(parameterCount) },
    { name: 'Tile', value: `${inputSize} px` },
    ...(microBatch < settings.batch
      ? [{ name: 'At a time', value: plural(microBatch, 'patch', 'patches') }]
      : []),
    ...timeFacts(secondsPerStep, settings, nowMs),
  ];
}

function timeFacts(secondsPerStep: number | null, settings: TrainSettings, nowMs: number): Fact[] {
  const { minutes, steps, patience } = settings;
  const pace =
    secondsPerStep === null ? [] : [{ name: 'Time a step', value: formatDuration(1000 * secondsPerStep) }];
  if (minutes > 0) {
    const fitting = secondsPerStep === null ? null : Math.max(1, Math.floor((60 * minutes) / secondsPerStep));
    return [
      ...pace,
      ...(fitting === null ? [] : [{ name: 'Steps', value: `about ${formatNumber(fitting)}` }]),
      { name: 'Done at', value: clockText(nowMs + 60_000 * minutes, nowMs) },
    ];
  }
  const rough = { name: 'Steps', value: `${patience > 0 ? 'at most ' : ''}${formatCount(steps)}` };
  if (secondsPerStep === null) return [rough];
  const end = clockText(nowMs + 1000 * secondsPerStep * steps, nowMs);
  return [...pace, rough, { name: patience > 0 ? 'Done by' : 'Done at', value: end }];
}
