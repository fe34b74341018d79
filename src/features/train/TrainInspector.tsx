/** Stage "train" in the inspector: choices before a run, its numbers during, its score and what next after. */
import { Anchor } from '@mantine/core';
import { useMemo } from 'react';
import type { ErrorData } from '../../common/errors';
import { labelledImages } from '../../domain/data';
import { changedSettings } from '../../state/trainChoice';
import { Callout } from '../../ui/callout/Callout';
import { plural } from '../../ui/format';
import { useActions, useStudio } from '../studioContext';
import { Forecast } from './Forecast';
import { PresetChoice, Reasons } from './PresetChoice';
import { RunResult } from './RunResult';
import { RunStatus } from './RunStatus';
import { RunWork } from './RunWork';
import { SeriesPanel } from './SeriesPanel';
import { SettingsForm } from './SettingsForm';
import { shownRecord, shownRun } from './shownRun';
import { TimeChoice } from './TimeChoice';
import { TrainStatusRegion } from './TrainStatusRegion';
import styles from './train.module.css';
import { WarningList } from './WarningList';

export function TrainInspector() {
  const job = useStudio((state) => state.train.job);
  const picked = useStudio((state) => state.train.shownRunId !== null);
  const running = job.status === 'running';
  return (
    <>
      <TrainStatusRegion />
      {job.status === 'idle' && !picked && <NothingLabelled />}
      {job.status === 'failed' && !picked && <RunFailed error={job.error} />}
      {running && !picked && <Running run={job} />}
      {(picked || !running) && <Ended />}
      {!running && <Before />}
    </>
  );
}

function Running({ run }: { readonly run: Parameters<typeof RunStatus>[0]['run'] }) {
  const warnings = useStudio((state) => state.train.warnings);
  return (
    <>
      <WarningList warnings={warnings} />
      <RunStatus run={run} />
    </>
  );
}

/** The last run, or the kept one that was picked; nothing before the first. */
function Ended() {
  const { train } = useActions();
  const state = useStudio((studio) => studio.train);
  const run = useMemo(() => shownRun(state), [state]);
  const record = shownRecord(state);
  if (run === null) return null;
  return (
    <>
      {state.shownRunId !== null && (
        <p className={styles.block}>
          <Anchor component="button" type="button" inherit onClick={() => void train.showRun(null)}>
            Back to {state.job.status === 'running' ? 'the run under way' : 'the last run'}
          </Anchor>
        </p>
      )}
      {run.summary && <RunResult summary={run.summary} name={record?.name ?? null} />}
      <WarningList warnings={run.warnings} />
      {record && <RunWork run={record} />}
    </>
  );
}

function Before() {
  const { train } = useActions();
  const again = useStudio((state) => state.train.job.status === 'done' || state.train.shownRunId !== null);
  const changed = useStudio((state) => changedSettings(state.train.choice).length);
  return (
    <>
      {again && <h2 className={styles.next}>Next run</h2>}
      <PresetChoice />
      <TimeChoice />
      <Forecast />
      <Reasons />
      {changed > 0 && (
        <p className={styles.block}>
          {plural(changed, 'setting')} changed by you.{' '}
          <button type="button" className={styles.link} onClick={train.resetSettings}>
            All as the preset has them
          </button>
        </p>
      )}
      <SettingsForm />
      <SeriesPanel />
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
