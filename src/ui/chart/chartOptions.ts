/** How uPlot draws lines over the steps of a run: one axis of values at the left, steps below, marks across. */
import type uPlot from 'uplot';
import { formatCount, formatLoss } from '../format';
import type { ChartLine } from './chartRows';

export interface ChartColors {
  readonly text: string;
  readonly grid: string;
  /** One line alone, and the same where it is only the background of another. */
  readonly line: string;
  readonly faint: string;
  /** Of a mean over classes, which have colours of their own. */
  readonly mean: string;
  /** For runs side by side. */
  readonly runs: readonly string[];
}

/** From Okabe and Ito's colour-blind-safe set, darkened for the light scheme. */
export const CHART_COLORS: { readonly dark: ChartColors; readonly light: ChartColors } = {
  dark: {
    text: '#a6a7ab',
    grid: 'rgba(255, 255, 255, 0.07)',
    line: '#56b4e9',
    faint: 'rgba(86, 180, 233, 0.32)',
    mean: '#e9e9e9',
    runs: ['#56b4e9', '#e69f00', '#009e73', '#d59ac0', '#f0e442', '#d55e00'],
  },
  light: {
    text: '#5c5f66',
    grid: 'rgba(0, 0, 0, 0.08)',
    line: '#0072b2',
    faint: 'rgba(0, 114, 178, 0.28)',
    mean: '#1a1a1a',
    runs: ['#0072b2', '#a35a00', '#00735a', '#9b4a78', '#7d7400', '#b34700'],
  },
};

/** A step that something happened at: a changed learning rate, the moment looked back at. */
export interface ChartMark {
  readonly step: number;
  readonly text: string;
}

export interface ChartLook {
  readonly colors: ChartColors;
  readonly lines: readonly Pick<ChartLine, 'color' | 'look'>[];
  readonly logScale: boolean;
  /** Lowest and highest value of the axis; null where the data say. */
  readonly range: readonly [number, number] | null;
  /** Steps planned: the axis reaches there from the start, so that the curve shows how far the run is. */
  readonly totalSteps: number;
  readonly marks: () => readonly ChartMark[];
  readonly onHover: (row: number | null) => void;
}

const FONT = '12px "Inter Variable", sans-serif';
const DASH = [6, 4];

export function chartOptions(look: ChartLook, width: number, height: number): uPlot.Options {
  return {
    width,
    height,
    legend: { show: false },
    padding: [8, 8, 0, 0],
    cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { size: 7 } },
    scales: scales(look),
    axes: axes(look),
    series: [{}, ...look.lines.map(series)],
    hooks: {
      setCursor: [(plot) => look.onHover(plot.cursor.idx ?? null)],
      draw: [(plot) => drawMarks(plot, look)],
    },
  };
}

function scales({ logScale, range, totalSteps }: ChartLook): uPlot.Scales {
  return {
    x: { time: false, range: (_, _low, high) => [0, Math.max(totalSteps, high ?? 1, 1)] },
    y: logScale ? { distr: 3 } : { range: (_, _low, high) => valueRange(range, high) },
  };
}

function valueRange(range: ChartLook['range'], high: number): [number, number] {
  return range === null ? [0, high > 0 ? high * 1.05 : 1] : [range[0], range[1]];
}

function axes({ colors, logScale }: ChartLook): uPlot.Axis[] {
  const base = { font: FONT, stroke: colors.text, ticks: { show: false } };
  return [
    { ...base, grid: { show: false }, size: 22, gap: 2, values: (_, steps) => steps.map(wholeStep) },
    {
      ...base,
      grid: { stroke: colors.grid, width: 1 },
      size: 48,
      gap: 4,
      // On a log axis uPlot blanks the splits that would crowd; they arrive as null.
      values: (_, splits) => splits.map((split) => (split === null ? '' : tick(split))),
      ...(logScale ? {} : { space: 28 }),
    },
  ];
}

function series({ color, look }: ChartLook['lines'][number]): uPlot.Series {
  const dots = { show: look === 'dots' || look === 'dashed', size: 5, fill: color, stroke: color };
  return {
    scale: 'y',
    stroke: color,
    width: look === 'faint' ? 1 : 2,
    spanGaps: true,
    points: dots,
    ...(look === 'dashed' ? { dash: DASH } : {}),
  };
}

/** Upright lines with a word at their top. */
function drawMarks(plot: uPlot, { marks, colors }: ChartLook): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = colors.text;
  ctx.fillStyle = colors.text;
  ctx.font = FONT.replace('12px', `${11 * devicePixelRatio}px`);
  for (const { step, text } of marks()) {
    const x = Math.round(plot.valToPos(step, 'x', true));
    ctx.setLineDash([2, 3]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const beyond = x + ctx.measureText(text).width + 8 > bbox.left + bbox.width;
    ctx.textAlign = beyond ? 'right' : 'left';
    ctx.fillText(text, beyond ? x - 4 : x + 4, bbox.top + 11 * devicePixelRatio);
  }
  ctx.restore();
}

function wholeStep(step: number): string {
  return Number.isInteger(step) ? formatCount(step) : '';
}

function tick(value: number): string {
  return value === 0
    ? '0'
    : formatLoss(value)
        .replace(/(\.\d*?)0+$/, '$1')
        .replace(/\.$/, '');
}
