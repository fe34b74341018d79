import { expect, test } from 'vitest';
import type { ChosenRun } from '../../domain/presets';
import { DEFAULT_TRAIN } from '../../domain/train';
import { reasonLines } from './reasonLines';

const chosen: ChosenRun = {
  preset: 'auto',
  settings: DEFAULT_TRAIN,
  scale: { kind: 'factor', factor: 0.5 },
  augment: null,
  reasons: [
    { setting: 'scale', because: 'objects are 60 px across' },
    { setting: 'depth', because: '3 halvings see a whole object' },
    { setting: 'batch', because: 'memory' },
  ],
};

test('says what was chosen and why, but not of what the user has taken over', () => {
  expect(reasonLines(chosen, { ...DEFAULT_TRAIN, batch: 9 }, { batch: 9 }, [])).toEqual([
    { name: 'Training scale', value: '× 0.5', because: 'objects are 60 px across' },
    { name: 'Depth', value: '3', because: '3 halvings see a whole object' },
  ]);
  expect(reasonLines(chosen, DEFAULT_TRAIN, {}, ['scale'])[0]?.value).toBe('as you set it');
});
