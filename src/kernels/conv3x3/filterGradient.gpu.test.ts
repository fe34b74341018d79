import { expect, test } from 'vitest';
import { conv3x3Fixture, padWeights } from '../../testing/conv3x3Fixture';
import { conv3x3Shapes } from '../../testing/conv3x3Shapes';
import { runProgram } from '../../testing/kernelHarness';
import { filterVariants, withVariants } from '../../testing/kernelVariants';
import { padChannels } from '../../testing/paddedTensor';
import { relativeError } from '../../testing/relativeError';
import { wholeSource } from '../wgsl/source';
import {
  type Conv3x3FilterGradientOptions,
  conv3x3FilterGradient,
  conv3x3FilterPartials,
  conv3x3FilterReduce,
} from './filterGradient';
import { biasGradientReference, convFilterGradientReference } from './reference';
import type { Conv3x3Shape } from './shape';

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

test.each(withVariants(filterVariants, conv3x3Shapes))('$name', async ({ shape, variant }) => {
  const actual = await gradients(shape, { variant, bias: true, rowsPerSplit: 2 });
  const reference = expected(shape);
  expect(relativeError(actual.weights, reference.weights)).toBeLessThan(1e-4);
  expect(relativeError(actual.bias, reference.bias)).toBeLessThan(1e-4);
});

const SMALL: Conv3x3Shape = {
  batch: 2,
  sources: [wholeSource(9, 10, 8)],
  region: { height: 9, width: 10 },
  outChannels: 16,
  pad: 1,
};

test.each(['direct', 'tiled'] as const)(
  '%s sums again to the same bits, and adds to what is there',
  async (variant) => {
    const options = { variant, bias: true, rowsPerSplit: 3 };
    const once = await gradients(SMALL, options);
    expect(await gradients(SMALL, options)).toEqual(once);
    const twice = await gradients(SMALL, options, once);
    expect(twice.weights).toEqual(once.weights.map((value) => 2 * value));
    expect(twice.bias).toEqual(once.bias.map((value) => 2 * value));
  },
);

test.each(['direct', 'tiled'] as const)('%s in three parts has the bits of the whole', async (variant) => {
  const options = { variant, bias: true, rowsPerSplit: 3 };
  const { bindings } = conv3x3Fixture(SMALL);
  const whole = await runProgram(conv3x3FilterGradient(SMALL, options), bindings);
  let partials: ArrayBuffer | undefined;
  for (const index of [0, 1, 2]) {
    const part = conv3x3FilterGradient(SMALL, { ...options, part: { index, of: 3 } });
    const before = partials && { partials: new Uint32Array(partials) };
    partials = (await runProgram(part, { ...bindings, ...before })).partials;
  }
  expect(new Uint32Array(partials ?? new ArrayBuffer(0))).toEqual(
    new Uint32Array(whole.partials ?? new ArrayBuffer(1)),
  );
});

test.each([
  { name: 'two groups', variant: { kind: 'direct', groups: 2, taps: 1, pixels: 2 } },
  { name: 'all taps', variant: { kind: 'direct', groups: 1, taps: 3, pixels: 1 } },
] as const)('direct by the tile of $name', async ({ variant }) => {
  const actual = await gradients(SMALL, { variant, bias: true, rowsPerSplit: 4 });
  expect(relativeError(actual.weights, expected(SMALL).weights)).toBeLessThan(1e-4);
  expect(relativeError(actual.bias, expected(SMALL).bias)).toBeLessThan(1e-4);
});

test('lanes have the bits of groups of four: a choice between them changes no run', async () => {
  const by = (kind: 'lanes' | 'direct') =>
    gradients(SMALL, { bias: true, rowsPerSplit: 4, variant: { kind, groups: 2, taps: 1, pixels: 2 } });
  const lanes = await by('lanes');
  expect(lanes).toEqual(await by('direct'));
});

test('one split over all rows, without bias', async () => {
  const options = { variant: 'direct', bias: false, rowsPerSplit: 100 } as const;
  const shape = { ...SMALL, batch: 1 };
  expect(conv3x3FilterPartials(shape, options)).toEqual({ splits: 1, weights: 9 * 8 * 4, bias: 0 });
  const actual = await gradients(shape, options);
  expect(relativeError(actual.weights, expected(shape).weights)).toBeLessThan(1e-4);
});
