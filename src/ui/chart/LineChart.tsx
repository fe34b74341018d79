/** Lines over the steps of a run with the values under the pointer. It only draws; ChartTable has the numbers. */
import { useComputedColorScheme } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import type uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatCount } from '../format';
import { ChartLegend } from './ChartLegend';
import styles from './chart.module.css';
import { CHART_COLORS, type ChartMark, chartOptions } from './chartOptions';
import { type ChartLine, type ChartRows, chartRows, valueAt } from './chartRows';
import { type PlotOptions, usePlot } from './usePlot';

export interface LineChartProps {
  /** What is drawn: "Loss". */
  readonly name: string;
  /** A new array for every change. */
  readonly lines: readonly ChartLine[];
  /** Steps planned, for the axis. */
  readonly totalSteps: number;
  readonly logScale?: boolean;
  /** Lowest and highest value; null where the data say. */
  readonly range?: readonly [number, number] | null;
  readonly marks?: readonly ChartMark[];
}

const NO_MARKS: readonly ChartMark[] = [];

export function LineChart(props: LineChartProps) {
  const { name, lines, totalSteps, logScale = false, range = null, marks = NO_MARKS } = props;
  const container = useRef<HTMLDivElement>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const colors = CHART_COLORS[useComputedColorScheme('dark')];
  const rows = useMemo(() => chartRows(lines), [lines]);
  // The plot is made anew where its lines' looks change, not where their points do.
  const looks = JSON.stringify(lines.map(({ color, look }) => ({ color, look })));
  const [low, high] = range ?? [null, null];
  const options = useMemo((): PlotOptions<readonly ChartMark[]> => {
    const look = {
      colors,
      lines: JSON.parse(looks) as Pick<ChartLine, 'color' | 'look'>[],
      logScale,
      range: low === null || high === null ? null : ([low, high] as const),
      totalSteps,
      onHover: setHovered,
    };
    return (width, height, latest) => chartOptions({ ...look, marks: latest }, width, height);
  }, [colors, looks, logScale, low, high, totalSteps]);
  const data = useMemo(() => aligned(rows, logScale), [rows, logScale]);
  usePlot(container, options, data, marks);
  return (
    <div className={styles.frame}>
      <ChartLegend lines={lines} rows={rows} hovered={hovered} />
      <div ref={container} className={styles.plot} role="img" aria-label={summary(name, lines, rows)} />
    </div>
  );
}

/** A logarithmic axis has no place for zero. */
function aligned({ steps, columns }: ChartRows, logScale: boolean): uPlot.AlignedData {
  const drawn = (value: number | null) => (logScale && value !== null && value <= 0 ? null : value);
  return [[...steps], ...columns.map((column) => column.map(drawn))];
}

/** "Loss by step: after step 120 Loss 0.34, Smoothed 0.36". */
function summary(name: string, lines: readonly ChartLine[], { steps, columns }: ChartRows): string {
  const last = steps.length - 1;
  if (last < 0) return `${name} by step, still empty`;
  const values = lines.map(
    (line, index) => `${line.name} ${line.format(valueAt(columns[index] ?? [], last))}`,
  );
  return `${name} by step: after step ${formatCount(steps[last] ?? 0)} ${values.join(', ')}`;
}
