import { beforeAll, expect, test } from 'vitest';
import { DEFAULT_SPEC_PARTS, type UNetSpec } from '../domain/network';
import { buildGraph } from '../network/buildGraph';
import { initWeights } from '../network/initWeights';
import { randomNumbers } from '../testing/randomNumbers';
import { relativeError } from '../testing/relativeError';
import { testPlanDevice } from '../testing/testPlanDevice';
import { PlanNetwork } from './planNetwork';
import { tf } from './tf';
import { TfjsNetwork } from './tfjsNetwork';

const SPEC: UNetSpec = {
  ...DEFAULT_SPEC_PARTS,
  depth: 1,
  width: 3,
  padding: 'valid',
  inputChannels: 3,
  classes: 5,
};

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const weightsOf = (seed: number) => initWeights(buildGraph(SPEC), seed);

function tiles(count: number, side: number): Float32Array<ArrayBuffer> {
  return new Float32Array(randomNumbers(count * side ** 2 * SPEC.inputChannels, side));
}

/** Largest relative error against tf.js on the CPU. */
async function errorOf(network: PlanNetwork, seed: number, count: number, side: number): Promise<number> {
  const reference = new TfjsNetwork(SPEC, weightsOf(seed));
  const input = tiles(count, side);
  const expected = await reference.logits(input, count, side);
  reference.dispose();
  return relativeError(await network.logits(input, count, side), expected);
}

test('has the logits of tf.js, for several tiles and sizes, and after new weights', async () => {
  const device = await testPlanDevice();
  const network = new PlanNetwork(SPEC, weightsOf(1), device);
  expect(device.memory.liveBytes).toBe(0);
  const overlapping = [errorOf(network, 1, 2, 22), errorOf(network, 1, 1, 22), errorOf(network, 1, 1, 20)];
  expect(Math.max(...(await Promise.all(overlapping)))).toBeLessThan(1e-5);
  network.setWeights(weightsOf(2));
  expect(await errorOf(network, 2, 1, 22)).toBeLessThan(1e-5);
  network.dispose();
  expect(device.memory.liveBytes).toBe(0);
});

test('gives back the weights it was given, before and after they are on the device', async () => {
  const network = new PlanNetwork(SPEC, weightsOf(1), await testPlanDevice());
  network.setWeights(weightsOf(3));
  expect(await network.weights()).toEqual(weightsOf(3));
  network.setWeights(weightsOf(4));
  expect(await network.weights()).toEqual(weightsOf(4));
  network.dispose();
});

test('makes room by freeing plans of other sizes, and names the bytes where that is not enough', async () => {
  const measured = await testPlanDevice();
  const one = new PlanNetwork(SPEC, weightsOf(1), measured);
  await one.prepare(28);
  one.dispose();
  const device = await testPlanDevice(measured.memory.peakBytes + 1024);
  const network = new PlanNetwork(SPEC, weightsOf(1), device);
  expect(await errorOf(network, 1, 1, 26)).toBeLessThan(1e-5);
  expect(await errorOf(network, 1, 1, 28)).toBeLessThan(1e-5);
  await expect(network.logits(tiles(1, 60), 1, 60)).rejects.toMatchObject({
    code: 'out-of-memory',
    message: expect.stringMatching(/for prediction, slab 1: [\d,]+ bytes were asked for/),
  });
  expect(await errorOf(network, 1, 1, 20)).toBeLessThan(1e-5);
  network.dispose();
  expect(device.memory.liveBytes).toBe(0);
});

test.each(['before', 'after'])(
  'frees what is being compiled when it goes, %s its weights are on the device',
  async (moment) => {
    const device = await testPlanDevice();
    const network = new PlanNetwork(SPEC, weightsOf(1), device);
    if (moment === 'after') await network.weights();
    const asked = Promise.allSettled([network.prepare(20), network.logits(tiles(1, 22), 1, 22)]);
    await new Promise((resolve) => setTimeout(resolve));
    network.dispose();
    for (const outcome of await asked) {
      expect(outcome).toMatchObject({
        reason: { message: expect.stringMatching(/the network has been disposed of/) },
      });
    }
    expect(device.memory.liveBytes).toBe(0);
  },
);
