import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EMPTY_HISTORY, type HistoryStep, stepBack, stepForward, withStep } from './history';

const step = (index: number): HistoryStep => ({
  label: `step ${index}`,
  forward: { kind: 'scale', scale: { kind: 'factor', factor: 1 / (index + 1) } },
  backward: { kind: 'scale', scale: { kind: 'asIs' } },
});

it('redo is the inverse of undo, at any depth', () => {
  fc.assert(
    fc.property(fc.nat(20), fc.nat(30), (length, back) => {
      const full = Array.from({ length }, (_, index) => step(index)).reduce(withStep, EMPTY_HISTORY);
      let history = full;
      for (let i = 0; i < back; i++) history = stepBack(history);
      expect(history.done).toHaveLength(Math.max(0, length - back));
      expect(history.done.length + history.undone.length).toBe(length);
      for (let i = 0; i < back; i++) history = stepForward(history);
      expect(history).toEqual(full);
    }),
  );
});

it('forgets what was taken back once something else is done, and the oldest of very many', () => {
  const history = withStep(stepBack(withStep(EMPTY_HISTORY, step(1))), step(2));
  expect(history).toEqual({ done: [step(2)], undone: [] });
  const many = Array.from({ length: 130 }, (_, index) => step(index)).reduce(withStep, EMPTY_HISTORY);
  expect(many.done).toHaveLength(100);
  expect(many.done.at(-1)?.label).toBe('step 129');
});
