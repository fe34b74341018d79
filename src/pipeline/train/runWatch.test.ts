/** Warnings on constructed curves: each where it belongs, and none where all is well. */
import { expect, it } from 'vitest';
import { StudioError } from '../../common/errors';
import type { Scores } from '../../domain/metrics';
import type { TrainWarning } from '../../domain/trainEvents';
import { PAPER_SPEC } from '../../testing/paperSpec';
import { notFiniteWarning, RunWatch } from './runWatch';

interface Point {
  readonly loss: number;
  readonly meanIou: number;
  readonly scores?: Partial<Scores>;
}

const BASE: Scores = {
  pixelAccuracy: 0.9,
  iou: [0.8, 0.6],
  dice: [0.9, 0.7],
  precision: [0.9, 0.7],
  recall: [0.9, 0.7],
  meanIou: 0.7,
  meanDice: 0.8,
};

/** A validation every ten steps, all steps before it with its loss. */
function warnings(
  curve: readonly Point[],
  classes = 2,
  before: readonly TrainWarning[] = [],
): TrainWarning[] {
  const watch = new RunWatch({ spec: { ...PAPER_SPEC, classes } }, before);
  return curve.flatMap(({ loss, meanIou, scores }, i) => {
    const steps = Array.from({ length: 10 }, (_, at) => 10 * i + at + 1);
    const rest = { ms: 1, dataWaitMs: 0, learningRate: 1, gradientNorm: 1 };
    const found = steps.flatMap((step) => watch.take({ type: 'step', step, loss, ...rest }));
    const step = 10 * (i + 1);
    const validation = {
      type: 'validation',
      step,
      scores: { ...BASE, ...scores, meanIou },
      tiles: [],
    } as const;
    return [...found, ...watch.take(validation)];
  });
}

const kinds = (curve: readonly Point[], classes?: number) =>
  warnings(curve, classes).map(({ kind, step }) => `${kind} ${step}`);
const points = (count: number, of: (i: number) => Point) => Array.from({ length: count }, (_, i) => of(i));

const LEARNS = points(15, (i) => ({ loss: 1 / (1 + i), meanIou: 1 - 0.7 / (1 + i / 2) }));

it('says nothing of a run that learns', () => {
  expect(kinds(LEARNS)).toEqual([]);
});

it('says nothing of a run that ends as good as can be', () => {
  expect(kinds(points(10, () => ({ loss: 0.01, meanIou: 0.995 })))).toEqual([]);
});

it('tells a plateau once, after five validations alike', () => {
  expect(kinds(points(10, () => ({ loss: 0.69, meanIou: 0.4 })))).toEqual(['plateau 50']);
});

it('tells nothing again that an earlier session of the run has told, and all the rest', () => {
  const flat = points(10, () => ({ loss: 0.69, meanIou: 0.4 }));
  const told = warnings(flat);
  expect(told.map(({ kind }) => kind)).toEqual(['plateau']);
  expect(warnings(flat, 2, told)).toEqual([]);
  const scores = { precision: [0.9, 0.8, null], recall: [0.9, 0.7, 0] };
  const missing = points(10, () => ({ loss: 0.69, meanIou: 0.4, scores }));
  expect(warnings(missing, 3, told).map(({ kind }) => kind)).toEqual(['classNeverPredicted']);
});

it('calls no slow progress a plateau', () => {
  expect(kinds(points(12, (i) => ({ loss: 0.6 - 0.004 * i, meanIou: 0.4 + 0.004 * i })))).toEqual([]);
});

it('tells overfitting, with the step whose weights are kept', () => {
  const curve = points(10, (i) => ({ loss: 1 / (1 + i), meanIou: i < 4 ? 0.5 + i / 20 : 0.6 - i / 100 }));
  const found = warnings(curve);
  expect(found.map(({ kind, step }) => [kind, step])).toEqual([['overfitting', 80]]);
  expect(found[0]?.hint).toContain('step 40');
});

it('does not call a score that jumps about overfitting', () => {
  expect(kinds(points(12, (i) => ({ loss: 1 / (1 + i), meanIou: 0.6 + (i % 2) * 0.05 })))).toEqual([]);
});

it('tells a class that is in the truth and never predicted', () => {
  const scores = { precision: [0.9, 0.8, null], recall: [0.9, 0.7, 0] };
  const found = warnings(
    points(6, (i) => ({ loss: 1 / (1 + i), meanIou: 0.4 + i / 20, scores })),
    3,
  );
  expect(found.map(({ kind, step }) => [kind, step])).toEqual([['classNeverPredicted', 40]]);
  expect(found[0]?.message).toContain('Class 2 was');
});

it('does not miss a class that is not in the truth either', () => {
  const scores = { precision: [0.9, 0.8, null], recall: [0.9, 0.7, null] };
  expect(
    kinds(
      points(6, (i) => ({ loss: 1 / (1 + i), meanIou: 0.4 + i / 20, scores })),
      3,
    ),
  ).toEqual([]);
});

it('tells labels that look inverted: learnt in training, wrong on what is held out', () => {
  const scores = { pixelAccuracy: 0.1 };
  const curve = points(6, (i) => ({ loss: 1 / (1 + i), meanIou: 0.05 + i / 50, scores }));
  expect(kinds(curve)).toEqual(['looksInverted 40']);
  expect(kinds(curve, 3)).toEqual([]);
});

it('tells why a run failed only where its numbers were not finite', () => {
  const failure = new StudioError({ code: 'loss-not-finite', message: '', hint: '', subject: '12' });
  expect(notFiniteWarning(failure)).toMatchObject({ kind: 'notFinite', step: 12 });
  expect(notFiniteWarning(new Error('other'))).toBeNull();
});
