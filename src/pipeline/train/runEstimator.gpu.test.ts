import { expect, test } from 'vitest';
import { DEFAULT_SPEC_PARTS } from '../../domain/network';
import { MemoryTuningStore } from '../../gpu/tuner/tuningStore';
import { testPlanDevice } from '../../testing/testPlanDevice';
import { runEstimator } from './runEstimator';

const SPEC = {
  ...DEFAULT_SPEC_PARTS,
  depth: 1,
  width: 8,
  padding: 'same',
  inputChannels: 1,
  classes: 2,
} as const;
const PLAN = {
  optimizer: 'sgd',
  learningRate: 0.1,
  momentum: 0,
  weightDecay: 0,
  clipNorm: 0,
  emaDecay: 0,
  loss: 'crossEntropy',
  inputSize: 32,
  outputSize: 32,
  batch: 2,
  seed: 1,
} as const;

test('a device without a store is not known, nor is one on which nothing was timed', async () => {
  const device = await testPlanDevice();
  expect(await runEstimator(device, { calibrating: true })).toBeNull();
  const tuning = { adapter: 'new', store: new MemoryTuningStore() };
  expect(await runEstimator({ ...device, tuning }, { calibrating: false })).toBeNull();
});

test('times a few kernels once, in memory of its own, and says more for more work', async () => {
  const plain = await testPlanDevice();
  const device = { ...plain, tuning: { adapter: 'this one', store: new MemoryTuningStore() } };
  const times = await runEstimator(device, { calibrating: true });
  const small = times?.secondsPerStep(SPEC, PLAN) ?? 0;
  expect(small).toBeGreaterThan(0);
  expect(times?.secondsPerStep({ ...SPEC, width: 32 }, PLAN)).toBeGreaterThan(small);
  expect(times?.secondsPerStep(SPEC, { ...PLAN, batch: 8 })).toBeGreaterThan(small);
  expect(times?.secondsPerTile(SPEC, 32)).toBeLessThan(small);
  expect(device.memory.peakBytes).toBe(0);
  // Known from then on: nothing is timed for it.
  expect((await runEstimator(device, { calibrating: false }))?.secondsPerStep(SPEC, PLAN)).toBe(small);
});

test('stopped, it has kept nothing', async () => {
  const plain = await testPlanDevice();
  const device = { ...plain, tuning: { adapter: 'stopped', store: new MemoryTuningStore() } };
  const options = { calibrating: true, signal: AbortSignal.abort() };
  await expect(runEstimator(device, options)).rejects.toMatchObject({ code: 'aborted' });
  expect(await runEstimator(device, { calibrating: false })).toBeNull();
});
