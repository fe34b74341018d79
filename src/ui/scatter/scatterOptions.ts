/** How uPlot draws a scatter plot: two named axes, points by group, a ring around the chosen one; dragging selects. */
import uPlot from 'uplot';
import type { ChartColors } from '../chart/chartOptions';
import { formatNumber } from '../format';
import type { ValueRange } from '../table/column';
import { axisRange, rangeBetween, type ScatterPoint } from './scatterData';

export interface ScatterLook {
  readonly colors: ChartColors;
  readonly xTitle: string;
  readonly yTitle: string;
  /** Colours of the groups. */
  readonly groups: readonly string[];
  readonly selected: () => ScatterPoint | null;
  readonly onRange: (x: ValueRange, y: ValueRange) => void;
}

const FONT = '12px "Inter Variable", sans-serif';
/** Shorter drags are clicks that trembled, CSS px. */
const LEAST_DRAG = 4;

export function scatterOptions(look: ScatterLook, width: number, height: number): uPlot.Options {
  return {
    width,
    height,
    legend: { show: false },
    padding: [8, 12, 0, 0],
    cursor: { drag: { x: true, y: true, setScale: false }, points: { show: false } },
    scales: {
      x: { time: false, range: (_, low, high) => axisRange(low, high) },
      y: { range: (_, low, high) => axisRange(low, high) },
    },
    axes: [axis(look, look.xTitle, 34), axis(look, look.yTitle, 56)],
    series: [{}, ...look.groups.map(series)],
    hooks: {
      draw: [(plot) => drawRing(plot, look)],
      setSelect: [(plot) => endSelection(plot, look)],
    },
  };
}

function axis({ colors }: ScatterLook, label: string, size: number): uPlot.Axis {
  return {
    label,
    labelFont: FONT,
    labelSize: 16,
    labelGap: 0,
    font: FONT,
    stroke: colors.text,
    ticks: { show: false },
    grid: { stroke: colors.grid, width: 1 },
    size: size - 16,
    gap: 4,
    values: (_, splits) => splits.map((split) => formatNumber(split)),
  };
}

function series(color: string): uPlot.Series {
  return { paths: () => null, points: { show: true, size: 5, width: 0, fill: color, stroke: color } };
}

function drawRing(plot: uPlot, { selected, colors }: ScatterLook): void {
  const point = selected();
  if (point === null) return;
  const { ctx } = plot;
  ctx.save();
  ctx.strokeStyle = colors.mean;
  ctx.lineWidth = 2 * uPlot.pxRatio;
  ctx.beginPath();
  const [x, y] = [plot.valToPos(point.x, 'x', true), plot.valToPos(point.y, 'y', true)];
  ctx.arc(x, y, 6 * uPlot.pxRatio, 0, 2 * Math.PI);
  ctx.stroke();
  ctx.restore();
}

/** The rectangle has done its work once it has become ranges. */
function endSelection(plot: uPlot, { onRange }: ScatterLook): void {
  const { left, top, width, height } = plot.select;
  if (width < LEAST_DRAG || height < LEAST_DRAG) return;
  const x = rangeBetween(plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x'));
  const y = rangeBetween(plot.posToVal(top, 'y'), plot.posToVal(top + height, 'y'));
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  onRange(x, y);
}
