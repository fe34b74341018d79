/** Stage "train" in the middle: the image in hand on the left, the curves of the run on the right. */
import { useMemo } from 'react';
import { predictionClasses } from '../../state/selectors';
import type { ValidationPoint } from '../../state/trainProgress';
import type { TrainState } from '../../state/trainSlice';
import { LossChart } from '../../ui/chart/LossChart';
import { plural } from '../../ui/format';
import { ScoreTable } from '../../ui/scores/ScoreTable';
import { useStudio } from '../studioContext';
import { TrainImage } from './TrainImage';
import styles from './train.module.css';

export function TrainCentre() {
  const status = useStudio((state) => state.train.job.status);
  const hasCurve = useStudio((state) => state.train.curve.losses.length > 0);
  const showsRun = hasCurve || status === 'running';
  return (
    <div className={styles.centre}>
      <div className={styles.image}>
        <TrainImage />
      </div>
      {showsRun && <RunCurves />}
    </div>
  );
}

function RunCurves() {
  const curve = useStudio((state) => state.train.curve);
  const job = useStudio((state) => state.train.job);
  const planned = useStudio((state) => state.train.settings.steps);
  const validations = useMemo(() => curve.validations.map(means), [curve.validations]);
  const totalSteps = job.status === 'running' ? job.steps : lastRunSteps(job, planned);
  return (
    <div className={styles.curves}>
      <div className={styles.chart}>
        <LossChart losses={curve.losses} validations={validations} totalSteps={totalSteps} />
      </div>
      <HeldOutScores />
    </div>
  );
}

/** On the way the last quick check, which looks at a part of the held-out pixels; after the end, at all of them. */
function HeldOutScores() {
  // The run's own: images and their reading may have changed since.
  const classes = useStudio((state) =>
    state.train.job.status === 'done' ? predictionClasses(state) : state.data.classes,
  );
  const quick = useStudio((state) => state.train.curve.validations.at(-1) ?? null);
  const full = useStudio(({ train }) => (train.job.status === 'done' ? train.job.summary.scores : null));
  const scores = full ?? quick?.scores ?? null;
  if (scores === null) return null;
  const caption = full
    ? 'Held-out images, every pixel'
    : `Held-out images, quick check after ${plural(quick?.step ?? 0, 'step')}`;
  return (
    <div className={styles.scores}>
      <ScoreTable caption={caption} classes={classes} scores={scores} />
    </div>
  );
}

function means({ step, scores }: ValidationPoint) {
  return { step, meanIou: scores.meanIou, meanDice: scores.meanDice };
}

function lastRunSteps(job: TrainState['job'], planned: number): number {
  return job.status === 'done' ? job.summary.plan.steps : planned;
}
