/** Kernels by subgroups beside their direct twins, bit for bit; that both are right is tested op by op. */
import { expect, test } from 'vitest';
import { conv3x3Fixture } from '../../testing/conv3x3Fixture';
import { conv3x3Shapes } from '../../testing/conv3x3Shapes';
import { runProgram } from '../../testing/kernelHarness';
import { conv3x3Forward } from '../conv3x3/forward';
import { conv3x3InputGradient } from '../conv3x3/inputGradient';
import type { Conv3x3Shape } from '../conv3x3/shape';
import type { KernelProgram } from '../program';
import { wholeSource } from '../wgsl/source';
import type { StreamingTile } from './tiles';

/** More places than a workgroup has threads, and no multiple of four of them. */
const MANY_PLACES: Conv3x3Shape = {
  batch: 1,
  sources: [wholeSource(23, 13, 5)],
  region: { height: 23, width: 13 },
  outChannels: 16,
  pad: 1,
};
const SHAPES = [...conv3x3Shapes, { name: 'several workgroups', shape: MANY_PLACES }];

async function bits(program: KernelProgram, shape: Conv3x3Shape): Promise<Record<string, Uint32Array>> {
  const { bindings } = conv3x3Fixture(shape);
  const outcome = await runProgram(program, { ...bindings, ...(bindings.a && { h: bindings.a }) });
  return Object.fromEntries(Object.entries(outcome).map(([name, bytes]) => [name, new Uint32Array(bytes)]));
}

function twins(size: Omit<StreamingTile, 'kind'>): StreamingTile[] {
  return (['direct', 'subgroup'] as const).map((kind) => ({ ...size, kind }));
}

async function expectEqual(
  shape: Conv3x3Shape,
  size: Omit<StreamingTile, 'kind'>,
  program: (variant: StreamingTile) => KernelProgram,
): Promise<void> {
  const [direct, bySubgroup] = await Promise.all(twins(size).map((tile) => bits(program(tile), shape)));
  expect(bySubgroup).toEqual(direct);
}

const RELU = { kind: 'relu' } as const;

test.each(SHAPES)('forward, $name', async ({ shape }) => {
  await expectEqual(shape, { pixels: 3, groups: 1, rows: 1 }, (variant) =>
    conv3x3Forward(shape, { variant, bias: true, activation: RELU, statistics: false }),
  );
});

test.each(SHAPES)('forward with statistics, $name', async ({ shape }) => {
  await expectEqual(shape, { pixels: 4, groups: 1, rows: 4 }, (variant) =>
    conv3x3Forward(shape, { variant, bias: false, activation: { kind: 'none' }, statistics: true }),
  );
});

test.each(SHAPES)('input gradient, $name', async ({ shape }) => {
  await expectEqual(shape, { pixels: 3, groups: 1, rows: 1 }, (variant) =>
    conv3x3InputGradient(shape, { variant, source: 0, mask: RELU }),
  );
});

test.each([2, 4])('the large tile of %i groups', async (groups) => {
  await expectEqual(MANY_PLACES, { pixels: 16, groups, rows: 1 }, (variant) =>
    conv3x3Forward(MANY_PLACES, { variant, bias: true, activation: RELU, statistics: false }),
  );
});

test('a band of rows', async () => {
  await expectEqual(MANY_PLACES, { pixels: 4, groups: 2, rows: 2 }, (variant) =>
    conv3x3Forward(MANY_PLACES, {
      variant,
      bias: true,
      activation: RELU,
      statistics: false,
      rows: { start: 3, count: 9 },
    }),
  );
});
