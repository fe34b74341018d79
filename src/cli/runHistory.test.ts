/** What a resumed run of the command line knows of what went before. */
import { expect, it } from 'vitest';
import type { TrainEvent } from '../domain/trainEvents';
import { RunHistory } from './runHistory';

const step = (at: number): TrainEvent => ({
  type: 'step',
  step: at,
  loss: 1 / at,
  ms: 1,
  dataWaitMs: 0,
  learningRate: 0.1,
  gradientNorm: 1,
});

function written(): unknown {
  const history = new RunHistory();
  history.preset = 'fast';
  for (const at of [1, 2, 3]) history.take(step(at));
  return JSON.parse(JSON.stringify(history));
}

it('gives back the preset and the steps up to the checkpoint, and goes on from there', () => {
  const history = new RunHistory();
  expect(history.restore(written(), 2)).toEqual([step(1), step(2)]);
  expect(history.preset).toBe('fast');
  history.take(step(3));
  expect(JSON.parse(JSON.stringify(history))).toEqual(written());
});

it.each([undefined, null, 7, [], { preset: 'none', events: 'x' }])('knows nothing from %j', (json) => {
  const history = new RunHistory();
  expect(history.restore(json, 9)).toEqual([]);
  expect(history.preset).toBeNull();
});
