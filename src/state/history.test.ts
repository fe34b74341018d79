import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EMPTY_HISTORY, type HistoryStep, stepBack, stepForward, withoutPaints, withStep } from './history';

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
  const many = Array.from({ length: 430 }, (_, index) => step(index)).reduce(withStep, EMPTY_HISTORY);
  expect(many.done).toHaveLength(400);
  expect(many.done.at(-1)?.label).toBe('step 429');
});

it('forgets what was drawn on one image, and nothing else', () => {
  const change = (imageId: string) => ({ kind: 'paint', stage: 'predict', imageId, board: 1 }) as const;
  const paint = (imageId: string): HistoryStep => ({
    label: `painting on ${imageId}`,
    forward: { ...change(imageId), move: 'redo' },
    backward: { ...change(imageId), move: 'undo' },
  });
  const ofA = ({ imageId }: { readonly imageId: string }) => imageId === 'a';
  const all = [step(1), paint('a'), paint('b'), paint('a')].reduce(withStep, EMPTY_HISTORY);
  const history = withoutPaints(stepBack(all), ofA);
  expect(history).toEqual({ done: [step(1), paint('b')], undone: [] });
  expect(withoutPaints(history, ofA)).toBe(history);
});
