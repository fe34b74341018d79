/** Which run the model is of: what that held out stays held out when training goes on. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_AUGMENT } from '../domain/augment';
import type { RunRecord } from '../domain/run';
import { DEFAULT_TRAIN, type ModelInfo, type TrainSettings } from '../domain/train';
import { FAKE_SCORES, makeModel, makeRun } from '../engine/fakeRuns';
import { NEW_RUN } from '../testing/newRun';
import { fittingRuns, runOfModel } from './modelRuns';

const request = { ...NEW_RUN, settings: DEFAULT_TRAIN, augment: DEFAULT_AUGMENT, weights: null, classes: [] };

/** A run of a fold that held `held` out. */
function fold(id: string, held: string, settings: Partial<TrainSettings> = {}): RunRecord {
  const made = makeRun({ ...request, settings: { ...DEFAULT_TRAIN, ...settings } }, id);
  const split = { ...made.plan.split, validation: [held] };
  return { ...made, plan: { ...made.plan, split } };
}

const [A, B] = [fold('a', '1.png'), fold('b', '2.png')];
const MODEL: ModelInfo = {
  ...makeModel(request),
  spec: A.plan.spec,
  steps: A.summary?.bestStep ?? 0,
  meanIou: A.summary?.scores?.meanIou ?? null,
};

describe('runOfModel', () => {
  it('is the run that was used, whatever newer one has the same settings', () => {
    expect(runOfModel([B, A], MODEL, 'a')).toBe(A);
    expect(runOfModel([B], MODEL, 'a')).toBeNull();
  });

  it('is found by step and score where nobody noted it, and is none where two splits come out alike', () => {
    expect(runOfModel([A], MODEL, null)).toBe(A);
    expect(runOfModel([B, A], MODEL, null)).toBeNull();
    const check = { step: MODEL.steps, scores: { ...FAKE_SCORES, meanIou: 0.321 } };
    const used = { ...A, curve: { ...A.curve, validations: [check] } };
    expect(runOfModel([B, used], { ...MODEL, meanIou: 0.321 }, null)).toBe(used);
    expect(runOfModel([{ ...A, id: 'twin' }, A], MODEL, null)?.id).toBe('twin');
    expect(runOfModel([{ ...A, hasWeights: false }], MODEL, null)).toBeNull();
    expect(runOfModel([A], { ...MODEL, meanIou: 0.1234 }, null)).toBeNull();
    expect(runOfModel([A], { ...MODEL, meanIou: null }, null)).toBeNull();
    expect(runOfModel([A], { ...MODEL, steps: MODEL.steps + 1 }, null)).toBeNull();
  });
});

describe('fittingRuns', () => {
  const wide = fold('wide', '1.png', { width: 8 });

  it('leaves out the model’s own, those of another network and those that are gone', () => {
    const model = { ...MODEL, ...A.plan };
    expect(
      fittingRuns(['a', 'wide', 'gone', 'b'], [A, B, wide], { ...model, steps: MODEL.steps }, 'a'),
    ).toEqual(['b']);
    expect(fittingRuns(['b'], [A, B], null, null)).toEqual([]);
  });
});
