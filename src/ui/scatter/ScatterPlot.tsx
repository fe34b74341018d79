/** Two values of many things against each other. A click chooses the nearest point, a drag a range of both values. */
import { useComputedColorScheme } from '@mantine/core';
import { type MouseEvent, useMemo, useRef } from 'react';
import type uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { CHART_COLORS } from '../chart/chartOptions';
import { legible } from '../chart/legible';
import { type PlotOptions, usePlot } from '../chart/usePlot';
import type { ValueRange } from '../table/column';
import styles from './scatter.module.css';
import { pointAt, type ScatterPoint, scatterColumns } from './scatterData';
import { scatterOptions } from './scatterOptions';

export interface ScatterPlotProps {
  /** What is drawn, for those who do not see it. */
  readonly label: string;
  /** With their units. */
  readonly xTitle: string;
  readonly yTitle: string;
  /** A new array for every change. */
  readonly points: readonly ScatterPoint[];
  /** Colour of each group, `#rrggbb`; null for one that stays in the background. */
  readonly groups: readonly (string | null)[];
  readonly selected: number | null;
  readonly onSelect: (key: number) => void;
  readonly onRange: (x: ValueRange, y: ValueRange) => void;
}

/** Of a point to a click, CSS px. */
const REACH = 12;

export function ScatterPlot(props: ScatterPlotProps) {
  const { label, xTitle, yTitle, points, groups, selected, onSelect, onRange } = props;
  const container = useRef<HTMLDivElement>(null);
  const latest = useRef(onRange);
  latest.current = onRange;
  const scheme = useComputedColorScheme('dark');
  const looks = groups.join();
  const options = useMemo((): PlotOptions<ScatterPoint | null> => {
    const colors = CHART_COLORS[scheme];
    const look = {
      colors,
      xTitle,
      yTitle,
      groups: looks.split(',').map((color) => (color === '' ? colors.grid : legible(color, scheme))),
      onRange: (x: ValueRange, y: ValueRange) => latest.current(x, y),
    };
    return (width, height, marked) => scatterOptions({ ...look, selected: marked }, width, height);
  }, [scheme, xTitle, yTitle, looks]);
  const data = useMemo((): uPlot.AlignedData => {
    const { xs, groups: columns } = scatterColumns(points, groups.length);
    return [xs, ...columns];
  }, [points, groups.length]);
  const chosen = useMemo(() => points.find(({ key }) => key === selected) ?? null, [points, selected]);
  const drawn = usePlot(container, options, data, chosen);
  const onClick = ({ clientX, clientY }: MouseEvent) => {
    const plot = drawn.current;
    if (!plot) return;
    const box = plot.over.getBoundingClientRect();
    const toPx = {
      x: (value: number) => plot.valToPos(value, 'x'),
      y: (value: number) => plot.valToPos(value, 'y'),
    };
    const found = pointAt(points, { left: clientX - box.left, top: clientY - box.top }, toPx, REACH);
    if (found) onSelect(found.key);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the table has the same rows for keys.
    <div ref={container} className={styles.plot} role="img" aria-label={label} onClick={onClick} />
  );
}
