/** A series of runs in the network worker: each on the device alone, nothing of it kept but what it is worth. */
import { StudioError, studioError } from '../common/errors';
import { planSeries, type SeriesProgress, type SeriesResult, seriesRefusal } from '../domain/series';
import type { SplitIds } from '../domain/splitIds';
import type { TrainSettings } from '../domain/train';
import type { TrainEvent } from '../domain/trainEvents';
import type { SeriesRequest } from '../engine/protocol';
import { buildGraph } from '../network/buildGraph';
import { initWeights } from '../network/initWeights';
import { assess } from '../pipeline/predict/assess';
import { quickScores } from '../pipeline/predict/quickScores';
import { scoringCost } from '../pipeline/predict/scoringCost';
import { runSeries, type SeriesDeps } from '../pipeline/train/runSeries';
import type { TrainControl } from '../pipeline/train/trainControl';
import { type TrainResult, trainModel } from '../pipeline/train/trainModel';
import { begin, leave, type Tools } from './trainingRun';

export interface SeriesListeners {
  onProgress(progress: SeriesProgress): void;
  readonly signal: AbortSignal;
}

/**
 * Nobody can change the data meanwhile. Throws `no-pairs` where there are too few images, and what a run throws: the
 * outcomes told until then are still good for the next request. The signal and `control` end the run under way, which then says nothing.
 */
export async function seriesRun(
  request: SeriesRequest,
  tools: Tools,
  control: TrainControl,
  listeners: SeriesListeners,
): Promise<SeriesResult> {
  try {
    const ids = await tools.preparation.beginSeries();
    return await seriesOver(ids, request, tools, control, listeners);
  } finally {
    await tools.preparation.endSeries();
  }
}

async function seriesOver(
  ids: readonly string[],
  request: SeriesRequest,
  tools: Tools,
  control: TrainControl,
  { onProgress, signal }: SeriesListeners,
): Promise<SeriesResult> {
  const { kind, settings, done } = request;
  const refusal = seriesRefusal(kind, ids.length);
  if (refusal !== null)
    throw studioError('no-pairs', refusal, 'Until then a single run says what can be said.', ids.length);
  const train: SeriesDeps['train'] = async ({ split }, steps, onStep) => {
    const one = { ...request, settings: sameSteps(settings, steps), split };
    const result = await unlessAborted(oneRun(one, tools, { control, signal, onStep }));
    if (result === null) return null;
    if (result.failure !== null) throw result.failure;
    const { assessment, plan } = result.summary;
    return control.stopped || assessment === null ? null : { assessment, steps: plan.steps };
  };
  return runSeries(kind, planSeries(kind, settings, ids), done, { train, onProgress, signal });
}

async function unlessAborted<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (thrown) {
    if (thrown instanceof StudioError && thrown.code === 'aborted') return null;
    throw thrown;
  }
}

/** Granted minutes become steps in the first run; the others take as many, or they would differ in more than images. */
function sameSteps(settings: TrainSettings, steps: number | null): TrainSettings {
  return steps === null ? settings : { ...settings, steps, minutes: 0 };
}

interface RunUnderWay {
  readonly control: TrainControl;
  readonly signal: AbortSignal;
  onStep(step: number, steps: number): void;
}

async function oneRun(
  { settings, augment, weights, split }: SeriesRequest & { readonly split: SplitIds },
  { device, preparation }: Tools,
  { control, signal, onStep }: RunUnderWay,
): Promise<TrainResult> {
  const plan = await preparation.beginRun({ settings, augment, weights, split });
  const onDevice = begin(plan, device, initWeights(buildGraph(plan.spec), plan.seed));
  let { steps } = plan;
  const onEvent = (event: TrainEvent) => {
    if (event.type === 'planned') steps = event.plan.steps;
    if (event.type === 'step') onStep(event.step, steps);
  };
  try {
    const heldOut = await preparation.validationExamples();
    return await trainModel(onDevice.trainer, plan, {
      patch: (step, index) => preparation.patch(step, index),
      evaluate: () => quickScores(onDevice.network, heldOut, plan.inputSize, signal),
      assess: () => assess(onDevice.network, heldOut, plan, signal),
      scoringCost: scoringCost(plan.spec, heldOut, plan.inputSize),
      onEvent,
      control,
      signal,
      now: () => performance.now(),
    });
  } finally {
    leave(onDevice);
    await preparation.endRun();
  }
}
