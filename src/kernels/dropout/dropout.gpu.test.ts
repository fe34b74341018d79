import { expect, test } from 'vitest';
import { runProgram } from '../../testing/kernelHarness';
import { floats, words } from '../../testing/kernelOutputs';
import { padChannels, unpadChannels } from '../../testing/paddedTensor';
import { randomNumbers } from '../../testing/randomNumbers';
import { relativeError } from '../../testing/relativeError';
import { activateNumber } from '../activationNumber';
import { packStep } from '../step';
import { COUNTER_HASH_WGSL, counterHash } from './counterHash';
import { type Dropout, dropout, dropoutKeeps } from './dropout';

const SHAPES = [
  { batch: 1, height: 3, width: 5, channels: 1 },
  { batch: 2, height: 5, width: 7, channels: 3 },
  { batch: 2, height: 9, width: 6, channels: 10 },
] as const;
const NONE = { kind: 'none' } as const;
const counters = { seed: 0xdeadbeef, index: 41, firstSample: 6 };
const STEP = packStep({
  ...counters,
  slot: 0,
  inverseWeight: 0,
  learningRate: 0,
  correction1: 0,
  correction2: 0,
  mostAverageDecay: 0,
});

function keptBy({ height, width, channels, ...options }: Dropout, count: number): boolean[] {
  return Array.from({ length: count }, (_, i) => {
    const c = i % channels;
    const x = Math.floor(i / channels) % width;
    const y = Math.floor(i / channels / width) % height;
    const sample = counters.firstSample + Math.floor(i / channels / width / height);
    return dropoutKeeps(options, counters.seed, counters.index, [sample, y, x, c]);
  });
}

for (const shape of SHAPES) {
  const { batch, height, width, channels } = shape;
  const size = batch * height * width * channels;

  test(`the kernel drops exactly what its twin does at ${batch}x${height}x${width}x${channels}`, async () => {
    const options: Dropout = { ...shape, probability: 0.3, layer: 2, onLoad: NONE, mask: 'hash' };
    const x = randomNumbers(size, 1);
    const outputs = await runProgram(dropout(options), { step: STEP, x: padChannels(x, channels) });
    const y = unpadChannels(floats(outputs, 'x'), channels);
    const kept = keptBy(options, size);
    expect(Array.from(y, (value) => value !== 0)).toEqual(kept);
    const expected = x.map((value, i) => (kept[i] ? value / 0.7 : 0));
    expect(relativeError(y, expected)).toBeLessThan(1e-6);
  });
}

test('after a norm it normalises, activates and drops by a given mask', async () => {
  const shape = SHAPES[1];
  const activation = { kind: 'leaky', slope: 0.1 } as const;
  const x = randomNumbers(210, 1);
  const mask = randomNumbers(210, 2).map((value) => (value > 0 ? 1 : 0));
  const scaleShift = new Float32Array(16).map((_, i) => (i % 8 < 6 ? Math.fround(i / 7 - 1) : 0));
  const program = dropout({
    ...shape,
    probability: 0.5,
    layer: 0,
    onLoad: { kind: 'normAct', activation },
    mask: 'buffer',
  });
  const outputs = await runProgram(program, { mask: padChannels(mask, 3), x: padChannels(x, 3), scaleShift });
  const expected = x.map((value, i) => {
    const pair = Math.floor(i / 105) * 8 + (i % 3) * 2;
    const z = value * (scaleShift[pair] ?? 0) + (scaleShift[pair + 1] ?? 0);
    return activateNumber(activation, z) * (mask[i] ?? 0) * 2;
  });
  expect(relativeError(unpadChannels(floats(outputs, 'y'), 3), expected)).toBeLessThan(1e-6);
});

test('the hash in WGSL has the bits of its twin', async () => {
  const outputs = await runProgram(
    {
      label: 'hash',
      bindings: [{ name: 'bits', access: 'write', bytes: 256 }],
      workgroups: [1, 1, 1],
      wgsl: `@group(0) @binding(0) var<storage, read_write> bits: array<u32>;
${COUNTER_HASH_WGSL}
@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) i: u32) {
  bits[i] = finishHash(mixWord(mixWord(i * 2654435761u, i), 4294967295u - i), 8u);
}`,
    },
    {},
  );
  const expected = Array.from({ length: 64 }, (_, i) =>
    counterHash(Math.imul(i, 2654435761), [i, 4294967295 - i]),
  );
  expect([...words(outputs, 'bits')]).toEqual(expected);
});
