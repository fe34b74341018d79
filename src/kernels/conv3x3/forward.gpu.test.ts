import { expect, test } from 'vitest';
import { activateNumber, conv3x3Fixture, type Fixture } from '../../testing/conv3x3Fixture';
import { conv3x3Shapes } from '../../testing/conv3x3Shapes';
import { runProgram } from '../../testing/kernelHarness';
import { unpadChannels } from '../../testing/paddedTensor';
import { relativeError } from '../../testing/relativeError';
import type { Activation } from '../wgsl/activation';
import { wholeSource } from '../wgsl/source';
import { type Conv3x3ForwardOptions, conv3x3Forward } from './forward';
import { convReference } from './reference';
import type { Conv3x3Shape } from './shape';

const NONE: Activation = { kind: 'none' };
const VARIANTS = ['direct', 'tiled'] as const;

async function forward(shape: Conv3x3Shape, options: Conv3x3ForwardOptions, fixture: Fixture) {
  const results = await runProgram(conv3x3Forward(shape, options), fixture.bindings);
  return {
    y: unpadChannels(new Float32Array(results.out ?? new ArrayBuffer(0)), shape.outChannels),
    statistics: new Float32Array(results.statistics ?? new ArrayBuffer(0)),
  };
}

function expected(fixture: Fixture, { bias, activation }: Conv3x3ForwardOptions): number[] {
  const none = fixture.bias.map(() => 0);
  const y = convReference(fixture.plain, fixture.x, fixture.weights, bias ? fixture.bias : none);
  return Array.from(y, (value) => activateNumber(activation, value));
}

for (const variant of VARIANTS) {
  test.each(conv3x3Shapes)(`${variant} forward agrees with the reference: $name`, async ({ shape }) => {
    const fixture = conv3x3Fixture(shape);
    const options = { variant, bias: true, activation: { kind: 'relu' }, statistics: false } as const;
    const { y } = await forward(shape, options, fixture);
    expect(relativeError(y, expected(fixture, options))).toBeLessThan(1e-4);
  });

  test.each([NONE, { kind: 'leaky', slope: 0.01 } as const])(
    `${variant} forward without bias, activation $kind`,
    async (activation) => {
      const shape = {
        batch: 1,
        sources: [wholeSource(5, 6, 3)],
        region: { height: 5, width: 6 },
        outChannels: 5,
        pad: 1,
      } as const;
      const fixture = conv3x3Fixture(shape);
      const options = { variant, bias: false, activation, statistics: false };
      const { y } = await forward(shape, options, fixture);
      expect(relativeError(y, expected(fixture, options))).toBeLessThan(1e-4);
    },
  );
}
