/** All dispatches of a training step over tensors that have no place yet. Called by compileTraining. */
import { defined } from '../../../common/assert';
import { DICE_SMOOTHING, type LossOptions } from '../../../kernels/loss/lossOptions';
import type { Graph } from '../../graph';
import { inferShapes, type NodeShape } from '../../inferShapes';
import type { PlannedParameter } from './compiledPlan';
import { lowerBackward } from './lowerBackward';
import { lowerForward } from './lowerForward';
import { lowerLossGradient, lowerLossSums } from './lowerLoss';
import { lowerUpdate } from './lowerUpdate';
import { type Draft, PlanBuilder } from './planBuilder';
import { flatLength, planParameters } from './planParameters';
import type { TrainingOptions } from './trainingOptions';
import { type TrainingTensors, trainingTensors } from './trainingTensors';

/** The lists run one after the other. */
export interface TrainingDrafts {
  readonly forward: readonly Draft[];
  readonly lossSums: readonly Draft[];
  /** From the loss's gradient to the last parameter's. */
  readonly backward: readonly Draft[];
  readonly update: readonly Draft[];
  readonly tensors: TrainingTensors;
  readonly parameters: readonly PlannedParameter[];
}

/** Throws `bad-setting` where the network cannot take the size. */
export function draftTraining(graph: Graph, options: TrainingOptions): TrainingDrafts {
  const { inputSize, batch, variants, mostMultiplyAdds = null } = options;
  const shapes = inferShapes(graph, inputSize, inputSize);
  const parameters = planParameters(graph);
  const loss = lossOptions(shapes, options);
  const tensors = trainingTensors(shapes, parameters, loss, options);
  const builder = new PlanBuilder();
  const weights = tensors.parameters;
  const lowering = { graph, shapes, batch, variants, mostMultiplyAdds, builder, parameters, weights };
  const stored = lowerForward(lowering, tensors);
  const forward = builder.take();
  lowerLossSums(builder, loss, variants.finish, tensors);
  const lossSums = builder.take();
  const dlogits = lowerLossGradient(builder, loss, tensors);
  lowerBackward(lowering, stored, { ...tensors, dlogits });
  const backward = builder.take();
  lowerUpdate(builder, loss, flatLength(parameters), options, tensors);
  return { forward, lossSums, backward, update: builder.take(), tensors, parameters };
}

function lossOptions(shapes: readonly NodeShape[], { batch, loss }: TrainingOptions): LossOptions {
  const { height, width, channels } = defined(shapes.at(-1), 'logits');
  return { batch, height, width, classes: channels, ...loss, smoothing: DICE_SMOOTHING };
}
