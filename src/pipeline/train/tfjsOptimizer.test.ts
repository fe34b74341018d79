/** The slow mode's optimizer against the float64 formulas that the kernels are held to. */
import { beforeAll, expect, it } from 'vitest';
import { averageDecayLimit, optimizerRule } from '../../gpu/optimizerRule';
import { tf } from '../../gpu/tf';
import {
  averageReference,
  clipReference,
  type ParameterState,
  updateReference,
} from '../../kernels/optimizer/reference';
import { randomNumbers } from '../../testing/randomNumbers';
import { relativeError } from '../../testing/relativeError';
import { TfjsOptimizer, type TfjsOptimizerPlan } from './tfjsOptimizer';

const SIZES = [5, 12];
const STEPS = 8;

beforeAll(async () => {
  await tf.setBackend('cpu');
});

it.each<[string, TfjsOptimizerPlan]>([
  ['SGD', { optimizer: 'sgd', momentum: 0, weightDecay: 0.01, clipNorm: 0, emaDecay: 0.5 }],
  ['momentum', { optimizer: 'sgd', momentum: 0.9, weightDecay: 0, clipNorm: 2, emaDecay: 0.9 }],
  ['Nesterov', { optimizer: 'nesterov', momentum: 0.99, weightDecay: 0.003, clipNorm: 1.5, emaDecay: 0.9 }],
  ['AdamW', { optimizer: 'adam', momentum: 0, weightDecay: 0.05, clipNorm: 3, emaDecay: 0.2 }],
])('%s with clipping, decay and an average follows the reference at changing rates', (_, plan) => {
  const start = SIZES.map((size) => randomNumbers(size, size));
  const variables = start.map((values) => tf.variable(tf.tensor1d(values)));
  const optimizer = new TfjsOptimizer(variables, plan);
  let states = start.flat().map((w): ParameterState => ({ w, first: 0, second: 0, average: w }));
  for (let index = 0; index < STEPS; index++) {
    const gradients = SIZES.map((size) => randomNumbers(size, 100 * index + size));
    const rate = 0.05 / (index + 1);
    const { factor, norm } = clipReference(gradients.flat(), plan.clipNorm === 0 ? null : plan.clipNorm);
    states = states.map((state, i) => {
      const gradient = factor * (gradients.flat()[i] ?? 0);
      const moved = updateReference(optimizerRule(plan), state, gradient, rate, index + 1);
      return averageReference(moved, Math.min(plan.emaDecay, averageDecayLimit(index)));
    });
    const named = Object.fromEntries(variables.map(({ name }, i) => [name, tf.tensor1d(gradients[i] ?? [])]));
    const [found] = tf.tidy(() => optimizer.apply(named, rate, index).dataSync());
    expect(relativeError([found ?? 0], [norm])).toBeLessThan(1e-5);
    tf.dispose(named);
  }
  const weights = variables.flatMap((variable) => [...variable.dataSync()]);
  const averages = optimizer.slots.flatMap((slots) => [...(slots.get('average')?.dataSync() ?? [])]);
  expect(
    relativeError(
      weights,
      states.map(({ w }) => w),
    ),
  ).toBeLessThan(1e-5);
  expect(
    relativeError(
      averages,
      states.map(({ average }) => average),
    ),
  ).toBeLessThan(1e-5);
  optimizer.dispose();
  tf.dispose(variables);
});
