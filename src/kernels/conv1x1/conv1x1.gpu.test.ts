import { expect, test } from 'vitest';
import { runProgram } from '../../testing/kernelHarness';
import { correlationVariants, filterVariants, withVariants } from '../../testing/kernelVariants';
import { padChannels, unpadChannels } from '../../testing/paddedTensor';
import { padMatrices } from '../../testing/padMatrices';
import { randomNumbers } from '../../testing/randomNumbers';
import { relativeError } from '../../testing/relativeError';
import { smallConvShapes } from '../../testing/smallConvShapes';
import { sourceFixture } from '../../testing/sourceFixture';
import { activationGradient } from '../activationNumber';
import { biasGradientReference } from '../conv3x3/reference';
import { conv1x1FilterGradient, conv1x1FilterReduce } from './filterGradient';
import { conv1x1Forward } from './forward';
import { conv1x1InputGradient } from './inputGradient';
import { conv1x1FilterGradientReference, conv1x1InputGradientReference, conv1x1Reference } from './reference';
import type { Conv1x1Shape } from './shape';

const RELU = { kind: 'relu' } as const;

function fixture(shape: Conv1x1Shape) {
  const { batch, source, outChannels } = shape;
  const { height, width, channels } = source;
  const x = sourceFixture(batch, source, source, 1);
  const weights = randomNumbers(outChannels * channels, 2);
  const bias = randomNumbers(outChannels, 3);
  const dy = randomNumbers(batch * height * width * outChannels, 4);
  const bindings = {
    x: x.tensor,
    xScaleShift: x.scaleShift,
    h: x.tensor,
    weights: padMatrices(weights, channels, outChannels),
    bias: padChannels(bias, outChannels),
    dy: padChannels(dy, outChannels),
  };
  return { x, weights, bias, dy, bindings, plain: { inputs: channels, outputs: outChannels } };
}

function floats(bytes: ArrayBuffer | undefined): Float32Array<ArrayBuffer> {
  return new Float32Array(bytes ?? new ArrayBuffer(0));
}

test.each(withVariants(correlationVariants, smallConvShapes))(
  'forward, $name',
  async ({ shape, variant }) => {
    const { x, weights, bias, bindings, plain } = fixture(shape);
    const { out } = await runProgram(conv1x1Forward(shape, { variant }), bindings);
    const expected = conv1x1Reference(plain, x.loaded, weights, bias);
    expect(relativeError(unpadChannels(floats(out), shape.outChannels), expected)).toBeLessThan(1e-4);
  },
);

test.each(withVariants(correlationVariants, smallConvShapes))(
  'input gradient, $name',
  async ({ shape, variant }) => {
    const { x, weights, dy, bindings, plain } = fixture(shape);
    const mask = shape.batch === 1 ? RELU : ({ kind: 'none' } as const);
    const { out } = await runProgram(conv1x1InputGradient(shape, { variant, mask }), bindings);
    const expected = conv1x1InputGradientReference(plain, weights, dy).map(
      (value, i) => value * activationGradient(mask, x.stored[i] ?? Number.NaN),
    );
    expect(relativeError(unpadChannels(floats(out), shape.source.channels), expected)).toBeLessThan(1e-4);
  },
);

test.each(withVariants(filterVariants, smallConvShapes))(
  'filter and bias gradient, $name',
  async ({ shape, variant }) => {
    const { x, dy, bindings, plain } = fixture(shape);
    const options = { variant, rowsPerSplit: 2, accumulate: false };
    const { partials } = await runProgram(conv1x1FilterGradient(shape, options), bindings);
    const sums = await runProgram(conv1x1FilterReduce(shape, options), { partials: floats(partials) });
    const dw = conv1x1FilterGradientReference(plain, x.loaded, dy);
    const expected = padMatrices(dw, shape.source.channels, shape.outChannels);
    expect(relativeError(floats(sums.weightGradient), expected)).toBeLessThan(1e-4);
    const db = biasGradientReference(dy, shape.outChannels);
    expect(relativeError(unpadChannels(floats(sums.biasGradient), shape.outChannels), db)).toBeLessThan(1e-4);
  },
);
