/** How a run ended: its score in one sentence, then class by class, objects, and how far its certainty can be trusted. */
import type { Assessment } from '../../domain/metrics';
import type { TrainSummary } from '../../domain/train';
import { predictionClasses } from '../../state/selectors';
import { FactList } from '../../ui/facts/FactList';
import { formatDuration, formatLoss, formatScore, NO_VALUE } from '../../ui/format';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { Reliability } from '../../ui/reliability/Reliability';
import { ScoreTable } from '../../ui/scores/ScoreTable';
import { useStudio } from '../studioContext';
import { endText, heldOutText, scoreText } from './runText';
import { spreadFacts } from './spreadFacts';
import styles from './train.module.css';

export function RunResult({
  summary,
  name,
}: {
  readonly summary: TrainSummary;
  readonly name: string | null;
}) {
  const { assessment, finalLoss, msPerStep, plan } = summary;
  return (
    <>
      <InspectorGroup title={name ?? 'Result'}>
        <p className={styles.score}>{assessment?.sentence ?? scoreText(summary)}</p>
        <ClassScores summary={summary} />
        <p className={styles.hint}>{endText(summary)}</p>
        <FactList
          facts={[
            { name: 'Held out', value: heldOutText(plan.split) },
            { name: 'Last loss', value: formatLoss(finalLoss) },
            { name: 'Time a step', value: msPerStep === null ? NO_VALUE : formatDuration(msPerStep) },
          ]}
        />
      </InspectorGroup>
      {assessment && <Honest assessment={assessment} />}
    </>
  );
}

function ClassScores({ summary: { scores, plan } }: { readonly summary: TrainSummary }) {
  // The run's own: images and their reading may have changed since.
  const current = useStudio((state) => state.data.classes);
  const models = useStudio(predictionClasses);
  if (scores === null) return null;
  const classes = current.length === plan.spec.classes ? current : models;
  return (
    <ScoreTable
      caption="Held-out images, every pixel"
      full
      classes={classes}
      scores={scores}
      iouTestId="heldout-iou"
    />
  );
}

function Honest({ assessment }: { readonly assessment: Assessment }) {
  const facts = spreadFacts(assessment);
  const { calibration } = assessment;
  return (
    <>
      {facts.length > 0 && (
        <InspectorGroup title="Image by image" closed>
          <FactList facts={facts} />
        </InspectorGroup>
      )}
      {calibration && (
        <InspectorGroup
          title="How sure it is"
          closed
          detail={`off by ${formatScore(calibration.expectedError)}`}
        >
          <Reliability calibration={calibration} />
        </InspectorGroup>
      )}
    </>
  );
}
