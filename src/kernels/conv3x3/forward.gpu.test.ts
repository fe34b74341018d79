import { expect, test } from 'vitest';
import { conv3x3Fixture, type Fixture } from '../../testing/conv3x3Fixture';
import { conv3x3Shapes } from '../../testing/conv3x3Shapes';
import { runProgram } from '../../testing/kernelHarness';
import { correlationVariants, withVariants } from '../../testing/kernelVariants';
import { unpadChannels } from '../../testing/paddedTensor';
import { relativeError } from '../../testing/relativeError';
import { activateNumber } from '../activationNumber';
import { wholeSource } from '../wgsl/source';
import { type Conv3x3ForwardOptions, conv3x3Forward } from './forward';
import { convReference } from './reference';
import type { Conv3x3Shape } from './shape';

const RELU = { kind: 'relu' } as const;
const SMALL: Conv3x3Shape = {
  batch: 1,
  sources: [wholeSource(5, 6, 3)],
  region: { height: 5, width: 6 },
  outChannels: 5,
  pad: 1,
};

async function forward(shape: Conv3x3Shape, options: Conv3x3ForwardOptions, bindings: Fixture['bindings']) {
  const { out } = await runProgram(conv3x3Forward(shape, options), bindings);
  return unpadChannels(new Float32Array(out ?? new ArrayBuffer(0)), shape.outChannels);
}

function expected(fixture: Fixture, { bias, activation }: Conv3x3ForwardOptions): number[] {
  const none = fixture.bias.map(() => 0);
  const y = convReference(fixture.plain, fixture.x, fixture.weights, bias ? fixture.bias : none);
  return Array.from(y, (value) => activateNumber(activation, value));
}

test.each(withVariants(correlationVariants, conv3x3Shapes))('$name', async ({ shape, variant }) => {
  const fixture = conv3x3Fixture(shape);
  const options = { variant, bias: true, activation: RELU, statistics: false };
  const y = await forward(shape, options, fixture.bindings);
  expect(relativeError(y, expected(fixture, options))).toBeLessThan(1e-4);
});

test.each([{ kind: 'none' }, { kind: 'leaky', slope: 0.01 }] as const)(
  'without bias, activation $kind',
  async (activation) => {
    const fixture = conv3x3Fixture(SMALL);
    const options = { variant: 'direct', bias: false, activation, statistics: false } as const;
    const y = await forward(SMALL, options, fixture.bindings);
    expect(relativeError(y, expected(fixture, options))).toBeLessThan(1e-4);
  },
);

test.each([2, 4])('the large direct tile of %i groups', async (groups) => {
  const variant = { kind: 'direct', pixels: 16, groups, rows: 1 } as const;
  const shape = { ...SMALL, outChannels: 16 };
  const fixture = conv3x3Fixture(shape);
  const options = { variant, bias: true, activation: RELU, statistics: false };
  const y = await forward(shape, options, fixture.bindings);
  expect(relativeError(y, expected(fixture, options))).toBeLessThan(1e-4);
});

test('the largest workgroup that the tuner tries', async () => {
  const variant = {
    kind: 'tiled',
    pixels: 4,
    groups: 2,
    down: 32,
    across: 2,
    channels: 4,
    inputs: 1,
  } as const;
  const shape = { ...SMALL, outChannels: 24 };
  const fixture = conv3x3Fixture(shape);
  const options = { variant, bias: true, activation: RELU, statistics: false };
  const y = await forward(shape, options, fixture.bindings);
  expect(relativeError(y, expected(fixture, options))).toBeLessThan(1e-4);
});

test('the tile that tiled takes by itself for a wide layer', async () => {
  const shape = { ...SMALL, sources: [wholeSource(5, 6, 12)], outChannels: 24 };
  const fixture = conv3x3Fixture(shape);
  const options = { variant: 'tiled', bias: true, activation: RELU, statistics: false } as const;
  const y = await forward(shape, options, fixture.bindings);
  expect(relativeError(y, expected(fixture, options))).toBeLessThan(1e-4);
});

test.each(withVariants(correlationVariants, [{ name: 'bands' }]))(
  '$name of rows give the bits of the whole',
  async ({ variant }) => {
    const { bindings } = conv3x3Fixture(SMALL);
    const options = { variant, bias: true, activation: RELU, statistics: false };
    const whole = await forward(SMALL, options, bindings);
    let out = new Float32Array(5 * 6 * 8).fill(Number.NaN);
    for (const rows of [
      { start: 0, count: 2 },
      { start: 2, count: 3 },
    ]) {
      const results = await runProgram(conv3x3Forward(SMALL, { ...options, rows }), { ...bindings, out });
      out = new Float32Array(results.out ?? new ArrayBuffer(0));
    }
    expect(unpadChannels(out, SMALL.outChannels)).toEqual(whole);
  },
);
