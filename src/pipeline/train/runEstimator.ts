/**
 * Seconds of a run's parts before anything of it is compiled on the device: from kernels that were timed there, the
 * rest by likeness. Called before Start, by the presets that choose by time, never in a run.
 */
import type { UNetSpec } from '../../domain/network';
import type { PlanDevice } from '../../gpu/planDevice';
import { stepMs } from '../../gpu/stepMs';
import { calibrate } from '../../gpu/tuner/calibrate';
import { type DispatchCost, dispatchCosts } from '../../gpu/tuner/dispatchCosts';
import { planTimesKey } from '../../gpu/tuner/planTimes';
import { buildGraph } from '../../network/buildGraph';
import { compilePrediction } from '../../network/lowerings/webgpu/compilePrediction';
import { compileTraining } from '../../network/lowerings/webgpu/compileTraining';
import { type DeviceOptions, stepOptions, type TrainerPlan } from './stepOptions';

/** Its methods touch no device and may be called for many plans. Both throw as compileTraining does. */
export interface RunEstimator {
  /** Of an optimizer step, s, without waiting for patches; `microBatch` patches at a time, by default all. */
  secondsPerStep(spec: UNetSpec, plan: TrainerPlan, microBatch?: number): number;
  /** Of the network on one square of `side` px, such as it takes, s: what a validation is made of. */
  secondsPerTile(spec: UNetSpec, side: number): number;
}

export interface EstimatorOptions {
  /** Whether a small set of kernels is timed first where nothing was timed on the device yet: seconds, once an adapter. */
  readonly calibrating: boolean;
  readonly signal?: AbortSignal;
}

/** Null where nothing is known of the device. Rejects with `aborted`, `device-error`, `device-lost`. */
export async function runEstimator(
  device: PlanDevice,
  { calibrating, signal }: EstimatorOptions,
): Promise<RunEstimator | null> {
  const { memory, variants, tuning } = device;
  if (!tuning) return null;
  const { store, adapter } = tuning;
  const inPlans = calibrating ? await calibrate(device, { signal }) : await store.read(planTimesKey(adapter));
  const costOf = dispatchCosts(await store.read(adapter), inPlans);
  return costOf && estimatorBy(costOf, { variants, limits: memory.device.limits });
}

function estimatorBy(costOf: DispatchCost, device: DeviceOptions): RunEstimator {
  const secondsPerStep: RunEstimator['secondsPerStep'] = (spec, plan, microBatch = plan.batch) => {
    const compiled = compileTraining(buildGraph(spec), stepOptions(plan, microBatch, device));
    return stepMs(compiled, plan.batch / microBatch, costOf) / 1000;
  };
  const secondsPerTile: RunEstimator['secondsPerTile'] = (spec, side) => {
    const size = { height: side, width: side, batch: 1 };
    const { firstMicroBatch } = compilePrediction(buildGraph(spec), { ...size, ...device });
    return firstMicroBatch.reduce((total, dispatch) => total + costOf(dispatch), 0) / 1000;
  };
  return { secondsPerStep, secondsPerTile };
}
