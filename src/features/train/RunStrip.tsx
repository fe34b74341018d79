/** The runs that the project keeps, newest first: one is looked at, several are compared. */
import { Checkbox } from '@mantine/core';
import type { RunRecord } from '../../domain/run';
import { formatScore } from '../../ui/format';
import { useActions, useStudio } from '../studioContext';
import { useKeptRuns } from '../useKeptRuns';
import { runFacts, STATUS_TEXT } from './runFacts';
import styles from './strips.module.css';

export function RunStrip() {
  const runs = useKeptRuns();
  const error = useStudio((state) => state.train.runsError);
  if (runs.length === 0) {
    const text = error?.message ?? 'Every run is kept here, to be compared, used and gone on with.';
    return <p className={styles.empty}>{text}</p>;
  }
  return (
    <ul className={styles.strip} aria-label="Runs">
      {runs.map((run) => (
        <li key={run.id}>
          <RunCard run={run} />
        </li>
      ))}
    </ul>
  );
}

function RunCard({ run }: { readonly run: RunRecord }) {
  const { train } = useActions();
  const shown = useStudio((state) => state.train.shownRunId === run.id);
  const compared = useStudio((state) => state.train.compared.includes(run.id));
  const { date, score, steps } = runFacts(run);
  return (
    <div className={styles.run} data-shown={shown || undefined}>
      <button
        type="button"
        className={styles.runButton}
        aria-pressed={shown}
        onClick={() => void train.showRun(shown ? null : run.id)}
      >
        <span className={styles.runName} title={run.name}>
          {run.name}
        </span>
        <span className={styles.runScore}>{score === null ? '–' : `Dice ${formatScore(score)}`}</span>
        <span className={styles.detail}>
          {run.preset} · {steps}
        </span>
        <span className={styles.detail} data-status={run.status}>
          {STATUS_TEXT[run.status]} · {date}
        </span>
      </button>
      <Checkbox
        size="xs"
        className={styles.pick ?? ''}
        aria-label={`Compare ${run.name}`}
        checked={compared}
        onChange={() => train.toggleCompared(run.id)}
      />
    </div>
  );
}
