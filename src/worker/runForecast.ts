/** The forecast of a run as the page asks for it: what it takes on the open device, and what would fit instead. */
import type { RunForecast } from '../domain/forecast';
import type { UNetSpec } from '../domain/network';
import { checkedTrainSettings, TRAIN_LIMITS, type TrainSettings } from '../domain/train';
import type { ForecastRequest } from '../engine/protocol';
import { compileTarget, type PlanDevice } from '../gpu/planDevice';
import { buildGraph } from '../network/buildGraph';
import { parameterCount } from '../network/parameterTable';
import { tileGeometry } from '../network/tileGeometry';
import { lookSides } from '../pipeline/predict/lookSides';
import { type FittedMemory, fitsDevice, forecastRun } from '../pipeline/train/forecastRun';
import { nearestFitting } from '../pipeline/train/nearestFitting';
import { validationInterval } from '../pipeline/train/resolvePlan';
import type { RunEstimator } from '../pipeline/train/runEstimator';
import { specOf } from '../pipeline/train/runShape';
import type { DeviceOptions, TrainerPlan } from '../pipeline/train/stepOptions';

/** Throws `bad-setting`. `times` is null where nothing is known of the device's. */
export async function runForecast(
  request: ForecastRequest,
  device: PlanDevice,
  times: RunEstimator | null = null,
): Promise<RunForecast> {
  const settings = checkedTrainSettings(request.settings);
  const options = await compileTarget(device);
  const { budgetBytes } = device.memory;
  const of = (change: Partial<TrainSettings>) =>
    memoryOf({ ...request, settings: { ...settings, ...change } }, options, budgetBytes);
  const fitting = (change: Partial<TrainSettings>) => fitsDevice(of(change)?.memory ?? null, budgetBytes);
  const found = of({});
  const fits = fitsDevice(found?.memory ?? null, budgetBytes);
  const spec = specOf(settings, request.channels, request.classes);
  const { tile, width } = settings;
  return {
    parameterCount: parameterCount(buildGraph(spec)),
    inputSize: tileGeometry(spec, tile).inputSize,
    memory: found?.memory ?? null,
    microBatch: found?.microBatch ?? 1,
    budgetBytes: Number.isFinite(budgetBytes) ? budgetBytes : null,
    fits,
    smaller: {
      tile: fits ? null : nearestFitting(tile, TRAIN_LIMITS.tile.min, (size) => fitting({ tile: size })),
      width: fits
        ? null
        : nearestFitting(width, TRAIN_LIMITS.width.min, (channels) => fitting({ width: channels })),
    },
    secondsPerStep:
      found && times ? times.secondsPerStep(spec, planOf(settings, spec), found.microBatch) : null,
  };
}

function memoryOf(
  { settings, classes, channels, heldOut }: ForecastRequest,
  device: DeviceOptions,
  budgetBytes: number,
): FittedMemory | null {
  const spec = specOf(settings, channels, classes);
  const plan = planOf(settings, spec);
  const validations = Math.ceil(settings.steps / validationInterval(settings.steps));
  const sides = lookSides(spec, { heldOut, trainedSize: plan.inputSize, validations, glimpses: true });
  return forecastRun({ spec, plan, sides, device, budgetBytes });
}

function planOf(settings: TrainSettings, spec: UNetSpec): TrainerPlan {
  const { inputSize, outputSize } = tileGeometry(spec, settings.tile);
  return { ...settings, inputSize, outputSize };
}
