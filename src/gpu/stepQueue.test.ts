import { expect, test } from 'vitest';
import { StepQueue } from './stepQueue';

test('starts in order, two at a time, whatever ends first and whatever fails', async () => {
  const queue = new StepQueue(2);
  const events: string[] = [];
  const ends: (() => void)[] = [];
  const work = [0, 1, 2, 3].map((index) =>
    queue.run(async () => {
      events.push(`start ${index}`);
      await new Promise<void>((resolve) => {
        ends[index] = resolve;
      });
      if (index === 1) throw new Error('failed');
      return index;
    }),
  );
  const outcomes = Promise.allSettled(work);
  await settle();
  expect(events).toEqual(['start 0', 'start 1']);
  ends[1]?.();
  await settle();
  expect(events).toEqual(['start 0', 'start 1', 'start 2']);
  ends[0]?.();
  await settle();
  ends[2]?.();
  ends[3]?.();
  expect(events.at(-1)).toBe('start 3');
  expect((await outcomes).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
});

function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
