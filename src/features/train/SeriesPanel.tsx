/** Two questions that take several runs, each with its cost before it is asked: more labels, and how sure the score is. */
import { Button, Progress, useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import { labelledImages } from '../../domain/data';
import { planSeries, type SeriesKind, type SeriesResult, seriesRefusal } from '../../domain/series';
import { trainingBlocker } from '../../state/selectors';
import { CHART_COLORS } from '../../ui/chart/chartOptions';
import { formatScore, plural } from '../../ui/format';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useActions, useStudio } from '../studioContext';
import { SeriesCurve } from './SeriesCurve';
import { progressText, seriesMinutes, seriesShare } from './seriesText';
import styles from './train.module.css';

const QUESTIONS: Readonly<
  Record<SeriesKind, { readonly title: string; readonly doc: string; readonly ask: string }>
> = {
  learningCurve: {
    title: 'Would more labels help?',
    doc: 'Trains on 1, 2, 4 … of your images and scores each on the same held-out ones.',
    ask: 'Find out',
  },
  crossValidation: {
    title: 'How sure is the score?',
    doc: 'Cross-validation: every image is held out once, in several runs.',
    ask: 'Cross-validate',
  },
};

export function SeriesPanel() {
  return (
    <>
      <Question kind="learningCurve" />
      <Question kind="crossValidation" />
    </>
  );
}

function Question({ kind }: { readonly kind: SeriesKind }) {
  const { title, doc } = QUESTIONS[kind];
  const job = useStudio((state) => state.train.seriesJob);
  const mine = job.status === 'running' && job.kind === kind;
  const answered = job.status === 'done' && job.kind === kind ? job.result : null;
  return (
    <InspectorGroup title={title} closed={!mine && answered === null}>
      <p className={styles.hint}>{doc}</p>
      {answered && <Answer result={answered} />}
      {mine ? <UnderWay /> : <Ask kind={kind} />}
    </InspectorGroup>
  );
}

function Ask({ kind }: { readonly kind: SeriesKind }) {
  const { train } = useActions();
  const settings = useStudio((state) => state.train.settings);
  const dataset = useStudio((state) => state.data.dataset);
  const secondsPerStep = useStudio((state) => state.train.forecast?.secondsPerStep ?? null);
  const blocker = useStudio(trainingBlocker);
  const ids = useMemo(() => labelledImages(dataset).map(({ id }) => id), [dataset]);
  const refusal = seriesRefusal(kind, ids.length);
  if (refusal !== null) return <p className={styles.note}>{refusal}</p>;
  const runs = planSeries(kind, settings, ids).length;
  const minutes = seriesMinutes(runs, settings, secondsPerStep);
  return (
    <>
      <p className={styles.note}>
        {plural(runs, 'run')}
        {minutes === null ? '' : `, about ${plural(minutes, 'minute')} in all`}.
      </p>
      <Button
        fullWidth
        size="xs"
        variant="default"
        disabled={blocker !== null}
        onClick={() => void train.runSeries(kind)}
      >
        {QUESTIONS[kind].ask}
      </Button>
    </>
  );
}

function UnderWay() {
  const { train } = useActions();
  const progress = useStudio(({ train: { seriesJob } }) =>
    seriesJob.status === 'running' ? seriesJob.progress : null,
  );
  return (
    <>
      <p className={styles.note} role="status">
        {progressText(progress)}
      </p>
      <Progress aria-label="Runs done" size="sm" value={100 * seriesShare(progress)} />
      <Button fullWidth size="xs" variant="default" onClick={train.cancelSeries}>
        Stop and keep what is done
      </Button>
    </>
  );
}

function Answer({ result }: { readonly result: SeriesResult }) {
  const { line, text } = CHART_COLORS[useComputedColorScheme('dark')];
  const [only] = result.points;
  return (
    <>
      {result.points.length > 1 && <SeriesCurve points={result.points} colors={{ line, text }} />}
      {result.points.length === 1 && only && (
        <p className={styles.score}>
          Dice {formatScore(only.meanDice.mean)} ± {formatScore(only.meanDice.sd)}
        </p>
      )}
      <p className={styles.note}>{result.sentence}</p>
    </>
  );
}
