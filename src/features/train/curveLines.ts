/** A run's numbers as lines of the charts, as columns of the table, and as a CSV file. Pure. */

import { toCsv } from '../../common/csv';
import type { ClassInfo } from '../../domain/labels';
import type { LossPoint, RunCurve } from '../../domain/run';
import type { ChartColors } from '../../ui/chart/chartOptions';
import type { ChartLine, ChartPoint } from '../../ui/chart/chartRows';
import { smooth } from '../../ui/chart/smooth';
import { formatDuration, formatLoss, formatNumber, formatScore, NO_VALUE } from '../../ui/format';

/** Numbers of every step. */
export type StepMetric = 'loss' | 'learningRate' | 'gradientNorm' | 'dataWaitMs';
/** Numbers of every validation. */
export type ScoreMetric = 'dice' | 'iou';

interface MetricText {
  readonly name: string;
  readonly format: (value: number | null) => string;
}

export const STEP_METRICS: Readonly<Record<StepMetric, MetricText>> = {
  loss: { name: 'Loss', format: formatLoss },
  learningRate: { name: 'Learning rate', format: (rate) => (rate === null ? NO_VALUE : formatNumber(rate)) },
  gradientNorm: { name: 'Gradient norm', format: formatLoss },
  dataWaitMs: { name: 'Wait for patches', format: (ms) => (ms === null ? NO_VALUE : formatDuration(ms)) },
};

/** The measured line, and before it the smoothed one where `span` (steps that carry most of its weight) is over 1. */
export function stepLines(
  { losses }: RunCurve,
  metric: StepMetric,
  span: number,
  colors: Pick<ChartColors, 'line' | 'faint'>,
): ChartLine[] {
  const { name, format } = STEP_METRICS[metric];
  const points = pointsOf(losses, metric);
  if (span <= 1 || metric === 'learningRate')
    return [{ name, points, color: colors.line, look: 'line', format }];
  return [
    { name, points, color: colors.faint, look: 'faint', format },
    {
      name: 'Smoothed',
      points: smoothed(points, span / stepsPerPoint(losses)),
      color: colors.line,
      look: 'line',
      format,
    },
  ];
}

/** One line a class in its colour, and their mean. */
export function scoreLines(
  { validations }: RunCurve,
  metric: ScoreMetric,
  classes: readonly ClassInfo[],
  meanColor: string,
): ChartLine[] {
  const mean = metric === 'dice' ? 'meanDice' : 'meanIou';
  const line = (
    name: string,
    color: string,
    value: (at: number) => number | null,
    look: ChartLine['look'],
  ) => ({
    name,
    color,
    look,
    format: formatScore,
    points: validations.map(({ step }, at) => ({ step, value: value(at) })),
  });
  const ofClass = ({ name, color }: ClassInfo, index: number) =>
    line(name, color, (at) => validations[at]?.scores[metric][index] ?? null, 'dots');
  const ofAll = line('Mean', meanColor, (at) => validations[at]?.scores[mean] ?? null, 'dashed');
  return [...classes.map(ofClass), ofAll];
}

/** Everything in one table: of long runs some rows. */
export function tableLines(curve: RunCurve, span: number): Omit<ChartLine, 'color'>[] {
  const loss = pointsOf(curve.losses, 'loss');
  const step = (metric: StepMetric) => {
    const { name, format } = STEP_METRICS[metric];
    return { name, format, look: 'line', points: pointsOf(curve.losses, metric) } as const;
  };
  const score = (name: string, metric: 'meanIou' | 'meanDice') => {
    const points = curve.validations.map((one) => ({ step: one.step, value: one.scores[metric] }));
    return { name, format: formatScore, look: 'dots', points } as const;
  };
  const smooth = smoothed(loss, Math.max(1, span) / stepsPerPoint(curve.losses));
  return [
    step('loss'),
    { name: 'Smoothed', format: formatLoss, look: 'line', points: smooth },
    score('Mean IoU', 'meanIou'),
    score('Mean Dice', 'meanDice'),
    step('learningRate'),
    step('gradientNorm'),
    step('dataWaitMs'),
  ];
}

/** One row a step or validation; empty where a step has no such number. */
export function curveCsv({ losses, validations }: RunCurve, classes: readonly ClassInfo[]): string {
  const scored = new Map(validations.map(({ step, scores }) => [step, scores]));
  const measured = new Map(losses.map((point) => [point.step, point]));
  const steps = [...new Set([...measured.keys(), ...scored.keys()])].sort((a, b) => a - b);
  const header = [
    'step',
    'loss',
    'learning rate',
    'gradient norm',
    'wait for patches, ms',
    'mean Dice',
    'mean IoU',
  ];
  const rows = steps.map((step) => {
    const point = measured.get(step);
    const scores = scored.get(step);
    return [
      step,
      finite(point?.loss),
      finite(point?.learningRate),
      finite(point?.gradientNorm),
      finite(point?.dataWaitMs),
      scores?.meanDice ?? null,
      scores?.meanIou ?? null,
      ...classes.flatMap((_, index) => [scores?.dice[index] ?? null, scores?.iou[index] ?? null]),
    ];
  });
  return toCsv([...header, ...classes.flatMap(({ name }) => [`Dice ${name}`, `IoU ${name}`])], rows);
}

/** Of a run, for charts of several. */
export function smoothedLoss({ losses }: RunCurve, span: number): ChartPoint[] {
  return smoothed(pointsOf(losses, 'loss'), span / stepsPerPoint(losses));
}

function pointsOf(losses: readonly LossPoint[], metric: StepMetric): ChartPoint[] {
  return losses.map((point) => ({ step: point.step, value: point[metric] }));
}

function smoothed(points: readonly ChartPoint[], span: number): ChartPoint[] {
  const values = smooth(
    points.map(({ value }) => value ?? Number.NaN),
    Math.max(1, span),
  );
  return points.map(({ step }, index) => ({ step, value: values[index] ?? null }));
}

/** Points of long runs stand for several steps each. */
function stepsPerPoint(losses: readonly LossPoint[]): number {
  const [first] = losses;
  const last = losses.at(-1);
  if (first === undefined || last === undefined || losses.length < 2) return 1;
  return Math.max(1, (last.step - first.step) / (losses.length - 1));
}

function finite(value: number | null | undefined): number | null {
  return value !== undefined && value !== null && Number.isFinite(value) ? value : null;
}
