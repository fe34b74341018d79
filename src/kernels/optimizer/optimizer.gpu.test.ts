import { expect, test } from 'vitest';
import { runProgram } from '../../testing/kernelHarness';
import { floats, words } from '../../testing/kernelOutputs';
import { randomNumbers } from '../../testing/randomNumbers';
import { relativeError } from '../../testing/relativeError';
import type { FinishVariant } from '../finishVariant';
import { packStep, type StepValues } from '../step';
import { gradientNormFinish, gradientNormPartials } from './gradientNorm';
import { type OptimizerRule, type OptimizerUpdate, optimizerState, optimizerUpdate } from './optimizerUpdate';
import { averageReference, clipReference, type ParameterState, updateReference } from './reference';

const RATE = 0.02;
const STEP: StepValues = {
  seed: 0,
  index: 0,
  firstSample: 0,
  slot: 1,
  inverseWeight: 1,
  learningRate: RATE,
  correction1: 1,
  correction2: 1,
  mostAverageDecay: 1,
};

async function gateOf(
  gradient: readonly number[],
  clipNorm: number | null,
  variant: FinishVariant = 'direct',
) {
  const length = gradient.length;
  const first = await runProgram(gradientNormPartials({ length }), { gradient: new Float32Array(gradient) });
  const finish = gradientNormFinish({ length, clipNorm, ringSlots: 3, variant });
  const ring = new Float32Array(12).fill(7);
  const done = await runProgram(finish, { step: packStep(STEP), partials: words(first, 'partials'), ring });
  return {
    finite: words(done, 'gate')[0],
    factor: floats(done, 'gate')[1] ?? 0,
    ring: [...floats(done, 'ring')],
  };
}

for (const length of [4, 100, 40_000]) {
  for (const variant of ['direct', 'tiled'] as const) {
    test(`${variant}: the norm of ${length} gradients opens the gate and says how to clip`, async () => {
      const gradient = randomNumbers(length, length);
      const expected = clipReference(gradient, 0.5);
      const { finite, factor, ring } = await gateOf(gradient, 0.5, variant);
      expect(finite).toBe(1);
      expect(relativeError([factor, ring[7] ?? 0], [expected.factor, expected.norm])).toBeLessThan(1e-5);
      expect(ring.filter((_, i) => i !== 7)).toEqual(new Array(11).fill(7));
    });
  }
}

test('the same gradient gives the same bits of the norm', async () => {
  const gradient = randomNumbers(40_000, 1);
  const [first, second] = [await gateOf(gradient, 0.5), await gateOf(gradient, 0.5)];
  expect(first).toEqual(second);
});

test('without a clipping norm the factor is 1', async () => {
  expect((await gateOf(randomNumbers(100, 1), null)).factor).toBe(1);
});

test('one bad number anywhere, or a norm that overflows, closes the gate', async () => {
  const bad: [number, number][] = [
    [0, Number.NaN],
    [4999, Number.POSITIVE_INFINITY],
    [2501, Number.NEGATIVE_INFINITY],
    [777, 1e30],
  ];
  for (const [at, value] of bad) {
    const gradient = randomNumbers(5000, 1);
    gradient[at] = value;
    const { finite, ring } = await gateOf(gradient, 1, at === 0 ? 'tiled' : 'direct');
    expect(finite, `${value} at ${at}`).toBe(0);
    expect(ring[7]).toBeNaN();
  }
});

test('a gradient of zeros passes with its clip factor 1', async () => {
  const { finite, factor, ring } = await gateOf([0, 0, 0, 0], 1);
  expect([finite, factor, ring[7]]).toEqual([1, 1, 0]);
});

const RULES: readonly [string, OptimizerRule][] = [
  ['SGD', { kind: 'sgd', momentum: 0, nesterov: false, weightDecay: 0.01 }],
  ['momentum', { kind: 'sgd', momentum: 0.99, nesterov: false, weightDecay: 0 }],
  ['Nesterov with decay', { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 0.01 }],
  ['Adam', { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0 }],
  ['AdamW', { kind: 'adam', beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0.05 }],
];

for (const [name, rule] of RULES) {
  test(`${name}: three steps with clipping and a moving average follow the reference`, async () => {
    const length = 300;
    const options: OptimizerUpdate = { length, rule, emaDecay: 0.9 };
    const start = randomNumbers(length, 3);
    let states = start.map((w): ParameterState => ({ w, first: 0, second: 0, average: w }));
    let buffers = initialBuffers(options, start);
    for (let t = 1; t <= 3; t++) {
      const gradient = randomNumbers(length, 100 + t);
      const { factor } = clipReference(gradient, 4);
      states = states.map((state, i) =>
        averageReference(updateReference(rule, state, factor * (gradient[i] ?? 0), RATE, t), 0.9),
      );
      buffers = await update(options, buffers, openGate(factor), gradient, t);
    }
    const { weights, average } = buffers;
    expect(
      relativeError(
        weights ?? [],
        states.map(({ w }) => w),
      ),
    ).toBeLessThan(1e-6);
    expect(
      relativeError(
        average ?? [],
        states.map((state) => state.average),
      ),
    ).toBeLessThan(1e-6);
    const [first] = optimizerState(rule);
    if (!first) return;
    expect(
      relativeError(
        buffers[first] ?? [],
        states.map((state) => state.first),
      ),
    ).toBeLessThan(1e-5);
  });

  test(`${name}: a closed gate changes nothing`, async () => {
    const options: OptimizerUpdate = { length: 12, rule, emaDecay: 0.9 };
    const before = initialBuffers(options, randomNumbers(12, 4));
    const after = await update(options, before, new Uint32Array([0, 0x3f800000]), randomNumbers(12, 5), 1);
    expect(after).toEqual(before);
  });
}

function openGate(factor: number): Uint32Array<ArrayBuffer> {
  const bits = new Uint32Array(new Float32Array([factor]).buffer);
  return new Uint32Array([1, bits[0] ?? 0]);
}

type Buffers = Record<string, Float32Array<ArrayBuffer>>;

function initialBuffers({ length, rule }: OptimizerUpdate, start: readonly number[]): Buffers {
  const buffers: Buffers = { weights: new Float32Array(start), average: new Float32Array(start) };
  for (const name of optimizerState(rule)) buffers[name] = new Float32Array(length);
  return buffers;
}

async function update(
  options: OptimizerUpdate,
  buffers: Buffers,
  gate: Uint32Array<ArrayBuffer>,
  gradient: readonly number[],
  t: number,
): Promise<Buffers> {
  const { rule } = options;
  const [beta1, beta2] = rule.kind === 'adam' ? [rule.beta1, rule.beta2] : [0, 0];
  const step = packStep({ ...STEP, correction1: 1 / (1 - beta1 ** t), correction2: 1 / (1 - beta2 ** t) });
  const inputs = { ...buffers, step, gate, gradient: new Float32Array(gradient) };
  const outputs = await runProgram(optimizerUpdate(options), inputs);
  return Object.fromEntries(Object.keys(buffers).map((name) => [name, floats(outputs, name)]));
}
