import { describe, expect, it } from 'vitest';
import { DEFAULT_SPEC_PARTS, type UNetSpec } from '../../domain/network';
import type { TrainSummary } from '../../domain/train';
import { NEW_RUN_PROGRESS } from '../../state/trainProgress';
import type { TrainState } from '../../state/trainSlice';
import { trainPlan } from '../../testing/trainPlan';
import { announcementKey, scoreText, statusText } from './runText';

const spec: UNetSpec = {
  ...DEFAULT_SPEC_PARTS,
  depth: 2,
  width: 4,
  padding: 'same',
  inputChannels: 1,
  classes: 2,
};
const plan = trainPlan(spec, 64, { steps: 60, validateEvery: 20 });

const scores = {
  pixelAccuracy: 0.9,
  iou: [0.9, 0.72],
  dice: [0.95, 0.84],
  precision: [0.95, 0.84],
  recall: [0.95, 0.84],
  meanIou: 0.81,
  meanDice: 0.895,
};
const summary: TrainSummary = {
  plan,
  stepsDone: 60,
  stopped: false,
  stoppedEarly: false,
  bestStep: 60,
  finalLoss: 0.2,
  scores,
  assessment: null,
  msPerStep: 30,
};

function running(change: object): TrainState['job'] {
  return {
    ...NEW_RUN_PROGRESS,
    status: 'running',
    startedMs: 0,
    phase: 'training',
    plan,
    step: 12,
    steps: 60,
    ...change,
  };
}

describe('statusText', () => {
  it('counts the steps of a run', () => {
    expect(statusText(running({}))).toBe('Training. Step 12 of 60');
    expect(statusText(running({ phase: 'paused' }))).toBe('Paused. Step 12 of 60');
    expect(statusText(running({ phase: 'compiling', step: 0 }))).toBe('Compiling kernels…');
    expect(statusText(running({ step: 60 }))).toBe('Scoring the held-out images. Step 60 of 60');
  });

  it('says how a run ended', () => {
    expect(statusText({ status: 'done', summary })).toBe(
      'Finished. Step 60 of 60. Mean IoU 0.81 on 1 held-out image.',
    );
    expect(statusText({ status: 'done', summary: { ...summary, stopped: true, stepsDone: 7 } })).toContain(
      'Stopped. Step 7 of 60; the weights are kept.',
    );
  });

  it('says so where there is no score', () => {
    expect(scoreText({ ...summary, scores: null })).toBe('No image was held out, so there is no score.');
  });

  it('does not call blocks whole images', () => {
    const block = { x: 0, y: 0, width: 8, height: 8 };
    const of = (ids: string[]) => {
      const spatial = { guard: 4, blocks: ids.map((imageId) => ({ imageId, ...block })) };
      const split = { kind: 'spatial', train: ids, validation: ids, spatial } as const;
      return scoreText({ ...summary, plan: { ...plan, split } });
    };
    expect(of(['a'])).toBe('Mean IoU 0.81 on what was held out: a block of 1 image.');
    expect(of(['a', 'b'])).toBe('Mean IoU 0.81 on what was held out: a block of each of 2 images.');
  });
});

describe('announcementKey', () => {
  it('changes about ten times a run, and with every phase', () => {
    const keys = Array.from({ length: 60 }, (_, step) => announcementKey(running({ step: step + 1 })));
    expect(new Set(keys).size).toBe(11);
    expect(announcementKey(running({ phase: 'paused' }))).not.toBe(announcementKey(running({})));
  });
});
