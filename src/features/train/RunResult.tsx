/** How the last run ended: its score in one sentence, and what it took. */
import type { TrainSummary } from '../../domain/train';
import { FactList } from '../../ui/facts/FactList';
import { formatDuration, formatLoss, formatScore, NO_VALUE, plural } from '../../ui/format';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { endText, scoreText } from './runText';
import styles from './train.module.css';

export function RunResult({ summary }: { readonly summary: TrainSummary }) {
  const { finalLoss, msPerStep, plan, scores } = summary;
  return (
    <InspectorGroup title="Result">
      {scores === null ? (
        <p>{scoreText(summary)}</p>
      ) : (
        <p className={styles.score}>
          Mean IoU <strong data-testid="heldout-iou">{formatScore(scores.meanIou)}</strong> on{' '}
          {plural(plan.split.validation.length, 'held-out image')}
        </p>
      )}
      <p className={styles.hint}>
        {endText(summary)}
        {scores && ' The weights that scored best on the way are kept.'}
      </p>
      <FactList
        facts={[
          { name: 'Last loss', value: formatLoss(finalLoss) },
          { name: 'Time a step', value: msPerStep === null ? NO_VALUE : formatDuration(msPerStep) },
        ]}
      />
    </InspectorGroup>
  );
}
