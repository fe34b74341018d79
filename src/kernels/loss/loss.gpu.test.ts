import { expect, test } from 'vitest';
import { runProgram } from '../../testing/kernelHarness';
import { floats } from '../../testing/kernelOutputs';
import { padChannels, unpadChannels } from '../../testing/paddedTensor';
import { randomNumbers } from '../../testing/randomNumbers';
import { relativeError } from '../../testing/relativeError';
import type { FinishVariant } from '../finishVariant';
import { packStep } from '../step';
import { lossGradient } from './lossGradient';
import { DICE_SMOOTHING, type LossOptions, labelBytes, pixelCount } from './lossOptions';
import { lossPartials, lossSums } from './lossSums';
import { lossValue } from './lossValue';
import { type LossInputs, lossGradientReference, lossReference } from './reference';

const CASES = [
  { batch: 1, height: 1, width: 1, classes: 2, crossEntropy: 1, dice: 0 },
  { batch: 1, height: 7, width: 9, classes: 2, crossEntropy: 1, dice: 0 },
  { batch: 2, height: 5, width: 7, classes: 3, crossEntropy: 0.5, dice: 1 },
  { batch: 2, height: 31, width: 33, classes: 5, crossEntropy: 1, dice: 1 },
  { batch: 1, height: 9, width: 10, classes: 32, crossEntropy: 0, dice: 1 },
] as const;

/** Logits of both signs and large, one class absent, a quarter of the pixels ignored. */
function inputsOf(options: LossOptions, seed: number): LossInputs {
  const pixels = pixelCount(options);
  const present = Math.max(1, options.classes - 1);
  return {
    logits: randomNumbers(pixels * options.classes, seed).map((value) => Math.fround(5 * value)),
    labels: randomNumbers(pixels, seed + 1).map((value) => Math.floor(Math.abs(value) * 97) % present),
    weights: randomNumbers(pixels, seed + 2).map((value, i) =>
      i % 4 === 1 ? 0 : Math.fround(Math.abs(value)),
    ),
  };
}

function upload(options: LossOptions, { logits, labels, weights }: LossInputs) {
  const bytes = new Uint8Array(labelBytes(options));
  bytes.set(labels);
  return {
    logits: padChannels(logits, options.classes),
    labels: new Uint32Array(bytes.buffer),
    weights: new Float32Array(weights),
  };
}

function stepFor(weights: readonly number[]) {
  const total = weights.reduce((sum, w) => sum + w, 0);
  const inverseWeight = total === 0 ? 0 : 1 / total;
  const rest = { seed: 0, index: 0, firstSample: 0, learningRate: 0, correction1: 0, correction2: 0 };
  return packStep({ ...rest, mostAverageDecay: 0, slot: 1, inverseWeight });
}

async function sumsOf(
  options: LossOptions,
  inputs: LossInputs,
  before?: Float32Array<ArrayBuffer>,
  variant: FinishVariant = 'direct',
) {
  const made = await runProgram(lossPartials(options), upload(options, inputs));
  const partials = floats(made, 'partials');
  const program = lossSums({ ...options, accumulate: before !== undefined, variant });
  return floats(await runProgram(program, before ? { partials, sums: before } : { partials }), 'sums');
}

async function recordOf(
  options: LossOptions,
  step: Uint32Array<ArrayBuffer>,
  sums: Float32Array<ArrayBuffer>,
) {
  const ring = new Float32Array(12).fill(7);
  return [...floats(await runProgram(lossValue({ ...options, ringSlots: 3 }), { step, sums, ring }), 'ring')];
}

async function gradientOf(
  options: LossOptions,
  inputs: LossInputs,
  step: Uint32Array<ArrayBuffer>,
  sums: Float32Array<ArrayBuffer>,
) {
  const outputs = await runProgram(lossGradient(options), { ...upload(options, inputs), step, sums });
  return unpadChannels(floats(outputs, 'dlogits'), options.classes);
}

