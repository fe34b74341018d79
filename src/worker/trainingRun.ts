/** One training run in the network worker: from the request to a model, with what went wrong on the way. */
import type { TrainEvent, TrainPlan } from '../domain/train';
import type { TrainRequest } from '../engine/protocol';
import { type DeviceNetwork, makeNetwork } from '../gpu/makeNetwork';
import { planDevice } from '../gpu/planDevice';
import type { StudioDevice } from '../gpu/studioDevice';
import { buildGraph } from '../network/buildGraph';
import { initWeights } from '../network/initWeights';
import { assess } from '../pipeline/predict/assess';
import { glimpseOf } from '../pipeline/predict/glimpseOf';
import { quickScores } from '../pipeline/predict/quickScores';
import { makeTrainer } from '../pipeline/train/makeTrainer';
import { modelInfo } from '../pipeline/train/modelInfo';
import type { TrainControl } from '../pipeline/train/trainControl';
import type { Trainer } from '../pipeline/train/trainer';
import { type TrainResult, trainModel } from '../pipeline/train/trainModel';
import { CurrentModel } from './currentModel';
import type { PreparationCalls } from './preparation';
import { withProposal } from './withProposal';

/** What work in the network worker is done with. */
export interface Tools {
  readonly device: StudioDevice;
  readonly preparation: PreparationCalls;
  /** The device opened anew after it was lost; null where that is not what failed, or it cannot be had. */
  readonly reopen: (failure: unknown) => Promise<StudioDevice | null>;
}

export interface RunListeners {
  onEvent(event: TrainEvent): void;
  /** The best weights, unless the run failed before its first validation. */
  onModel(model: CurrentModel): Promise<void>;
}

/**
 * Trains to the end, a stop or a failure; the preparation's run is ended in every case, after `onModel`: until then no
 * other project can be opened, in which the model would be kept.
 */
export async function trainingRun(
  request: TrainRequest,
  tools: Tools,
  control: TrainControl,
  { onEvent, onModel }: RunListeners,
): Promise<TrainResult> {
  const { preparation } = tools;
  const plan = await preparation.beginRun(request);
  try {
    const result = await train(plan, tools, control, onEvent);
    const model = modelOf(request, plan, result);
    if (model !== null) await onModel(model);
    const failure = await withProposal(
      result.failure,
      () => askedFor(request, plan, tools),
      planDevice(tools.device),
    );
    return { ...result, failure };
  } finally {
    await preparation.endRun();
  }
}

async function train(
  plan: TrainPlan,
  { device, preparation, reopen }: Tools,
  control: TrainControl,
  onEvent: (event: TrainEvent) => void,
): Promise<TrainResult> {
  const heldOut = await preparation.validationExamples();
  const shown = heldOut[0];
  let onDevice = begin(plan, device);
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
        onDevice = begin(plan, opened);
        return onDevice.trainer;
      },
      onEvent,
      control,
      now: () => performance.now(),
    });
  } finally {
    leave(onDevice);
  }
}

interface RunOnDevice {
  readonly network: DeviceNetwork;
  readonly trainer: Trainer;
}

function begin(plan: TrainPlan, device: StudioDevice): RunOnDevice {
  const network = makeNetwork(device, plan.spec, initWeights(buildGraph(plan.spec), plan.seed));
  return { network, trainer: makeTrainer(network, plan) };
}

function leave({ network, trainer }: RunOnDevice): void {
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
  plan: TrainPlan,
  { best, summary }: TrainResult,
): CurrentModel | null {
  if (best.step === 0) return null;
  return new CurrentModel(modelInfo(plan, classes, best, summary.scores), best.weights);
}
