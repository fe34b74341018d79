/** One training run in the network worker: from the request to a model, with what went wrong on the way. */
import type { TrainEvent, TrainPlan } from '../domain/train';
import type { TrainRequest } from '../engine/protocol';
import { makeNetwork } from '../gpu/makeNetwork';
import type { StudioDevice } from '../gpu/studioDevice';
import { buildGraph } from '../network/buildGraph';
import { initWeights } from '../network/initWeights';
import { evaluateExamples } from '../pipeline/predict/evaluateExamples';
import { glimpseOf } from '../pipeline/predict/glimpseOf';
import { makeTrainer } from '../pipeline/train/makeTrainer';
import { modelInfo } from '../pipeline/train/modelInfo';
import type { TrainControl } from '../pipeline/train/trainControl';
import { type TrainResult, trainModel } from '../pipeline/train/trainModel';
import { CurrentModel } from './currentModel';
import type { PreparationCalls } from './preparation';

/** What work in the network worker is done with. */
export interface Tools {
  readonly device: StudioDevice;
  readonly preparation: PreparationCalls;
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
  { device, preparation }: Tools,
  control: TrainControl,
  { onEvent, onModel }: RunListeners,
): Promise<TrainResult> {
  const plan = await preparation.beginRun(request);
  try {
    const result = await train(plan, { device, preparation }, control, onEvent);
    const model = modelOf(request, plan, result);
    if (model !== null) await onModel(model);
    return result;
  } finally {
    await preparation.endRun();
  }
}

async function train(
  plan: TrainPlan,
  { device, preparation }: Tools,
  control: TrainControl,
  onEvent: (event: TrainEvent) => void,
): Promise<TrainResult> {
  const heldOut = await preparation.validationExamples();
  const shown = heldOut[0];
  const network = makeNetwork(device, plan.spec, initWeights(buildGraph(plan.spec), plan.seed));
  const trainer = makeTrainer(network, plan);
  try {
    return await trainModel(trainer, plan, {
      patch: (step, index) => preparation.patch(step, index),
      evaluate: (pass) => evaluateExamples(network, heldOut, pass, plan.inputSize),
      ...(shown && { glimpse: () => glimpseOf(network, shown, plan.inputSize) }),
      onEvent,
      control,
      now: () => performance.now(),
    });
  } finally {
    trainer.dispose();
    network.dispose();
  }
}

function modelOf(
  { classes }: TrainRequest,
  plan: TrainPlan,
  { best, summary }: TrainResult,
): CurrentModel | null {
  if (best.step === 0) return null;
  return new CurrentModel(modelInfo(plan, classes, best, summary.scores), best.weights);
}
