/**
 * A run's memory before it starts: its plans are compiled as data, and nothing else. The same micro-batch is chosen
 * that PlanTrainer will choose. Pure. Called by the engine before Start and by the command line.
 */
import { hasCode } from '../../common/errors';
import type { MemoryForecast } from '../../domain/forecast';
import type { UNetSpec } from '../../domain/network';
import { STEPS_IN_FLIGHT } from '../../gpu/stepExecutor';
import { buildGraph } from '../../network/buildGraph';
import { forecastMemory } from '../../network/forecastMemory';
import type { Graph } from '../../network/graph';
import type { CompiledPlan } from '../../network/lowerings/webgpu/compiledPlan';
import { compilePrediction } from '../../network/lowerings/webgpu/compilePrediction';
import { compileTraining } from '../../network/lowerings/webgpu/compileTraining';
import { type DeviceOptions, microBatches, stepOptions, type TrainerPlan } from './stepOptions';

/** Sets of sides of prediction tiles whose plans live at a time, px: as forecastMemory has them. */
export interface ForecastSides {
  readonly copying: readonly (readonly number[])[];
  readonly looking: readonly (readonly number[])[];
}

export interface ForecastInput {
  readonly spec: UNetSpec;
  readonly plan: TrainerPlan;
  readonly sides: ForecastSides;
  readonly device: DeviceOptions;
  /** Bytes that the device gives; infinite while unknown. */
  readonly budgetBytes: number;
}

export interface FittedMemory {
  readonly memory: MemoryForecast;
  /** Patches at a time. */
  readonly microBatch: number;
}

/** With the largest micro-batch that fits, else with single patches; null where a tensor is larger than any buffer. */
export function forecastRun(input: ForecastInput): FittedMemory | null {
  let found: FittedMemory | null = null;
  for (const microBatch of microBatches(input.plan.batch)) {
    const memory = memoryOf(input, microBatch);
    if (!memory) continue;
    found = { memory, microBatch };
    if (fitsDevice(memory, input.budgetBytes)) return found;
  }
  return found;
}

/** Whether a run is to be offered. */
export function fitsDevice(memory: MemoryForecast | null, budgetBytes: number): boolean {
  return memory !== null && memory.peak <= budgetBytes;
}

function memoryOf({ spec, plan, sides, device }: ForecastInput, microBatch: number): MemoryForecast | null {
  const graph = buildGraph(spec);
  try {
    const training = compileTraining(graph, stepOptions(plan, microBatch, device));
    const plans = new Map<number, CompiledPlan>();
    const compiled = (sets: ForecastSides['copying']) =>
      sets.map((set) => set.map((side) => predictionPlan(plans, graph, side, device)));
    const [copying, looking] = [compiled(sides.copying), compiled(sides.looking)];
    return forecastMemory({ training, copying, looking, readers: STEPS_IN_FLIGHT });
  } catch (error) {
    if (hasCode(error, 'out-of-memory')) return null;
    throw error;
  }
}

function predictionPlan(
  plans: Map<number, CompiledPlan>,
  graph: Graph,
  side: number,
  device: DeviceOptions,
): CompiledPlan {
  const known =
    plans.get(side) ?? compilePrediction(graph, { height: side, width: side, batch: 1, ...device });
  plans.set(side, known);
  return known;
}
