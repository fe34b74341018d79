import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StudioError } from '../common/errors';
import { rngStream } from '../common/rng';
import { installDirectConv } from './installDirectConv';
import { openWebGpu } from './openWebGpu';
import type { StudioDevice } from './studioDevice';
import { tf } from './tf';

const errors: StudioError[] = [];
let device: StudioDevice;

beforeAll(async () => {
  device = await openWebGpu((error) => errors.push(error));
  installDirectConv();
});

afterAll(() => {
  device.close();
  expect(errors).toEqual([]);
});

type Shape = [number, number, number, number];

function noise(shape: Shape, seed: number): tf.Tensor4D {
  const rng = rngStream(seed, 'test', 0, 0);
  const count = shape.reduce((product, side) => product * side);
  return tf.tensor4d(
    Float32Array.from({ length: count }, () => rng.normal()),
    shape,
  );
}

/** The same computation on WebGPU and on the CPU backend; the largest difference over the largest value. */
async function relativeError(compute: () => tf.Tensor): Promise<number> {
  const run = async (backend: string) => {
    await tf.setBackend(backend);
    const result = tf.tidy(compute);
    const values = await result.data();
    result.dispose();
    return values as Float32Array;
  };
  const cpu = await run('cpu');
  const gpu = await run('webgpu');
  expect(gpu.length).toBe(cpu.length);
  const largest = cpu.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
  return cpu.reduce((top, value, i) => Math.max(top, Math.abs(value - (gpu[i] ?? 0))), 0) / largest;
}

describe('the barrier-free convolution', () => {
  it.each([
    [[1, 7, 9, 1], 3, 4, 'same'],
    [[2, 6, 5, 3], 3, 5, 'same'],
    [[2, 9, 8, 6], 3, 2, 'valid'],
    [[1, 3, 3, 2], 3, 7, 'valid'],
    [[1, 5, 11, 4], 1, 3, 'valid'],
  ] as const)('agrees with the CPU backend on %j with kernel %i, %i channels, %s', async (x, k, out, pad) => {
    const convolve = () => tf.conv2d(noise([...x], 1), noise([k, k, x[3], out], 2), 1, pad);
    expect(await relativeError(convolve)).toBeLessThan(1e-5);
    const fused = () =>
      tf.fused.conv2d({
        x: noise([...x], 1),
        filter: noise([k, k, x[3], out], 2),
        strides: 1,
        pad,
        bias: noise([1, 1, 1, out], 3).reshape([out]) as tf.Tensor1D,
        activation: 'relu',
      });
    expect(await relativeError(fused)).toBeLessThan(1e-5);
  });

  it('leaves strides and the gradient to tf.js', async () => {
    const x = () => noise([1, 8, 8, 3], 1);
    const filter = () => noise([3, 3, 3, 4], 2);
    expect(await relativeError(() => tf.conv2d(x(), filter(), 2, 'same'))).toBeLessThan(1e-5);
    const slope = () =>
      tf.grad((w: tf.Tensor) => tf.conv2d(x(), w as tf.Tensor4D, 1, 'same').square())(filter());
    expect(await relativeError(slope)).toBeLessThan(1e-4);
  });
});
