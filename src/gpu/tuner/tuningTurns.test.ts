import { expect, test } from 'vitest';
import { tuningTurns } from './tuningTurns';

test('each pass has two tiles of its heaviest shape timed before any shape has more', () => {
  const shape = (name: string, role: 'forward' | 'inputGradient') => ({ name, role });
  const tasks = [shape('a', 'forward'), shape('b', 'forward'), shape('c', 'inputGradient')];
  expect(tuningTurns(tasks).map(({ task, most }) => [task.name, most])).toEqual([
    ['a', 2],
    ['c', 2],
    ['a', Number.POSITIVE_INFINITY],
    ['b', Number.POSITIVE_INFINITY],
    ['c', Number.POSITIVE_INFINITY],
  ]);
});
