/** A run's optimizer as the update kernel has it. Pure. */
import type { TrainPlan } from '../domain/train';
import type { OptimizerRule } from '../kernels/optimizer/optimizerUpdate';
import type { StepScalars } from './stepExecutor';

/** tf.js's own numbers on WebGPU, so that a run is the same in slow mode. */
const ADAM = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;

export function optimizerRule({
  optimizer,
  momentum,
  weightDecay,
}: Pick<TrainPlan, 'optimizer' | 'momentum' | 'weightDecay'>): OptimizerRule {
  if (optimizer === 'adam') return { ...ADAM, weightDecay };
  return { kind: 'sgd', momentum, nesterov: optimizer === 'nesterov', weightDecay };
}

/** Of step `index`, counting from 0. Kingma and Ba 2015, algorithm 1, for the corrections. */
export function stepScalars(rule: OptimizerRule, seed: number, index: number): StepScalars {
  const [beta1, beta2] = rule.kind === 'adam' ? [rule.beta1, rule.beta2] : [0, 0];
  const correction = (beta: number) => 1 / (1 - beta ** (index + 1));
  const mostAverageDecay = averageDecayLimit(index);
  return { seed, correction1: correction(beta1), correction2: correction(beta2), mostAverageDecay };
}

/**
 * Highest decay of the weights' moving average at step `index`, from 0: 0.1, 0.18 ... to 1. Without it a short run's
 * average would be mostly its initial weights (the same rule as `num_updates` of TensorFlow's ExponentialMovingAverage).
 */
export function averageDecayLimit(index: number): number {
  return (1 + index) / (10 + index);
}
