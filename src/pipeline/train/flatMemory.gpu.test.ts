/** Two thousand tiny steps hold no more memory at their end than soon after their beginning, on the device and beside it. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { defined } from '../../common/assert';
import { DeviceMemory } from '../../gpu/deviceMemory';
import { PlanNetwork } from '../../gpu/planNetwork';
import { buildGraph } from '../../network/buildGraph';
import { initWeights } from '../../network/initWeights';
import { uniformVariants } from '../../network/lowerings/webgpu/kernelVariants';
import { syntheticPatch } from '../../testing/syntheticPatch';
import { tinySpec } from '../../testing/tinySpec';
import { trainPlan } from '../../testing/trainPlan';
import { PlanTrainer } from './planTrainer';

const SPEC = tinySpec({ width: 1 });
const PLAN = trainPlan(SPEC, 4, { batch: 1 });
const STEPS = 2000;
const WARM = 200;

/** What garbage collection and the compiler of JavaScript leave more or less; a patch a step alone would be several MiB. */
const HEAP_BOUND = 2 * 2 ** 20;

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

test('memory is flat over 2,000 steps', { timeout: 20 * 60_000 }, async () => {
  const device = await defined(await navigator.gpu.requestAdapter(), 'adapter').requestDevice();
  const memory = new DeviceMemory(device);
  const variants = uniformVariants('direct');
  const network = new PlanNetwork(SPEC, initWeights(buildGraph(SPEC), 1), {
    memory,
    software: true,
    variants,
  });
  const trainer = new PlanTrainer(network, PLAN);
  const held = () => {
    collect();
    return { gpu: memory.liveBytes, heap: process.memoryUsage().heapUsed };
  };
  let warm = held();
  for (let step = 1; step <= STEPS; step++) {
    await trainer.step([syntheticPatch(SPEC, PLAN.inputSize, step)], 0.001);
    // What a run does at its validations is among what has to leave nothing.
    if (step % 100 === 0) await trainer.state();
    if (step === WARM) warm = held();
  }
  const end = held();
  expect(end.gpu).toBe(warm.gpu);
  expect(end.heap - warm.heap).toBeLessThan(HEAP_BOUND);
  trainer.dispose();
  network.dispose();
  await expect.poll(() => memory.liveBytes).toBe(0);
  device.destroy();
});
