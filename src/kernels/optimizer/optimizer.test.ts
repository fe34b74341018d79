import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { randomNumbers } from '../../testing/randomNumbers';
import { relativeError } from '../../testing/relativeError';
import { gradientNormPartials } from './gradientNorm';
import { type OptimizerRule, optimizerState } from './optimizerUpdate';
import { clipReference, type ParameterState, updateReference } from './reference';

const SIZE = 24;
const STEPS = 10;
const RATE = 0.05;
const sgd = { kind: 'sgd', momentum: 0.9, nesterov: false, weightDecay: 0 } as const;
const adam = { kind: 'adam', beta1: 0.9, beta2: 0.99, epsilon: 1e-7, weightDecay: 0 } as const;

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const CASES: readonly [string, OptimizerRule, () => tf.Optimizer][] = [
  ['SGD', { ...sgd, momentum: 0 }, () => tf.train.sgd(RATE)],
  ['momentum', sgd, () => tf.train.momentum(RATE, 0.9, false)],
  ['Nesterov', { ...sgd, nesterov: true }, () => tf.train.momentum(RATE, 0.9, true)],
  ['Adam', adam, () => tf.train.adam(RATE, 0.9, 0.99)],
];

for (const [name, rule, optimizer] of CASES) {
  test(`the reference of ${name} walks with tf.js for ten steps`, () => {
    const start = randomNumbers(SIZE, 1);
    const expected = walkWithTfjs(optimizer(), start);
    let states = start.map((w): ParameterState => ({ w, first: 0, second: 0, average: w }));
    for (let t = 1; t <= STEPS; t++) {
      states = states.map((state, i) => updateReference(rule, state, slope(state.w, i), RATE, t));
    }
    // tf.js works in float32, and takes 1 - beta^t from rounded powers.
    const moved = states.map(({ w }, i) => w - (start[i] ?? 0));
    const movedThere = expected.map((w, i) => w - (start[i] ?? 0));
    expect(relativeError(moved, movedThere)).toBeLessThan(2e-5);
  });
}

/** Of Σ ((i + 1) w² / 20 + sin w): a gradient that changes along the way, unlike for each parameter. */
function slope(w: number, i: number): number {
  return ((i + 1) * w) / 10 + Math.cos(w);
}

function walkWithTfjs(optimizer: tf.Optimizer, start: readonly number[]): number[] {
  const w = tf.variable(tf.tensor1d([...start]));
  const stiffness = tf.tensor1d(start.map((_, i) => (i + 1) / 20));
  for (let t = 0; t < STEPS; t++) {
    optimizer.minimize(() => tf.add(tf.sum(tf.mul(stiffness, tf.square(w))), tf.sum(tf.sin(w))) as tf.Scalar);
  }
  return [...w.dataSync()];
}

test('decoupled decay shrinks a weight without gradient; L2 decay enters the velocity', () => {
  const state = { w: 2, first: 0, second: 0, average: 2 };
  expect(updateReference({ ...adam, weightDecay: 0.1 }, state, 0, RATE, 1).w).toBeCloseTo(2 - 0.05 * 0.1 * 2);
  expect(updateReference({ ...sgd, weightDecay: 0.1 }, state, 0, RATE, 1).first).toBeCloseTo(0.2);
});

test('clipping scales only a gradient above the norm, and to that norm', () => {
  expect(clipReference([3, 4], 2.5)).toEqual({ norm: 5, factor: 0.5 });
  expect(clipReference([3, 4], 5)).toEqual({ norm: 5, factor: 1 });
});

test('plain SGD carries no state', () => {
  expect(optimizerState({ ...sgd, momentum: 0 })).toEqual([]);
  expect(optimizerState(sgd)).toEqual(['velocity']);
});

test('a flat buffer that is not whole vec4s is refused', () => {
  expect(() => gradientNormPartials({ length: 6 })).toThrow('6 elements');
});
