/**
 * How many bytes a training run will hold on the GPU at most, told from its compiled plans before anything is
 * allocated. Pure; a test holds it to what DeviceMemory counts. Called by forecastRun.
 */
import type { MemoryForecast } from '../domain/forecast';
import { RING_FLOATS } from '../kernels/step';
import type { CompiledPlan, Region } from './lowerings/webgpu/compiledPlan';

/** Plans whose buffers live at the same time, and what is copied to the host beside them. */
export interface RunPlans {
  readonly training: CompiledPlan;
  /** Sets of prediction plans, for looks at held-out images, that live while a copy of the whole state is taken. */
  readonly copying: readonly (readonly CompiledPlan[])[];
  /** Those that live while a look or the last scores are taken. */
  readonly looking: readonly (readonly CompiledPlan[])[];
  /** Records of losses that can be on their way to the host at a time. */
  readonly readers: number;
}

/**
 * The peak of a run: training's slabs all along; beside them, at a validation, a copy of the whole state and the plans
 * of earlier looks, or at a look or the last scores the plans of these, whichever is more.
 */
export function forecastMemory({ training, copying, looking, readers }: RunPlans): MemoryForecast {
  const { parameters, gradients, optimizer } = training.regions;
  const states = Object.values(optimizer);
  const ring = readers * RING_FLOATS * 4;
  const validating = { prediction: largest(copying), staging: copied([parameters, ...states]) };
  const scoring = { prediction: largest(looking), staging: 0 };
  const most = total(scoring) > total(validating) ? scoring : validating;
  const kept = {
    parameters: parameters.bytes,
    gradients: gradients?.bytes ?? 0,
    optimizer: sumOf(states.map(({ bytes }) => bytes)),
  };
  const arena = slabBytes(training) - kept.gradients - kept.optimizer;
  const staging = most.staging + ring;
  const parts = { ...kept, arena, prediction: most.prediction, staging, tfjs: 0 } as const;
  return { ...parts, peak: sumOf(Object.values(parts)) };
}

function largest(sets: readonly (readonly CompiledPlan[])[]): number {
  return Math.max(0, ...sets.map((plans) => sumOf(plans.map(predictionBytes))));
}

/** A prediction plan's slabs but for the parameters, which are shared, and the buffer its logits are read from. */
function predictionBytes(plan: CompiledPlan): number {
  return slabBytes(plan) + plan.regions.logits.bytes;
}

function slabBytes({ slabs, regions }: CompiledPlan): number {
  return sumOf(slabs.filter((_, index) => index !== regions.parameters.slab).map(({ bytes }) => bytes));
}

/** Each part begins at a multiple of 8 bytes. */
function copied(regions: readonly Region[]): number {
  return sumOf(regions.map(({ bytes }) => Math.ceil(bytes / 8) * 8));
}

function total({ prediction, staging }: { readonly prediction: number; readonly staging: number }): number {
  return prediction + staging;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
