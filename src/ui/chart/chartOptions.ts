/** How uPlot draws a run: losses on the left axis, scores in 0..1 on the right, steps below. */
import type uPlot from 'uplot';
import { formatCount, formatLoss } from '../format';

/** Colours of one scheme. IoU and Dice differ in dash as well, so that colour is never the only sign. */
export interface ChartColors {
  readonly text: string;
  readonly grid: string;
  readonly raw: string;
  readonly smoothed: string;
  readonly iou: string;
  readonly dice: string;
}

/** From Okabe and Ito's colour-blind-safe set, darkened for the light scheme. */
export const CHART_COLORS: { readonly dark: ChartColors; readonly light: ChartColors } = {
  dark: {
    text: '#a6a7ab',
    grid: 'rgba(255, 255, 255, 0.07)',
    raw: 'rgba(86, 180, 233, 0.32)',
    smoothed: '#56b4e9',
    iou: '#e69f00',
    dice: '#d59ac0',
  },
  light: {
    text: '#5c5f66',
    grid: 'rgba(0, 0, 0, 0.08)',
    raw: 'rgba(0, 114, 178, 0.28)',
    smoothed: '#0072b2',
    iou: '#a35a00',
    dice: '#9b4a78',
  },
};

const FONT = '12px "Inter Variable", sans-serif';
const TEXT = { font: FONT, labelFont: FONT, labelSize: 18, labelGap: 2 } as const;
/** Distances between the ticks of the score axis. */
const SCORE_STEPS = [0.1, 0.2, 0.5];
const DICE_DASH = [6, 4];

export interface ChartLook {
  readonly colors: ChartColors;
  readonly logScale: boolean;
  /** Steps planned: the axis reaches there from the start, so that the curve shows how far the run is. */
  readonly totalSteps: number;
  readonly onHover: (row: number | null) => void;
}

export function chartOptions(look: ChartLook, width: number, height: number): uPlot.Options {
  return {
    width,
    height,
    legend: { show: false },
    padding: [12, null, 0, 0],
    cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { size: 7 } },
    scales: scales(look),
    axes: axes(look),
    series: series(look.colors),
    hooks: { setCursor: [(plot) => look.onHover(plot.cursor.idx ?? null)] },
  };
}

function scales({ logScale, totalSteps }: ChartLook): uPlot.Scales {
  return {
    x: { time: false, range: (_, _low, high) => [0, Math.max(totalSteps, high ?? 1, 1)] },
    loss: logScale ? { distr: 3 } : { range: (_, _low, high) => [0, high > 0 ? high * 1.05 : 1] },
    score: { range: [0, 1] },
  };
}

function axes({ colors, logScale }: ChartLook): uPlot.Axis[] {
  const base = { ...TEXT, stroke: colors.text, ticks: { show: false } };
  const grid = { stroke: colors.grid, width: 1 };
  return [
    { ...base, label: 'Step', grid: { show: false }, size: 26, values: (_, steps) => steps.map(wholeStep) },
    {
      ...base,
      grid,
      label: 'Loss',
      scale: 'loss',
      size: 46,
      // On a log axis uPlot blanks the splits that would crowd; they arrive as null.
      values: (_, splits) => splits.map((split) => (split === null ? '' : tick(split))),
      ...(logScale ? {} : { space: 32 }),
    },
    {
      ...base,
      grid: { show: false },
      label: 'IoU and Dice',
      scale: 'score',
      side: 1,
      size: 34,
      incrs: SCORE_STEPS,
      values: (_, s) => s.map(shortScore),
    },
  ];
}

/** In the order of the data: losses, smoothed losses, IoU, Dice. */
function series(colors: ChartColors): uPlot.Series[] {
  const noPoints = { points: { show: false } };
  return [
    {},
    { ...noPoints, scale: 'loss', stroke: colors.raw, width: 1 },
    { ...noPoints, scale: 'loss', stroke: colors.smoothed, width: 2, spanGaps: true },
    { scale: 'score', stroke: colors.iou, width: 2, spanGaps: true, points: dots(colors.iou) },
    {
      scale: 'score',
      stroke: colors.dice,
      width: 2,
      dash: DICE_DASH,
      spanGaps: true,
      points: dots(colors.dice),
    },
  ];
}

/** A run has few validations: each is a dot, or a single one would not be seen. */
function dots(color: string): uPlot.Series.Points {
  return { show: true, size: 6, fill: color, stroke: color };
}

function wholeStep(step: number): string {
  return Number.isInteger(step) ? formatCount(step) : '';
}

function tick(loss: number): string {
  return loss === 0 ? '0' : formatLoss(loss).replace(/\.?0+$/, '');
}

function shortScore(score: number): string {
  return score.toFixed(1);
}