for (const parts of CASES) {
  const { batch, height, width, classes, crossEntropy, dice } = parts;
  const name = `${batch}x${height}x${width}, ${classes} classes, ${crossEntropy} CE + ${dice} Dice`;

  test(`loss and gradient of ${name}`, async () => {
    const options: LossOptions = { ...parts, smoothing: DICE_SMOOTHING };
    const inputs = inputsOf(options, 1);
    const step = stepFor(inputs.weights);
    const sums = await sumsOf(options, inputs);
    const expected = lossReference(options, inputs);
    const ring = await recordOf(options, step, sums);
    const shown = dice === 0 ? 0 : expected.dice;
    expect(relativeError(ring.slice(4, 7), [expected.total, expected.crossEntropy, shown])).toBeLessThan(
      1e-5,
    );
    expect([...ring.slice(0, 4), ...ring.slice(7)]).toEqual(new Array(9).fill(7));
    const gradient = await gradientOf(options, inputs, step, sums);
    expect(relativeError(gradient, lossGradientReference(options, inputs))).toBeLessThan(1e-5);
  });
}

test('two micro-batches with accumulated sums give the loss and gradient of the whole batch', async () => {
  const whole: LossOptions = { ...CASES[2], smoothing: DICE_SMOOTHING };
  const half = { ...whole, batch: 1 };
  const inputs = inputsOf(whole, 9);
  const step = stepFor(inputs.weights);
  const pixels = pixelCount(half);
  const halves = [0, 1].map((i) => ({
    logits: inputs.logits.slice(i * pixels * 3, (i + 1) * pixels * 3),
    labels: inputs.labels.slice(i * pixels, (i + 1) * pixels),
    weights: inputs.weights.slice(i * pixels, (i + 1) * pixels),
  }));
  let sums: Float32Array<ArrayBuffer> | undefined;
  for (const part of halves) sums = await sumsOf(half, part, sums);
  const total = sums ?? new Float32Array();
  const ring = await recordOf(whole, step, total);
  expect(relativeError([ring[4] ?? 0], [lossReference(whole, inputs).total])).toBeLessThan(1e-5);
  const gradients: number[] = [];
  for (const part of halves) gradients.push(...(await gradientOf(half, part, step, total)));
  expect(relativeError(gradients, lossGradientReference(whole, inputs))).toBeLessThan(1e-5);
});

test('both variants of the sums agree, and either gives the same bits twice', async () => {
  const options: LossOptions = { ...CASES[3], smoothing: DICE_SMOOTHING };
  const inputs = inputsOf(options, 4);
  const made = [];
  for (const variant of ['direct', 'tiled', 'direct', 'tiled'] as const) {
    made.push([...(await sumsOf(options, inputs, undefined, variant))]);
  }
  const [direct = [], tiled = []] = made;
  expect(relativeError(tiled, direct)).toBeLessThan(1e-6);
  expect(made.slice(2)).toEqual([direct, tiled]);
});

test('no weight, no loss and no gradient', async () => {
  const options: LossOptions = { ...CASES[2], smoothing: DICE_SMOOTHING };
  const inputs = { ...inputsOf(options, 3), weights: new Array(70).fill(0) };
  const step = stepFor(inputs.weights);
  const sums = await sumsOf(options, inputs);
  expect((await recordOf(options, step, sums)).slice(4, 7)).toEqual([0, 0, 0]);
  const gradient = await gradientOf(options, inputs, step, sums);
  expect(gradient.every((value) => value === 0)).toBe(true);
});

test('logits of a hundred thousand neither overflow nor lose the loss', async () => {
  const options: LossOptions = { ...CASES[0], smoothing: DICE_SMOOTHING };
  const inputs = { logits: [1e5, 1e5 - 3], labels: [1], weights: [1] };
  const step = stepFor(inputs.weights);
  const ring = await recordOf(options, step, await sumsOf(options, inputs));
  expect(ring[4]).toBeCloseTo(lossReference(options, inputs).total, 4);
});
