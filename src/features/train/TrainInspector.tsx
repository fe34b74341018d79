/** Stage "train" in the inspector: the settings before a run, its numbers during, its score after. */
import { Anchor } from '@mantine/core';
import type { ErrorData } from '../../common/errors';
import { labelledImages } from '../../domain/data';
import { Callout } from '../../ui/callout/Callout';
import { useActions, useStudio } from '../studioContext';
import { Forecast } from './Forecast';
import { RunResult } from './RunResult';
import { RunStatus } from './RunStatus';
import { SettingsForm } from './SettingsForm';
import { TrainStatusRegion } from './TrainStatusRegion';

export function TrainInspector() {
  const job = useStudio((state) => state.train.job);
  return (
    <>
      <TrainStatusRegion />
      {job.status === 'idle' && <NothingLabelled />}
      {job.status === 'failed' && <RunFailed error={job.error} />}
      {job.status === 'running' && <RunStatus run={job} />}
      {job.status === 'done' && <RunResult summary={job.summary} />}
      {job.status !== 'running' && <Forecast />}
      <SettingsForm locked={job.status === 'running'} />
    </>
  );
}

function NothingLabelled() {
  const { shell } = useActions();
  const labelled = useStudio((state) => labelledImages(state.data.dataset).length);
  if (labelled > 0) return null;
  return (
    <Callout tone="warning">
      Training needs at least one image with a mask.{' '}
      <Anchor component="button" type="button" inherit onClick={() => shell.open('data')}>
        Add images
      </Anchor>
    </Callout>
  );
}

function RunFailed({ error }: { readonly error: ErrorData }) {
  return (
    <Callout tone="error" title={error.message}>
      {error.hint} Your settings are kept.
    </Callout>
  );
}
