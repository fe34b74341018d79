/** One training run in the network worker: from the request to a model, with what went wrong on the way. */
import type { TrainPlan } from '../domain/train';
import type { TrainRequest } from '../engine/protocol';
import { type DeviceNetwork, makeNetwork } from '../gpu/makeNetwork';
import { planDevice } from '../gpu/planDevice';
import type { StudioDevice } from '../gpu/studioDevice';
import { buildGraph } from '../network/buildGraph';
import { initWeights } from '../network/initWeights';
import type { WeightMap } from '../network/parameterTable';
import { assess } from '../pipeline/predict/assess';
import { glimpseOf } from '../pipeline/predict/glimpseOf';
import { quickScores } from '../pipeline/predict/quickScores';
import { scoringCost } from '../pipeline/predict/scoringCost';
import { fineTuneWeights } from '../pipeline/train/fineTuneWeights';
import { makeTrainer } from '../pipeline/train/makeTrainer';
import { modelInfo } from '../pipeline/train/modelInfo';
import type { TrainControl } from '../pipeline/train/trainControl';
import type { Trainer } from '../pipeline/train/trainer';
import { type TrainResult, trainModel } from '../pipeline/train/trainModel';
import { CurrentModel } from './currentModel';
import type { LiveRun } from './liveRun';
import type { PreparationCalls } from './preparation';
import type { RunStart } from './runStart';
import { withProposal } from './withProposal';

/** What work in the network worker is done with. */
export interface Tools {
  readonly device: StudioDevice;
  readonly preparation: PreparationCalls;
  /** When the work was asked for, by performance.now(). */
  readonly startedMs: number;
  /** The device opened anew after it was lost; null where that is not what failed, or it cannot be had. */
  readonly reopen: (failure: unknown) => Promise<StudioDevice | null>;
}

/** What NetworkSession keeps of a run. */
export interface RunListeners {
  /** Once the plan is frozen; the run is kept from then on. */
  onBegin(plan: TrainPlan): Promise<LiveRun>;
  /** However it ended. */
  onEnd(): Promise<void>;
  /** The best weights, unless the run failed before its first validation. */
  onModel(model: CurrentModel): Promise<void>;
}

/**
 * Trains to the end, a stop or a failure; the preparation's run is ended in every case, after all is kept: until then no
 * other project can be opened, in which it would be kept.
 */
export async function trainingRun(
  request: TrainRequest,
  start: RunStart,
  tools: Tools,
  control: TrainControl,
  { onBegin, onEnd, onModel }: RunListeners,
): Promise<TrainResult> {
  const { preparation } = tools;
  const plan = await begunPlan(request, start, preparation);
  try {
    const live = await onBegin(plan);
    const result = await kept(live, () => train(plan, start, tools, control, live));
    const model = modelOf(request, result, live.id);
    await live.end(result, model);
    if (model !== null) await onModel(model);
    const failure = await withProposal(
      result.failure,
      () => askedFor(request, plan, tools),
      planDevice(tools.device),
    );
    return { ...result, failure };
  } finally {
    await onEnd().finally(() => preparation.endRun());
  }
}

function begunPlan(
  request: TrainRequest,
  start: RunStart,
  preparation: PreparationCalls,
): Promise<TrainPlan> {
  if (start.kind !== 'resume') return preparation.beginRun(request);
  return preparation.resumeRun(start.state.plan);
}

/** A run that did not come to a result, not even a failed one, has nothing to show. */
async function kept<T>(live: LiveRun, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    await live.abandon();
    throw thrown;
  }
}

async function train(
  plan: TrainPlan,
  start: RunStart,
  { device, preparation, reopen, startedMs }: Tools,
  control: TrainControl,
  live: LiveRun,
): Promise<TrainResult> {
  const heldOut = await preparation.validationExamples();
  const shown = heldOut[0];
  const first = firstWeights(plan, start);
  let onDevice = begin(plan, device, first);
  // With its kernels: another device opened for the rest of the run is to compute by the same.
  let frozen = plan;
  try {
    return await trainModel(onDevice.trainer, plan, {
      patch: (step, index) => preparation.patch(step, index),
      evaluate: () => quickScores(onDevice.network, heldOut, plan.inputSize),
      assess: () => assess(onDevice.network, heldOut, plan),
      ...(shown && { glimpse: () => glimpseOf(onDevice.network, shown, plan.inputSize) }),
      recover: async (failure) => {
        const opened = await reopen(failure);
        if (!opened) return null;
        leave(onDevice);
        onDevice = begin(frozen, opened, first);
        return onDevice.trainer;
      },
      onEvent: (event) => {
        if (event.type === 'planned') frozen = event.plan;
        live.take(event);
      },
      control,
      now: () => performance.now(),
      startedMs,
      scoringCost: scoringCost(plan.spec, heldOut, plan.inputSize),
      resume: start.kind === 'resume' ? start.state : null,
      warned: start.kind === 'resume' ? start.stored.run.warnings : [],
      checkpoint: (state) => live.checkpoint(state),
    });
  } finally {
    leave(onDevice);
  }
}

/** A state that a run goes on from replaces them before the first step. */
function firstWeights({ spec, seed }: TrainPlan, start: RunStart): WeightMap {
  if (start.kind !== 'fineTune') return initWeights(buildGraph(spec), seed);
  const { info, weights } = start.model;
  return fineTuneWeights(spec, { spec: info.spec, weights }, seed);
}

export interface RunOnDevice {
  readonly network: DeviceNetwork;
  readonly trainer: Trainer;
}

export function begin(plan: TrainPlan, device: StudioDevice, weights: WeightMap): RunOnDevice {
  const network = makeNetwork(device, plan.spec, weights);
  return { network, trainer: makeTrainer(network, plan) };
}

export function leave({ network, trainer }: RunOnDevice): void {
  trainer.dispose();
  network.dispose();
}

async function askedFor({ settings }: TrainRequest, plan: TrainPlan, { preparation }: Tools) {
  const { classes, inputChannels: channels } = plan.spec;
  const heldOut = (await preparation.validationExamples()).map(({ image: { width, height } }) => ({
    width,
    height,
  }));
  return { settings, classes, channels, heldOut };
}

function modelOf(
  { classes }: TrainRequest,
  { best, summary }: TrainResult,
  runId: string,
): CurrentModel | null {
  if (best.step === 0) return null;
  const info = modelInfo(summary.plan, classes, best, summary.scores);
  return new CurrentModel({ ...info, runId }, best.weights);
}
