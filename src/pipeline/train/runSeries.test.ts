import { describe, expect, it } from 'vitest';
import type { Assessment, Scores } from '../../domain/metrics';
import { planSeries, type SeriesOutcome, type SeriesProgress, type SeriesRun } from '../../domain/series';
import { DEFAULT_TRAIN } from '../../domain/train';
import { spreadOf } from '../../imaging/metrics/spread';
import { AssessmentSheet } from '../predict/assessmentSheet';
import { runSeries, type SeriesDeps } from './runSeries';

const IDS = Array.from({ length: 10 }, (_, i) => `${i}.png`);
const SETTINGS = { ...DEFAULT_TRAIN, validationImages: 2 };
const RUNS = planSeries('learningCurve', SETTINGS, IDS);
const FOLDS = planSeries('crossValidation', SETTINGS, IDS);

/** As many held-out images as the run has, around the Dice. */
function assessmentOf({ split }: SeriesRun, dice: number): Assessment {
  const of = (meanDice: number): Scores => {
    return {
      pixelAccuracy: 1,
      iou: [],
      dice: [],
      precision: [],
      recall: [],
      meanIou: meanDice / 2,
      meanDice,
    };
  };
  const images = split.validation.map((imageId, index) => ({
    imageId,
    scores: of(dice + (index % 2 === 0 ? 0.01 : -0.01)),
    objects: null,
    membranes: null,
  }));
  const base = new AssessmentSheet(2).assessment('heldOutImages');
  const spread = {
    ...base.spread,
    meanDice: spreadOf(images.map(({ scores }) => scores.meanDice)),
    meanIou: spreadOf(images.map(({ scores }) => scores.meanIou)),
  };
  return { ...base, scores: of(dice), images, spread };
}

/** Dice by the number of images trained on. */
function deps(dice: (run: SeriesRun) => number, changes: Partial<SeriesDeps> = {}) {
  const trained: [run: SeriesRun, steps: number | null][] = [];
  const progress: SeriesProgress[] = [];
  const made: SeriesDeps = {
    train: async (run, steps, onStep) => {
      trained.push([run, steps]);
      onStep(1, 50);
      return { assessment: assessmentOf(run, dice(run)), steps: 50 };
    },
    onProgress: (event) => progress.push(event),
    signal: new AbortController().signal,
    ...changes,
  };
  return { trained, progress, made };
}

describe('runSeries', () => {
  it('makes a learning curve, all runs of equally many steps, and says whether labels help', async () => {
    const { trained, progress, made } = deps(({ split }) => 0.6 + 0.02 * split.train.length);
    const result = await runSeries('learningCurve', RUNS, [], made);
    expect(result.points.map(({ images }) => images)).toEqual([1, 2, 4, 8]);
    expect(result.points.map(({ meanDice }) => meanDice.mean.toFixed(2))).toEqual([
      '0.62',
      '0.64',
      '0.68',
      '0.76',
    ]);
    expect(result.points[0]?.meanDice.count).toBe(2);
    expect(result.points[0]?.meanIou.mean).toBeCloseTo(0.31, 10);
    expect(trained.map(([, steps]) => steps)).toEqual([null, 50, 50, 50]);
    expect(result.sentence).toBe('From 4 images to 8 Dice rose by 0.08: more labels will likely help.');
    expect(progress.map(({ done, current }) => [done.length, current?.step ?? null])).toEqual(
      [0, 1, 2, 3].flatMap((done) => [
        [done, 1],
        [done + 1, null],
      ]),
    );
  });

  it.each([
    [0.7, 0.71, 'may help a little'],
    [0.7, 0.702, 'will hardly help'],
    [0.7, 0.69, 'will hardly help'],
    [0.7, 0.6, 'chance weighs more'],
  ])('from %f to %f says "%s"', async (before, after, words) => {
    const { made } = deps(({ split }) => (split.train.length === 8 ? after : before));
    expect((await runSeries('learningCurve', RUNS, [], made)).sentence).toContain(words);
  });

  it('cross-validates: the mean and its spread over folds', async () => {
    const dice = [0.7, 0.8, 0.75, 0.7, 0.8];
    const { made } = deps(({ index }) => dice[index] ?? 0);
    const { points, sentence } = await runSeries('crossValidation', FOLDS, [], made);
    expect(points).toHaveLength(1);
    expect(points[0]?.images).toBe(8);
    expect(points[0]?.meanDice.mean).toBeCloseTo(0.75, 10);
    expect(points[0]?.meanDice.sd).toBeCloseTo(0.05, 10);
    expect(points[0]?.meanDice.count).toBe(5);
    expect(sentence).toContain('Dice 0.75 over 5 folds, give or take 0.05');
  });

  it('stops when cancelled, gives what is done, and goes on from there', async () => {
    const abort = new AbortController();
    const first = deps(() => 0.5, { signal: abort.signal });
    const train: SeriesDeps['train'] = async (run, steps, onStep) => {
      if (run.index === 2) {
        abort.abort();
        return null;
      }
      return first.made.train(run, steps, onStep);
    };
    const part = await runSeries('learningCurve', RUNS, [], { ...first.made, train });
    expect(part.done.map(({ run }) => run.index)).toEqual([0, 1]);
    expect(part.sentence).toContain('2 of 4 runs are done.');
    const second = deps(() => 0.5);
    const rest = await runSeries('learningCurve', RUNS, part.done, second.made);
    expect(second.trained.map(([run, steps]) => [run.index, steps])).toEqual([
      [2, 50],
      [3, 50],
    ]);
    const whole = await runSeries('learningCurve', RUNS, [], deps(() => 0.5).made);
    expect(rest).toEqual(whole);
  });

  it('takes over nothing that was made of other images', async () => {
    const other: SeriesOutcome[] = planSeries('learningCurve', { ...SETTINGS, seed: 77 }, IDS)
      .slice(0, 1)
      .map((run) => ({ run, assessment: assessmentOf(run, 0.1), steps: 9 }));
    const { trained, made } = deps(() => 0.5);
    await runSeries('learningCurve', RUNS, other, made);
    expect(trained).toHaveLength(4);
  });
});
