/** The curves of the run in hand: losses above, scores below, or all of it as a table and a file. */
import { Button, Group, NativeSelect, SegmentedControl, Switch, useComputedColorScheme } from '@mantine/core';
import { Download } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ClassInfo } from '../../domain/labels';
import { predictionClasses } from '../../state/selectors';
import { ChartTable } from '../../ui/chart/ChartTable';
import { CHART_COLORS, type ChartMark } from '../../ui/chart/chartOptions';
import { LineChart } from '../../ui/chart/LineChart';
import { legible } from '../../ui/chart/legible';
import { useActions, useStudio } from '../studioContext';
import {
  curveCsv,
  type ScoreMetric,
  STEP_METRICS,
  type StepMetric,
  scoreLines,
  stepLines,
  tableLines,
} from './curveLines';
import { rateText } from './runText';
import type { ShownRun } from './shownRun';
import styles from './train.module.css';

const SPANS = [
  { value: '1', label: 'Not smooth' },
  { value: '20', label: 'Smooth: 20' },
  { value: '100', label: 'Smooth: 100' },
];

export function RunCurves({ run }: { readonly run: ShownRun }) {
  const [form, setForm] = useState('chart');
  const [span, setSpan] = useState('20');
  const classes = useRunClasses(run);
  return (
    <div className={styles.curves}>
      <Group justify="space-between" gap="4px 12px" wrap="nowrap">
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
        <Group gap={8} wrap="nowrap">
          <NativeSelect
            size="xs"
            aria-label="Smoothed over so many steps"
            data={SPANS}
            value={span}
            onChange={(event) => setSpan(event.currentTarget.value)}
          />
          <CsvButton run={run} classes={classes} />
        </Group>
      </Group>
      {form === 'table' ? (
        <ChartTable label="Loss and scores by step" lines={tableLines(run.curve, Number(span))} />
      ) : (
        <>
          <StepChart run={run} span={Number(span)} />
          <ScoreChart run={run} classes={classes} />
        </>
      )}
    </div>
  );
}

/** The model's own where the run is the one that made it: images and their reading may have changed since. */
function useRunClasses({ plan }: ShownRun): readonly ClassInfo[] {
  const current = useStudio((state) => state.data.classes);
  const models = useStudio(predictionClasses);
  return plan !== null && current.length !== plan.spec.classes ? models : current;
}

function CsvButton({ run, classes }: { readonly run: ShownRun; readonly classes: readonly ClassInfo[] }) {
  const { shell } = useActions();
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<Download size={14} aria-hidden />}
      onClick={() => shell.saveText('curves.csv', curveCsv(run.curve, classes))}
    >
      CSV
    </Button>
  );
}

function StepChart({ run, span }: { readonly run: ShownRun; readonly span: number }) {
  const [metric, setMetric] = useState<StepMetric>('loss');
  const [logScale, setLogScale] = useState(false);
  const colors = CHART_COLORS[useComputedColorScheme('dark')];
  const lines = useMemo(() => stepLines(run.curve, metric, span, colors), [run.curve, metric, span, colors]);
  const marks = useMarks(run);
  return (
    <section className={styles.chart} aria-label={STEP_METRICS[metric].name}>
      <Group justify="space-between" gap={8} wrap="nowrap">
        <SegmentedControl
          size="xs"
          className={styles.metrics ?? ''}
          aria-label="Numbers of every step"
          data={[
            { value: 'loss', label: 'Loss' },
            { value: 'learningRate', label: 'Rate' },
            { value: 'gradientNorm', label: 'Gradient' },
            { value: 'dataWaitMs', label: 'Wait' },
          ]}
          value={metric}
          onChange={(value) => setMetric(value as StepMetric)}
        />
        <Switch
          size="xs"
          label="Log"
          aria-label="Log scale"
          checked={logScale}
          onChange={(event) => setLogScale(event.currentTarget.checked)}
        />
      </Group>
      <LineChart
        name={STEP_METRICS[metric].name}
        {...{ lines, logScale, marks }}
        totalSteps={run.totalSteps}
      />
    </section>
  );
}

const WHOLE_RANGE = [0, 1] as const;

function ScoreChart({ run, classes }: { readonly run: ShownRun; readonly classes: readonly ClassInfo[] }) {
  const [metric, setMetric] = useState<ScoreMetric>('dice');
  const scheme = useComputedColorScheme('dark');
  const lines = useMemo(() => {
    const seen = classes.map((info) => ({ ...info, color: legible(info.color, scheme) }));
    return scoreLines(run.curve, metric, seen, CHART_COLORS[scheme].mean);
  }, [run.curve, metric, classes, scheme]);
  const marks = useMarks(run);
  const name = metric === 'dice' ? 'Dice on held-out images' : 'IoU on held-out images';
  return (
    <section className={styles.chart} aria-label={name}>
      <Group justify="space-between" gap={8} wrap="nowrap">
        <SegmentedControl
          size="xs"
          aria-label="Score"
          data={[
            { value: 'dice', label: 'Dice' },
            { value: 'iou', label: 'IoU' },
          ]}
          value={metric}
          onChange={(value) => setMetric(value as ScoreMetric)}
        />
        <span className={styles.hint}>on held-out images, quick checks</span>
      </Group>
      {run.curve.validations.length === 0 ? (
        <p className={styles.waiting}>{noScoreText(run)}</p>
      ) : (
        <LineChart name={name} {...{ lines, marks }} range={WHOLE_RANGE} totalSteps={run.totalSteps} />
      )}
    </section>
  );
}

function noScoreText({ plan, summary }: ShownRun): string {
  if (plan?.split.validation.length === 0) return 'No image is held out, so there is no score.';
  if (summary !== null) return 'The run ended before its first check.';
  return plan === null
    ? 'The first check comes on the way.'
    : `The first check comes after ${plan.validateEvery} steps.`;
}

/** Where the learning rate was changed, and the moment that is looked back at. */
function useMarks({ rateChanges }: ShownRun): readonly ChartMark[] {
  const moment = useStudio((state) => state.train.moment);
  return useMemo(() => {
    const marks = rateChanges.map(({ step, factor }) => ({ step, text: rateText(factor) }));
    return moment === null ? marks : [...marks, { step: moment, text: '' }];
  }, [rateChanges, moment]);
}
