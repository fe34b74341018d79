import { expect, test } from 'vitest';
import { conv3x3Fixture, padWeights } from '../../testing/conv3x3Fixture';
import { conv3x3Shapes } from '../../testing/conv3x3Shapes';
import { runProgram } from '../../testing/kernelHarness';
import { padChannels } from '../../testing/paddedTensor';
import { relativeError } from '../../testing/relativeError';
import {
  type Conv3x3FilterGradientOptions,
  conv3x3FilterGradient,
  conv3x3FilterReduce,
} from './filterGradient';
import { biasGradientReference, convFilterGradientReference } from './reference';
import type { Conv3x3Shape } from './shape';

const VARIANTS = ['direct', 'tiled'] as const;

interface Gradients {
  weights: Float32Array<ArrayBuffer>;
  bias: Float32Array<ArrayBuffer>;
}

async function gradients(
  shape: Conv3x3Shape,
  options: Conv3x3FilterGradientOptions,
  held?: Gradients,
): Promise<Gradients> {
  const { bindings } = conv3x3Fixture(shape);
  const { partials } = await runProgram(conv3x3FilterGradient(shape, options), bindings);
  const reduce = conv3x3FilterReduce(shape, { ...options, accumulate: held !== undefined });
  const sums = await runProgram(reduce, {
    partials: new Float32Array(partials ?? new ArrayBuffer(0)),
    ...(held ? { weightGradient: held.weights, biasGradient: held.bias } : {}),
  });
  return {
    weights: new Float32Array(sums.weightGradient ?? new ArrayBuffer(0)),
    bias: new Float32Array(sums.biasGradient ?? new ArrayBuffer(0)),
  };
}

function expected(shape: Conv3x3Shape): Gradients {
  const { plain, x, dy } = conv3x3Fixture(shape);
  const weights = [...convFilterGradientReference(plain, x, dy)];
  return {
    weights: padWeights(weights, shape.sources, shape.outChannels),
    bias: padChannels(biasGradientReference(dy, shape.outChannels), shape.outChannels),
  };
}

for (const variant of VARIANTS) {
  test.each(conv3x3Shapes)(`${variant} filter and bias gradient: $name`, async ({ shape }) => {
    const actual = await gradients(shape, { variant, bias: true, rowsPerSplit: 2 });
    const reference = expected(shape);
    expect(relativeError(actual.weights, reference.weights)).toBeLessThan(1e-4);
    expect(relativeError(actual.bias, reference.bias)).toBeLessThan(1e-4);
  });
}
