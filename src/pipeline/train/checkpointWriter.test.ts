import { expect, it } from 'vitest';
import { runState } from '../../testing/runState';
import { CheckpointWriter } from './checkpointWriter';
import type { RunState } from './runState';

it('writes one at a time, and of those that wait meanwhile the newest', async () => {
  const written: number[] = [];
  const told: number[] = [];
  const open: (() => void)[] = [];
  let underWay = 0;
  const writer = new CheckpointWriter(
    async (state: RunState) => {
      expect(++underWay).toBe(1);
      await new Promise<void>((resolve) => open.push(resolve));
      underWay--;
      written.push(state.training.step);
      return state.training.step !== 4;
    },
    (step) => told.push(step),
  );
  for (const step of [1, 2, 3]) writer.take(runState(1, step));
  open.shift()?.();
  await Promise.resolve();
  await new Promise((resolve) => setTimeout(resolve));
  open.shift()?.();
  await writer.settled();
  expect(written).toEqual([1, 3]);
  writer.take(runState(1, 4));
  open.shift()?.();
  await writer.settled();
  expect(told).toEqual([1, 3]);
});

it('passes on what a write failed with, at the next state or the end', async () => {
  const cause = new Error('broken');
  const writer = new CheckpointWriter(
    () => Promise.reject(cause),
    () => undefined,
  );
  writer.take(runState(1, 1));
  await expect(writer.settled()).rejects.toBe(cause);
  expect(() => writer.take(runState(1, 2))).toThrow(cause);
});
