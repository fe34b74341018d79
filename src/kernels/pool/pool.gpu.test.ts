import { expect, test } from 'vitest';
import { runProgram } from '../../testing/kernelHarness';
import { floats, words } from '../../testing/kernelOutputs';
import { padChannels, unpadChannels } from '../../testing/paddedTensor';
import { randomNumbers } from '../../testing/randomNumbers';
import { relativeError } from '../../testing/relativeError';
import { activateNumber } from '../activationNumber';
import { type PoolMask, poolBackward } from './poolBackward';
import { poolForward } from './poolForward';
import { poolBackwardReference, poolReference } from './reference';

const SHAPES = [
  { batch: 1, height: 2, width: 2, channels: 1 },
  { batch: 2, height: 6, width: 10, channels: 3 },
  { batch: 2, height: 4, width: 6, channels: 13 },
  { batch: 1, height: 16, width: 34, channels: 8 },
];
const LEAKY = { kind: 'leaky', slope: 0.01 } as const;

/** Values from a small set, so that many 2x2 blocks have ties. */
function tied(count: number, seed: number): number[] {
  return randomNumbers(count, seed).map((value) => Math.max(0, Math.round(value)));
}

for (const shape of SHAPES) {
  const { batch, height, width, channels } = shape;
  const name = `${batch}x${height}x${width}x${channels}`;
  const size = batch * height * width * channels;

  test(`pool ${name}: forward and, by its winners, backward with ties`, async () => {
    const x = tied(size, 1);
    const dy = randomNumbers(size / 4, 2);
    const expected = poolReference(shape, x);
    const pooled = await runProgram(poolForward({ ...shape, onLoad: { kind: 'none' } }), {
      x: padChannels(x, channels),
    });
    expect([...unpadChannels(floats(pooled, 'y'), channels)]).toEqual(expected.y);
    const relu = { kind: 'relu' } as const;
    const back = await runProgram(
      poolBackward({ ...shape, skip: null, mask: { kind: 'post', activation: relu } }),
      {
        dy: padChannels(dy, channels),
        winners: words(pooled, 'winners'),
        h: padChannels(x, channels),
      },
    );
    const dx = poolBackwardReference(shape, dy, expected.from, null, { activation: relu, z: x });
    expect(relativeError(unpadChannels(floats(back, 'dx'), channels), dx)).toBe(0);
  });
}

/** Random scale and shift of [2, 3] samples and channels, plain and in memory. */
function affine() {
  const scale = randomNumbers(6, 5);
  const shift = randomNumbers(6, 6);
  const memory = new Float32Array(2 * 4 * 2);
  for (let i = 0; i < 6; i++) {
    const at = (Math.floor(i / 3) * 4 + (i % 3)) * 2;
    memory[at] = scale[i] ?? 0;
    memory[at + 1] = shift[i] ?? 0;
  }
  const apply = (values: readonly number[]) =>
    values.map((value, i) => {
      const pair = Math.floor(i / (values.length / 2)) * 3 + (i % 3);
      return value * (scale[pair] ?? 0) + (shift[pair] ?? 0);
    });
  return { memory, apply };
}

test('pool normalises and activates on its load, and masks by the same value with a cropped skip', async () => {
  const shape = { batch: 2, height: 6, width: 10, channels: 3 };
  const x = randomNumbers(2 * 6 * 10 * 3, 7);
  const { memory, apply } = affine();
  const z = apply(x);
  const expected = poolReference(
    shape,
    z.map((value) => activateNumber(LEAKY, value)),
  );
  const normAct = { kind: 'normAct', activation: LEAKY } as const;
  const pooled = await runProgram(poolForward({ ...shape, onLoad: normAct }), {
    x: padChannels(x, 3),
    scaleShift: memory,
  });
  const y = unpadChannels(floats(pooled, 'y'), 3);
  expect(relativeError(y, expected.y)).toBeLessThan(1e-6);

  const region = { cropY: 1, cropX: 3, height: 3, width: 5 };
  const dy = randomNumbers(expected.y.length, 8);
  const gradient = randomNumbers(2 * 3 * 5 * 3, 9);
  const masks: [PoolMask, number[] | null][] = [
    [normAct, x],
    [{ kind: 'post', activation: LEAKY }, z.map((value) => Math.fround(activateNumber(LEAKY, value)))],
    [{ kind: 'none' }, null],
  ];
  for (const [mask, h] of masks) {
    const back = await runProgram(poolBackward({ ...shape, skip: region, mask }), {
      dy: padChannels(dy, 3),
      winners: words(pooled, 'winners'),
      skip: padChannels(gradient, 3),
      ...(h ? { h: padChannels(h, 3) } : {}),
      scaleShift: memory,
    });
    const reference = poolBackwardReference(
      shape,
      dy,
      expected.from,
      { region, gradient },
      h ? { activation: LEAKY, z } : null,
    );
    const dx = unpadChannels(floats(back, 'dx'), 3);
    expect(relativeError(dx, reference), mask.kind).toBeLessThan(1e-6);
  }
});
