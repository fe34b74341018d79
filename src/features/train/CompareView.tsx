/** Several runs side by side: one chart, and one table with their scores and what differs between their settings. */
import { Button, Group, SegmentedControl, useComputedColorScheme } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { RunRecord } from '../../domain/run';
import { CHART_COLORS } from '../../ui/chart/chartOptions';
import type { ChartLine } from '../../ui/chart/chartRows';
import { LineChart } from '../../ui/chart/LineChart';
import { formatLoss, formatScore } from '../../ui/format';
import { useActions, useStudio } from '../studioContext';
import { useKeptRuns } from '../useKeptRuns';
import styles from './compare.module.css';
import { compareRows, verdict } from './compareRows';
import { smoothedLoss } from './curveLines';

const SPAN = 20;
const WHOLE_RANGE = [0, 1] as const;

export function CompareView() {
  const { train } = useActions();
  const runs = useComparedRuns();
  const [metric, setMetric] = useState('dice');
  const colors = useRunColors();
  const lines = useMemo(
    () => runs.map((run, index) => lineOf(run, metric, colors(index))),
    [runs, metric, colors],
  );
  const totalSteps = Math.max(1, ...runs.map(({ plan }) => plan.steps));
  const said = verdict(runs);
  return (
    <section className={styles.compare} aria-label="Runs compared">
      <Group justify="space-between" wrap="nowrap">
        <SegmentedControl
          size="xs"
          aria-label="Compare by"
          data={[
            { value: 'dice', label: 'Mean Dice' },
            { value: 'iou', label: 'Mean IoU' },
            { value: 'loss', label: 'Loss' },
          ]}
          value={metric}
          onChange={setMetric}
        />
        <Button size="xs" variant="default" onClick={() => train.showComparison(false)}>
          Close
        </Button>
      </Group>
      <div className={styles.chart}>
        <LineChart name="Runs" {...{ lines, totalSteps }} range={metric === 'loss' ? null : WHOLE_RANGE} />
      </div>
      {said && <p className={styles.verdict}>{said}</p>}
      <CompareTable runs={runs} />
    </section>
  );
}

function CompareTable({ runs }: { readonly runs: readonly RunRecord[] }) {
  const rows = useMemo(() => compareRows(runs), [runs]);
  const colors = useRunColors();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard.
    <section className={styles.scroll} tabIndex={0} aria-label="Scores and differing settings">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Only what differs</th>
            {runs.map((run, index) => (
              <th key={run.id} scope="col">
                <span className={styles.swatch} style={{ background: colors(index) }} />
                {run.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, values, best }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {runs.map((run, index) => (
                <td key={run.id} data-best={best === index || undefined}>
                  {values[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** In the order in which they were picked: the first is what the others are held against. */
function useComparedRuns(): readonly RunRecord[] {
  const kept = useKeptRuns();
  const compared = useStudio((state) => state.train.compared);
  return useMemo(() => compared.flatMap((id) => kept.filter((run) => run.id === id)), [kept, compared]);
}

function useRunColors(): (index: number) => string {
  const { runs, mean } = CHART_COLORS[useComputedColorScheme('dark')];
  return useMemo(() => (index) => runs[index % runs.length] ?? mean, [runs, mean]);
}

function lineOf(run: RunRecord, metric: string, color: string): ChartLine {
  const { name, curve } = run;
  if (metric === 'loss')
    return { name, color, look: 'line', format: formatLoss, points: smoothedLoss(curve, SPAN) };
  const score = metric === 'dice' ? 'meanDice' : 'meanIou';
  const points = curve.validations.map(({ step, scores }) => ({ step, value: scores[score] }));
  return { name, color, look: 'dots', format: formatScore, points };
}
