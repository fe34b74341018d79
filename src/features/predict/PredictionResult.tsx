/** How good the prediction is where the truth is known, how much of each class it found, what it took. */
import type { ClassInfo } from '../../domain/labels';
import type { PredictionSummary } from '../../domain/predict';
import { shownObjects } from '../../state/objectsSlice';
import { predictionClasses, selectedHasLabels } from '../../state/selectors';
import { FactList } from '../../ui/facts/FactList';
import { formatDuration, formatShare, plural } from '../../ui/format';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { ScoreTable } from '../../ui/scores/ScoreTable';
import { useStudio } from '../studioContext';
import { ClassTotals } from './objects/ClassTotals';
import { ObjectScoresList } from './objects/ObjectScoresList';
import styles from './predict.module.css';

export function PredictionResult({ summary }: { readonly summary: PredictionSummary }) {
  const classes = useStudio(predictionClasses);
  const objects = useStudio((state) => shownObjects(state)?.objects ?? null);
  const hasMask = useStudio(selectedHasLabels);
  return (
    <>
      <InspectorGroup title="Scores">
        {summary.scores ? (
          <ScoreTable
            caption="Against this image’s mask"
            classes={classes}
            scores={summary.scores}
            iouTestId="predict-iou"
          />
        ) : (
          <p className={styles.hint}>{noScoreText(hasMask)}</p>
        )}
        {objects?.scores && <ObjectScoresList scores={objects.scores} />}
      </InspectorGroup>
      <InspectorGroup title="Found">
        {objects && <ClassTotals objects={objects} />}
        <FactList facts={[...shareFacts(summary.shares, classes), workFact(summary)]} />
        {summary.smallerTile !== undefined && (
          <p className={styles.hint}>
            In tiles of {summary.smallerTile} px: the graphics memory has no room for larger ones.
          </p>
        )}
      </InspectorGroup>
    </>
  );
}

function noScoreText(hasMask: boolean): string {
  return hasMask
    ? 'No score: this image’s mask has classes that the model does not know.'
    : 'This image has no mask to compare with.';
}

function shareFacts(shares: readonly number[], classes: readonly ClassInfo[]) {
  return shares.map((share, index) => ({
    name: classes[index]?.name ?? `class ${index}`,
    value: `${formatShare(share)} of the pixels`,
  }));
}

function workFact({ tiles, ms }: PredictionSummary) {
  return { name: 'Computed', value: `${plural(tiles, 'tile')} in ${formatDuration(ms)}` };
}
