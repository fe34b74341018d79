/** When what is drawn is saved. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { PaintRect } from '../imaging/paint/paintMap';
import { createPaintSaver } from './paintSaver';

const at = (x: number): PaintRect => ({ x, y: 0, width: 1, height: 1 });

let saved: [string, PaintRect][];
let told: boolean[];
let failures: unknown[];
let work: () => Promise<void>;
const makeSaver = () =>
  createPaintSaver<string>({
    save: (board, rect) => {
      saved.push([board, rect]);
      return work();
    },
    failed: (thrown) => failures.push(thrown),
    told: (unsaved) => told.push(unsaved),
  });

beforeEach(() => {
  vi.useFakeTimers();
  [saved, told, failures] = [[], [], []];
  work = () => Promise.resolve();
});
afterEach(() => {
  vi.useRealTimers();
});

it('saves steps that follow each other at once, as one part, and says when all is saved', async () => {
  const saver = makeSaver();
  saver.changed('a', at(1), true);
  saver.changed('a', at(5), false);
  expect(told).toEqual([true]);
  expect(saver.isPending('a')).toBe(true);
  await vi.advanceTimersByTimeAsync(300);
  expect(saved).toEqual([['a', { x: 1, y: 0, width: 5, height: 1 }]]);
  expect(told).toEqual([true, false]);
  expect(saver.isPending('a')).toBe(false);
});

it('saves amid a long stroke within a second', async () => {
  const saver = makeSaver();
  for (let i = 0; i < 10; i++) {
    saver.changed('a', at(i), true);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(saved).toHaveLength(1);
});

it('writes one at a time, and what changed meanwhile after it', async () => {
  let finish: () => void = () => undefined;
  work = () =>
    new Promise((resolve) => {
      finish = resolve;
    });
  const saver = makeSaver();
  saver.changed('a', at(1), false);
  await vi.advanceTimersByTimeAsync(300);
  saver.changed('a', at(2), false);
  const flushed = saver.flush();
  await vi.advanceTimersByTimeAsync(300);
  expect(saved).toHaveLength(1);
  finish();
  work = () => Promise.resolve();
  await flushed;
  expect(saved).toEqual([
    ['a', at(1)],
    ['a', at(2)],
  ]);
  expect(told).toEqual([true, false]);
});

it('keeps what could not be saved for the next time', async () => {
  work = () => Promise.reject(new Error('busy'));
  const saver = makeSaver();
  saver.changed('a', at(1), false);
  await vi.advanceTimersByTimeAsync(300);
  expect(failures).toHaveLength(1);
  expect(told).toEqual([true]);
  work = () => Promise.resolve();
  saver.changed('a', at(3), false);
  await saver.flush();
  expect(saved.at(-1)).toEqual(['a', { x: 1, y: 0, width: 3, height: 1 }]);
  expect(told).toEqual([true, false]);
});
