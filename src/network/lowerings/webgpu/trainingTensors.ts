/** The tensors of a training plan that live from step to step or that the host sees. */
import { type LossOptions, labelBytes, sumBytes } from '../../../kernels/loss/lossOptions';
import { optimizerState } from '../../../kernels/optimizer/optimizerUpdate';
import { RING_FLOATS, STEP_BYTES } from '../../../kernels/step';
import type { NodeShape } from '../../inferShapes';
import type { PlannedParameter } from './compiledPlan';
import type { PlanTensor } from './planBuilder';
import { flatLength } from './planParameters';
import { shapeBytes } from './storedValue';
import type { TrainingOptions } from './trainingOptions';

export interface TrainingTensors {
  readonly input: PlanTensor;
  readonly labels: PlanTensor;
  readonly pixelWeights: PlanTensor;
  readonly step: PlanTensor;
  readonly ring: PlanTensor;
  readonly logits: PlanTensor;
  /** Sums of the loss over the micro-batches of a step. */
  readonly sums: PlanTensor;
  readonly parameters: PlanTensor;
  readonly gradients: PlanTensor;
  readonly optimizer: Readonly<Record<string, PlanTensor>>;
}

export function trainingTensors(
  shapes: readonly NodeShape[],
  parameters: readonly PlannedParameter[],
  loss: LossOptions,
  { batch, rule, emaDecay, ringSlots }: TrainingOptions,
): TrainingTensors {
  const kept = (name: string, bytes: number): PlanTensor => ({ name, bytes, lifetime: 'plan' });
  const flat = flatLength(parameters) * 4;
  const [inputShape, logitShape] = [shapes[0], shapes.at(-1)];
  const bytesOf = (shape: NodeShape | undefined) => (shape ? shapeBytes(batch, shape) : 0);
  const states = [...optimizerState(rule), ...(emaDecay === null ? [] : ['average'])];
  return {
    input: kept('input', bytesOf(inputShape)),
    labels: kept('labels', labelBytes(loss)),
    pixelWeights: kept('pixel weights', batch * loss.height * loss.width * 4),
    step: kept('step record', STEP_BYTES),
    ring: kept('loss records', ringSlots * RING_FLOATS * 4),
    logits: kept('logits', bytesOf(logitShape)),
    sums: kept('loss sums', sumBytes(loss)),
    parameters: { name: 'parameters', bytes: flat, lifetime: 'parameters' },
    gradients: kept('gradients', flat),
    optimizer: Object.fromEntries(states.map((name) => [name, kept(`optimizer's ${name}`, flat)])),
  };
}

/** All of them, in a fixed order. */
export function keptTensors({ optimizer, ...others }: TrainingTensors): PlanTensor[] {
  return [...Object.values(others), ...Object.values(optimizer)];
}
