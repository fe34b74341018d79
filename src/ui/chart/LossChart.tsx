/** A run as it learns: its loss, and the scores on the held-out images, step by step. It only draws. */
import { Group, SegmentedControl, Switch, useComputedColorScheme } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import type uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatLoss, formatScore, plural } from '../format';
import { ChartLegend } from './ChartLegend';
import { ChartTable } from './ChartTable';
import styles from './chart.module.css';
import { CHART_COLORS } from './chartOptions';
import { type ChartRows, chartRows, type LossPoint, type ValidationPoint, valueAt } from './chartRows';
import { usePlot } from './usePlot';

/** Rows drawn: about one for each px of a wide chart. */
const DRAWN_ROWS = 1500;
const TABLE_ROWS = 60;

export interface LossChartProps {
  /** Ascending by step. A new array for every change. */
  readonly losses: readonly LossPoint[];
  readonly validations: readonly ValidationPoint[];
  /** Steps planned, for the axis. */
  readonly totalSteps: number;
}

export function LossChart({ losses, validations, totalSteps }: LossChartProps) {
  const [logScale, setLogScale] = useState(false);
  const [form, setForm] = useState<'chart' | 'table'>('chart');
  const [hovered, setHovered] = useState<number | null>(null);
  const colors = CHART_COLORS[useComputedColorScheme('dark')];
  const rows = useMemo(() => chartRows(losses, validations, DRAWN_ROWS), [losses, validations]);

  return (
    <div className={styles.frame}>
      <Group justify="space-between" gap="4px 16px" mih={30}>
        <ChartLegend rows={rows} hovered={form === 'chart' ? hovered : null} colors={colors} />
        <Group gap="sm" wrap="nowrap">
          {form === 'chart' && (
            <Switch
              size="xs"
              label="Log scale"
              className={styles.logScale}
              checked={logScale}
              onChange={(event) => setLogScale(event.currentTarget.checked)}
            />
          )}
          <SegmentedControl
            size="xs"
            aria-label="Show the run as"
            data={[
              { value: 'chart', label: 'Chart' },
              { value: 'table', label: 'Table' },
            ]}
            value={form}
            onChange={setForm}
          />
        </Group>
      </Group>
      {form === 'table' ? (
        <ChartTable rows={chartRows(losses, validations, TABLE_ROWS)} />
      ) : (
        <Plot rows={rows} look={{ colors, logScale, totalSteps }} onHover={setHovered} />
      )}
    </div>
  );
}

interface PlotProps {
  readonly rows: ChartRows;
  readonly look: {
    readonly colors: (typeof CHART_COLORS)['dark'];
    readonly logScale: boolean;
    readonly totalSteps: number;
  };
  readonly onHover: (row: number | null) => void;
}

function Plot({ rows, look: { colors, logScale, totalSteps }, onHover }: PlotProps) {
  const container = useRef<HTMLDivElement>(null);
  const look = useMemo(
    () => ({ colors, logScale, totalSteps, onHover }),
    [colors, logScale, totalSteps, onHover],
  );
  const data = useMemo(() => aligned(rows, logScale), [rows, logScale]);
  usePlot(container, look, data);
  return <div ref={container} className={styles.plot} role="img" aria-label={summary(rows)} />;
}

/** A logarithmic axis has no place for zero. */
function aligned(rows: ChartRows, logScale: boolean): uPlot.AlignedData {
  const positive = (loss: number | null) => (logScale && loss !== null && loss <= 0 ? null : loss);
  return [
    [...rows.steps],
    rows.raw.map(positive),
    rows.smoothed.map(positive),
    [...rows.iou],
    [...rows.dice],
  ];
}

function summary(rows: ChartRows): string {
  const last = rows.steps.length - 1;
  if (last < 0) return 'Chart of the loss, still empty';
  const loss = `loss ${formatLoss(valueAt(rows.smoothed, last))}`;
  const iou = valueAt(rows.iou, last);
  const score = iou === null ? '' : `, mean IoU ${formatScore(iou)}`;
  return `Chart of the run: after ${plural(rows.steps[last] ?? 0, 'step')} ${loss}${score}`;
}
