import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StudioError } from '../../common/errors';
import { rngStream } from '../../common/rng';
import type { UNetSpec } from '../../domain/network';
import { openWebGpu } from '../../gpu/openWebGpu';
import type { StudioDevice } from '../../gpu/studioDevice';
import { tf } from '../../gpu/tf';
import { TfjsNetwork } from '../../gpu/tfjsNetwork';
import { buildGraph } from '../../network/buildGraph';
import { initWeights } from '../../network/initWeights';
import { syntheticPatch } from '../../testing/syntheticPatch';
import { TfjsTrainer } from './tfjsTrainer';
import { weightedCrossEntropy } from './weightedCrossEntropy';

const SPEC: UNetSpec = { depth: 1, width: 4, padding: 'same', inputChannels: 1, classes: 2 };
const ADAM = { optimizer: 'adam', learningRate: 0.02, momentum: 0 } as const;
const errors: StudioError[] = [];
let device: StudioDevice;

beforeAll(async () => {
  device = await openWebGpu((error) => errors.push(error));
});

afterAll(() => {
  device.close();
  expect(errors).toEqual([]);
});

/** Losses of `steps` steps on one patch, on the backend that is set. */
async function losses(steps: number, plan: ConstructorParameters<typeof TfjsTrainer>[1], spec = SPEC) {
  const network = new TfjsNetwork(spec, initWeights(buildGraph(spec), 1));
  const trainer = new TfjsTrainer(network, plan);
  const batch = [syntheticPatch(spec, 20, 0)];
  const all: number[] = [];
  const tensors: number[] = [];
  for (let step = 0; step < steps; step++) {
    all.push(await trainer.step(batch));
    tensors.push(tf.memory().numTensors);
  }
  trainer.dispose();
  network.dispose();
  return { all, tensors };
}

describe('TfjsTrainer on WebGPU', () => {
  it('fits one patch, and holds no more tensors as it goes', async () => {
    const { all, tensors } = await losses(25, ADAM);
    expect(all.at(-1)).toBeLessThan((all[0] ?? 0) / 3);
    expect(new Set(tensors.slice(1)).size).toBe(1);
  });

  it('learns more classes than a shader has buffers', async () => {
    const { all } = await losses(3, ADAM, { ...SPEC, classes: 32 });
    expect(all.every(Number.isFinite)).toBe(true);
    expect(all.at(-1)).toBeLessThan(all[0] ?? 0);
    expect(errors).toEqual([]);
  });

  it.each([
    ['valid', ADAM],
    ['same', { optimizer: 'sgd', learningRate: 0.05, momentum: 0.9 } as const],
  ] as const)('has the losses of the CPU backend, %s padding', async (padding, plan) => {
    const spec = { ...SPEC, padding };
    const onGpu = await losses(4, plan, spec);
    await tf.setBackend('cpu');
    const onCpu = await losses(4, plan, spec);
    await tf.setBackend('webgpu');
    onGpu.all.forEach((loss, step) => {
      expect(Math.abs(loss - (onCpu.all[step] ?? 0))).toBeLessThan(1e-3 * (onCpu.all[0] ?? 0));
    });
  });
});

describe('weightedCrossEntropy on WebGPU', () => {
  it('is right beyond 65,535 pixels', async () => {
    const rng = rngStream(1, 'test', 0, 0);
    const [height, width] = [257, 260];
    const values = Array.from({ length: height * width * 2 }, () => rng.normal());
    const truth = Array.from({ length: height * width }, () => rng.below(2));
    const evaluate = async () => {
      const labels = tf.tensor4d(truth, [1, height, width, 1]);
      const weights = tf.onesLike(labels) as tf.Tensor4D;
      const loss = (z: tf.Tensor) => weightedCrossEntropy(z as tf.Tensor4D, labels, weights);
      const { value, grad } = tf.valueAndGrad(loss)(tf.tensor4d(values, [1, height, width, 2]));
      return { loss: (await value.data())[0] ?? 0, gradient: (await grad.data()) as Float32Array };
    };
    const gpu = await evaluate();
    await tf.setBackend('cpu');
    const cpu = await evaluate();
    await tf.setBackend('webgpu');
    expect(Math.abs(gpu.loss - cpu.loss)).toBeLessThan(1e-4);
    const scale = Math.max(...cpu.gradient.subarray(0, 1000));
    const worst = cpu.gradient.reduce((top, g, i) => Math.max(top, Math.abs(g - (gpu.gradient[i] ?? 0))), 0);
    expect(worst / scale).toBeLessThan(1e-4);
  });
});
