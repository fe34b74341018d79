/** Stage "train" in the inspector: the settings before a run, its numbers during, its score after. */
import { Alert, Anchor } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import type { ErrorData } from '../../common/errors';
import { labelledImages } from '../../domain/data';
import { useActions, useStudio } from '../studioContext';
import { RunResult } from './RunResult';
import { RunStatus } from './RunStatus';
import { SettingsForm } from './SettingsForm';
import { TrainStatusRegion } from './TrainStatusRegion';
import styles from './train.module.css';

export function TrainInspector() {
  const job = useStudio((state) => state.train.job);
  return (
    <>
      <TrainStatusRegion />
      {job.status === 'idle' && <NothingLabelled />}
      {job.status === 'failed' && <RunFailed error={job.error} />}
      {job.status === 'running' && <RunStatus run={job} />}
      {job.status === 'done' && <RunResult summary={job.summary} />}
      <SettingsForm locked={job.status === 'running'} />
    </>
  );
}

function NothingLabelled() {
  const { shell } = useActions();
  const labelled = useStudio((state) => labelledImages(state.data.dataset).length);
  if (labelled > 0) return null;
  return (
    <Alert
      color="yellow"
      variant="light"
      icon={<TriangleAlert size={16} aria-hidden />}
      className={styles.alert}
    >
      Training needs at least one image with a mask.{' '}
      <Anchor component="button" type="button" inherit onClick={() => shell.open('data')}>
        Add images
      </Anchor>
    </Alert>
  );
}

function RunFailed({ error }: { readonly error: ErrorData }) {
  return (
    <Alert
      color="red"
      variant="light"
      icon={<TriangleAlert size={16} aria-hidden />}
      title={error.message}
      className={styles.alert}
    >
      {error.hint} Your settings are kept.
    </Alert>
  );
}
