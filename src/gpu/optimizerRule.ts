/** A run's optimizer as the update kernel has it. Pure. */
import type { TrainPlan } from '../domain/train';
import type { OptimizerRule } from '../kernels/optimizer/optimizerUpdate';
import type { StepScalars } from './stepExecutor';

/** tf.js's own numbers on WebGPU, so that a run is the same in slow mode. */
const ADAM = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0 } as const;

export function optimizerRule({
  optimizer,
  momentum,
}: Pick<TrainPlan, 'optimizer' | 'momentum'>): OptimizerRule {
  return optimizer === 'adam' ? ADAM : { kind: 'sgd', momentum, nesterov: false, weightDecay: 0 };
}

/** Of step `index`, counting from 0. Kingma and Ba 2015, algorithm 1, for the corrections. */
export function stepScalars(
  rule: OptimizerRule,
  { seed, learningRate }: Pick<TrainPlan, 'seed' | 'learningRate'>,
  index: number,
): StepScalars {
  const [beta1, beta2] = rule.kind === 'adam' ? [rule.beta1, rule.beta2] : [0, 0];
  const correction = (beta: number) => 1 / (1 - beta ** (index + 1));
  return { seed, learningRate, correction1: correction(beta1), correction2: correction(beta2) };
}
