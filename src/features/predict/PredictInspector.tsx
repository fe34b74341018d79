/** Stage "predict" in the inspector: progress, how the prediction is drawn, and how good it is. */
import { Anchor } from '@mantine/core';
import type { ErrorData } from '../../common/errors';
import { isOpenForCorrection } from '../../state/correctSlice';
import { selectedImage } from '../../state/selectors';
import { Callout } from '../../ui/callout/Callout';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useActions, useStudio } from '../studioContext';
import { CorrectGroup } from './correct/CorrectGroup';
import { FailureList } from './FailureList';
import { LargeImageGroup } from './LargeImageGroup';
import { OptionsGroup } from './OptionsGroup';
import { OverlayControls } from './OverlayControls';
import { ObjectsGroup } from './objects/ObjectsGroup';
import { PausedQueue } from './PausedQueue';
import { PredictionResult } from './PredictionResult';
import { PredictProgress } from './PredictProgress';
import styles from './predict.module.css';
import { StripOrder } from './StripOrder';
import { useSelectedSummary } from './useSelectedPrediction';

export function PredictInspector() {
  const job = useStudio((state) => state.predict.job);
  const hasModel = useStudio((state) => state.export.model !== null);
  const isLarge = useStudio((state) => selectedImage(state)?.large ?? false);
  const summary = useSelectedSummary();
  const isOpen = useStudio(isOpenForCorrection);
  return (
    <>
      {!hasModel && <NoModel />}
      {job.status === 'failed' && <PredictFailed error={job.error} />}
      {job.status === 'running' && <PredictProgress {...job} />}
      <PausedQueue />
      <FailureList />
      <LargeImageGroup />
      {hasModel && <OptionsGroup />}
      <StripOrder />
      {summary && (
        <>
          <InspectorGroup title="Overlay">
            <OverlayControls summary={summary} />
          </InspectorGroup>
          {!isLarge && <ObjectsGroup />}
        </>
      )}
      {!isLarge && (summary || isOpen) && <CorrectGroup />}
      {summary && <PredictionResult summary={summary} />}
      {hasModel && !summary && job.status !== 'running' && (
        <p className={styles.lead}>
          Predict cuts an image of any size into overlapping tiles and labels every pixel.
        </p>
      )}
    </>
  );
}

function NoModel() {
  const { shell } = useActions();
  return (
    <Callout tone="warning">
      There is no model yet.{' '}
      <Anchor component="button" type="button" inherit onClick={() => shell.open('train')}>
        Train one
      </Anchor>{' '}
      or{' '}
      <Anchor component="button" type="button" inherit onClick={() => shell.open('export')}>
        load a saved one
      </Anchor>
      .
    </Callout>
  );
}

function PredictFailed({ error }: { readonly error: ErrorData }) {
  return (
    <Callout tone="error" title={error.message}>
      {error.hint}
    </Callout>
  );
}
