/** What a run took of the GPU's memory beside what was forecast: for run.json. */
import type { Example } from '../domain/example';
import type { TrainPlan } from '../domain/train';
import { compileTarget, planDevice } from '../gpu/planDevice';
import type { StudioDevice } from '../gpu/studioDevice';
import { lookSides } from '../pipeline/predict/lookSides';
import { forecastRun } from '../pipeline/train/forecastRun';

/** Null in slow mode, where tf.js allocates as it goes. */
export interface RunBytes {
  readonly forecast: number | null;
  readonly peak: number | null;
}

/** Called when the run is over; `heldOut` as it was scored. */
export async function runBytes(
  device: StudioDevice,
  plan: TrainPlan,
  heldOut: readonly Example[],
): Promise<RunBytes> {
  const planned = planDevice(device);
  if (!planned) return { forecast: null, peak: null };
  const { memory } = planned;
  const found = forecastRun({
    spec: plan.spec,
    plan,
    // Nobody watches a run in a terminal.
    sides: lookSides(plan.spec, {
      heldOut: heldOut.map(({ image }) => image),
      trainedSize: plan.inputSize,
      validations: Math.ceil(plan.steps / plan.validateEvery),
      glimpses: false,
    }),
    device: await compileTarget(planned),
    budgetBytes: memory.budgetBytes,
  });
  return { forecast: found?.memory.peak ?? null, peak: memory.peakBytes };
}
