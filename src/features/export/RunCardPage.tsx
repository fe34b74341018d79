/** A run on one page: what was trained on what, its scores, curve and settings. Prints without the frame around it. */
import { Button, NativeSelect } from '@mantine/core';
import { ArrowLeft, Printer } from 'lucide-react';
import { useState } from 'react';
import { STUDIO_VERSION } from '../../common/version';
import type { ClassInfo } from '../../domain/labels';
import type { RunRecord } from '../../domain/run';
import { shownProject } from '../../state/projectSession';
import { predictionClasses } from '../../state/selectors';
import { FactList } from '../../ui/facts/FactList';
import { Reliability } from '../../ui/reliability/Reliability';
import { ScoreTable } from '../../ui/scores/ScoreTable';
import { useStudio } from '../studioContext';
import { CurvePicture } from './CurvePicture';
import styles from './runCard.module.css';
import { runCardFacts } from './runCardFacts';

export function RunCardPage({ onClose }: { readonly onClose: () => void }) {
  const runs = useStudio((state) => state.train.runs);
  const [runId, setRunId] = useState<string | null>(null);
  const run = runs.find(({ id }) => id === runId) ?? runs.find(({ hasWeights }) => hasWeights) ?? runs[0];
  if (run === undefined) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard.
    <section className={styles.page} tabIndex={0} aria-label="Run card">
      <div className={styles.tools}>
        <Button variant="default" leftSection={<ArrowLeft size={16} aria-hidden />} onClick={onClose}>
          Back to the formats
        </Button>
        {runs.length > 1 && (
          <NativeSelect
            aria-label="Run"
            data={runs.map(({ id, name }) => ({ value: id, label: name }))}
            value={run.id}
            onChange={(event) => setRunId(event.currentTarget.value)}
          />
        )}
        <Button leftSection={<Printer size={16} aria-hidden />} onClick={() => window.print()}>
          Print
        </Button>
      </div>
      <RunCard run={run} />
    </section>
  );
}

const DATE = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short' });

function RunCard({ run }: { readonly run: RunRecord }) {
  const project = useStudio((state) => shownProject(state.projects.session)?.name ?? null);
  const classes = useRunClasses(run);
  const { plan, summary, curve, warnings } = run;
  return (
    <article className={styles.card}>
      <header>
        <h2 className={styles.title}>{run.name}</h2>
        <p className={styles.dim}>
          {project === null ? '' : `${project} · `}
          {DATE.format(run.startedMs)} · U-Net Studio {STUDIO_VERSION}
        </p>
      </header>
      <p className={styles.sentence}>
        {summary?.assessment?.sentence ??
          'This run has no scores: it did not come to its end, or held nothing out.'}
      </p>
      <div className={styles.two}>
        {summary?.scores && (
          <ScoreTable
            caption="What was held out, every pixel"
            full
            classes={classes}
            scores={summary.scores}
          />
        )}
        {summary?.assessment?.calibration && <Reliability calibration={summary.assessment.calibration} />}
      </div>
      <CurvePicture curve={curve} />
      <div className={styles.groups}>
        {runCardFacts(run).map(({ title, facts }) => (
          <section key={title} className={styles.group}>
            <h3 className={styles.heading}>{title}</h3>
            <FactList facts={facts} />
          </section>
        ))}
      </div>
      {warnings.length > 0 && (
        <section>
          <h3 className={styles.heading}>Noticed on the way</h3>
          <ul className={styles.list}>
            {warnings.map(({ step, kind, message }) => (
              <li key={`${kind} ${step}`}>
                Step {step}: {message}
              </li>
            ))}
          </ul>
        </section>
      )}
      <NameList title="Trained on" names={plan.split.train} />
      <NameList title="Held out" names={plan.split.validation} />
    </article>
  );
}

function NameList({ title, names }: { readonly title: string; readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <section>
      <h3 className={styles.heading}>{title}</h3>
      <p className={styles.names}>{names.join(', ')}</p>
    </section>
  );
}

/** The model's own where the run has as many: images and their reading may have changed since. */
function useRunClasses({ plan }: RunRecord): readonly ClassInfo[] {
  const current = useStudio((state) => state.data.classes);
  const models = useStudio(predictionClasses);
  return current.length === plan.spec.classes ? current : models;
}
