import { expect, test } from 'vitest';
import { runProgram } from '../../testing/kernelHarness';
import { correlationVariants, filterVariants, withVariants } from '../../testing/kernelVariants';
import { padChannels, unpadChannels } from '../../testing/paddedTensor';
import { padMatrices } from '../../testing/padMatrices';
import { randomNumbers } from '../../testing/randomNumbers';
import { relativeError } from '../../testing/relativeError';
import { smallConvShapes } from '../../testing/smallConvShapes';
import { sourceFixture } from '../../testing/sourceFixture';
import { activateNumber, activationGradient } from '../activationNumber';
import { biasGradientReference } from '../conv3x3/reference';
import { upconv2x2FilterGradient, upconv2x2FilterReduce } from './filterGradient';
import { upconv2x2Forward } from './forward';
import { upconv2x2InputGradient } from './inputGradient';
import { upconvFilterGradientReference, upconvInputGradientReference, upconvReference } from './reference';
import type { Upconv2x2Shape } from './shape';

const RELU = { kind: 'relu' } as const;

function fixture(shape: Upconv2x2Shape) {
  const { batch, source, outChannels } = shape;
  const { height, width, channels } = source;
  const x = sourceFixture(batch, source, source, 1);
  const weights = randomNumbers(4 * outChannels * channels, 2);
  const bias = randomNumbers(outChannels, 3);
  const dy = randomNumbers(batch * height * width * 4 * outChannels, 4);
  const bindings = {
    x: x.tensor,
    xScaleShift: x.scaleShift,
    h: x.tensor,
    weights: padMatrices(weights, outChannels, channels),
    bias: padChannels(bias, outChannels),
    dy: padChannels(dy, outChannels),
  };
  const plain = { batch, height, width, inputs: channels, outputs: outChannels };
  return { x, weights, bias, dy, bindings, plain };
}

function floats(bytes: ArrayBuffer | undefined): Float32Array<ArrayBuffer> {
  return new Float32Array(bytes ?? new ArrayBuffer(0));
}

test.each(withVariants(correlationVariants, smallConvShapes))(
  'forward, $name',
  async ({ shape, variant }) => {
    const { x, weights, bias, bindings, plain } = fixture(shape);
    const { out } = await runProgram(
      upconv2x2Forward(shape, { variant, bias: true, activation: RELU }),
      bindings,
    );
    const expected = upconvReference(plain, x.loaded, weights, bias).map((y) => activateNumber(RELU, y));
    expect(relativeError(unpadChannels(floats(out), shape.outChannels), expected)).toBeLessThan(1e-4);
  },
);

test.each(withVariants(correlationVariants, smallConvShapes))(
  'input gradient, $name',
  async ({ shape, variant }) => {
    const { x, weights, dy, bindings, plain } = fixture(shape);
    const mask = shape.batch === 1 ? RELU : ({ kind: 'none' } as const);
    const { out } = await runProgram(upconv2x2InputGradient(shape, { variant, mask }), bindings);
    const expected = upconvInputGradientReference(plain, weights, dy).map(
      (value, i) => value * activationGradient(mask, x.stored[i] ?? Number.NaN),
    );
    expect(relativeError(unpadChannels(floats(out), shape.source.channels), expected)).toBeLessThan(1e-4);
  },
);

const wholeFilterVariants = filterVariants.map(({ name, variant }) => ({
  name,
  variant: variant === 'direct' ? variant : { ...variant, taps: 2 },
}));

test.each(withVariants(wholeFilterVariants, smallConvShapes))(
  'filter and bias gradient, $name',
  async ({ shape, variant }) => {
    const { x, dy, bindings, plain } = fixture(shape);
    const options = { variant, bias: true, rowsPerSplit: 2, accumulate: false };
    const { partials } = await runProgram(upconv2x2FilterGradient(shape, options), bindings);
    const sums = await runProgram(upconv2x2FilterReduce(shape, options), { partials: floats(partials) });
    const dw = upconvFilterGradientReference(plain, x.loaded, dy);
    const expected = padMatrices(dw, shape.outChannels, shape.source.channels);
    expect(relativeError(floats(sums.weightGradient), expected)).toBeLessThan(1e-4);
    const db = biasGradientReference(dy, shape.outChannels);
    expect(relativeError(unpadChannels(floats(sums.biasGradient), shape.outChannels), db)).toBeLessThan(1e-4);
  },
);
