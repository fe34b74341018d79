import { expect, test } from 'vitest';
import { conv3x3Fixture } from '../../testing/conv3x3Fixture';
import { conv3x3Shapes } from '../../testing/conv3x3Shapes';
import { runProgram } from '../../testing/kernelHarness';
import { correlationVariants, withVariants } from '../../testing/kernelVariants';
import { unpadChannels } from '../../testing/paddedTensor';
import { relativeError } from '../../testing/relativeError';
import { activationGradient } from '../activationNumber';
import type { Activation } from '../wgsl/activation';
import { wholeSource } from '../wgsl/source';
import { type Conv3x3InputGradientOptions, conv3x3InputGradient } from './inputGradient';
import { convInputGradientReference } from './reference';
import type { Conv3x3Shape } from './shape';

const NONE: Activation = { kind: 'none' };
const CASES = conv3x3Shapes.flatMap(({ name, shape }) =>
  shape.sources.map((_, source) => ({ name: `${name}, source ${source}`, shape, source })),
);

/** The reference's gradient of one source: its slice of channels, masked. */
function expected(shape: Conv3x3Shape, source: number, mask: Activation): number[] {
  const fixture = conv3x3Fixture(shape);
  const dx = convInputGradientReference(fixture.plain, fixture.weights, fixture.dy);
  const { inputs } = fixture.plain;
  const first = shape.sources.slice(0, source).reduce((sum, { channels }) => sum + channels, 0);
  const channels = shape.sources[source]?.channels ?? 0;
  const slice = [...dx].filter((_, i) => i % inputs >= first && i % inputs < first + channels);
  const h = fixture.sources[source]?.region ?? [];
  return slice.map((value, i) => value * activationGradient(mask, h[i] ?? Number.NaN));
}

async function gradient(
  shape: Conv3x3Shape,
  source: number,
  mask: Activation,
  variant: Conv3x3InputGradientOptions['variant'],
) {
  const { bindings } = conv3x3Fixture(shape);
  const h = bindings[source === 0 ? 'a' : 'b'];
  const program = conv3x3InputGradient(shape, { variant, source, mask });
  const { out } = await runProgram(program, { ...bindings, ...(h ? { h } : {}) });
  return unpadChannels(new Float32Array(out ?? new ArrayBuffer(0)), shape.sources[source]?.channels ?? 0);
}

test.each(withVariants(correlationVariants, CASES))('$name', async ({ shape, source, variant }) => {
  const mask = source === 0 ? ({ kind: 'relu' } as const) : NONE;
  const dx = await gradient(shape, source, mask, variant);
  expect(relativeError(dx, expected(shape, source, mask))).toBeLessThan(1e-4);
});

test.each([2, 4])('the large direct tile of %i groups', async (groups) => {
  const variant = { kind: 'direct', pixels: 16, groups, rows: 1 } as const;
  const source = wholeSource(5, 18, 4 * groups);
  const shape: Conv3x3Shape = { batch: 1, sources: [source], region: source, outChannels: 3, pad: 0 };
  const dx = await gradient(shape, 0, NONE, variant);
  expect(relativeError(dx, expected(shape, 0, NONE))).toBeLessThan(1e-4);
});
