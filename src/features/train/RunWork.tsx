/** What can be done with a kept run: predict with it, go on with it, begin from its weights, or run it with a change. */
import { ActionIcon, Button, Group, NumberInput, TextInput } from '@mantine/core';
import { Check, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { RunRecord } from '../../domain/run';
import { TRAIN_LIMITS } from '../../domain/train';
import { trainingBlocker } from '../../state/selectors';
import { formatCount } from '../../ui/format';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useActions, useStudio } from '../studioContext';
import styles from './train.module.css';
import { Variant } from './Variant';

export function RunWork({ run }: { readonly run: RunRecord }) {
  const blocked = useStudio((state) => trainingBlocker(state) !== null);
  return (
    <>
      <InspectorGroup title="This run">
        <RunName key={run.id} run={run} />
        <Continue run={run} blocked={blocked} />
        <UseAndDelete run={run} blocked={blocked} />
      </InspectorGroup>
      {run.status !== 'running' && <Variant run={run} blocked={blocked} />}
    </>
  );
}

function RunName({ run }: { readonly run: RunRecord }) {
  const { train } = useActions();
  const [draft, setDraft] = useState<string | null>(null);
  const keep = () => {
    if (draft !== null && draft.trim() !== '' && draft !== run.name) void train.renameRun(run.id, draft);
    setDraft(null);
  };
  if (draft === null) {
    return (
      <div className={styles.settingHead}>
        <span>{run.name}</span>
        <ActionIcon
          variant="subtle"
          className={styles.tool ?? ''}
          aria-label={`Rename ${run.name}`}
          onClick={() => setDraft(run.name)}
        >
          <Pencil size={14} aria-hidden />
        </ActionIcon>
      </div>
    );
  }
  return (
    <TextInput
      size="xs"
      aria-label="Name of the run"
      data-autofocus
      autoFocus
      value={draft}
      maxLength={80}
      rightSection={
        <ActionIcon variant="subtle" size="sm" aria-label="Keep the name" onClick={keep}>
          <Check size={14} aria-hidden />
        </ActionIcon>
      }
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
        if (event.key === 'Escape') setDraft(null);
      }}
    />
  );
}

interface PartProps {
  readonly run: RunRecord;
  readonly blocked: boolean;
}

/** To the steps that were planned where it did not come to its end; then some more. */
function Continue({ run, blocked }: PartProps) {
  const { train } = useActions();
  const { checkpointStep, status } = run;
  if (checkpointStep === null || status === 'running') {
    if (status !== 'interrupted') return null;
    return <p className={styles.hint}>Nothing of its state was kept: it cannot go on.</p>;
  }
  const isCutShort = status !== 'done' && checkpointStep < run.plan.steps;
  return (
    <>
      {(status === 'interrupted' || isCutShort) && (
        <Button fullWidth size="xs" disabled={blocked} onClick={() => void train.goOn(run.id, 0)}>
          Resume after step {formatCount(checkpointStep)}
        </Button>
      )}
      {status !== 'interrupted' && <Longer key={run.id} run={run} blocked={blocked} />}
    </>
  );
}

/** Steps are counted from those planned, also where the run ended before. */
function Longer({ run, blocked }: PartProps) {
  const { train } = useActions();
  const [more, setMore] = useState<number | string>(run.plan.steps);
  const isShort = (run.checkpointStep ?? 0) < run.plan.steps;
  const steps = Number(more);
  const { min, max } = TRAIN_LIMITS.steps;
  const valid = Number.isInteger(steps) && steps >= min && steps + run.plan.steps <= max;
  return (
    <>
      <Group gap={8} wrap="nowrap" align="flex-end">
        <NumberInput
          size="xs"
          label="More steps"
          className={styles.number ?? ''}
          value={more}
          min={min}
          max={max - run.plan.steps}
          step={100}
          allowDecimal={false}
          onChange={setMore}
        />
        <Button
          flex={1}
          size="xs"
          variant="default"
          disabled={blocked || !valid}
          onClick={() => void train.goOn(run.id, steps)}
        >
          Continue longer
        </Button>
      </Group>
      {isShort && (
        <p className={styles.hint}>Beyond the {formatCount(run.plan.steps)} steps that were planned.</p>
      )}
    </>
  );
}

/** Buttons that share a row of the inspector. */
const IN_ROW = { flex: '1 0 auto', size: 'xs', px: 8, variant: 'default' } as const;

function UseAndDelete({ run, blocked }: PartProps) {
  const { train } = useActions();
  return (
    <Group gap={8} wrap="nowrap">
      <Button
        {...IN_ROW}
        disabled={blocked || !run.hasWeights}
        title="Its best weights become the model that predicts and is exported"
        onClick={() => void train.adoptRun(run.id)}
      >
        Use model
      </Button>
      <Button
        {...IN_ROW}
        disabled={blocked || !run.hasWeights}
        title="A new run with the settings below, from these weights"
        onClick={() => void train.fineTune(run.id)}
      >
        Fine-tune
      </Button>
      <Button
        {...IN_ROW}
        aria-label={`Delete ${run.name}`}
        disabled={run.status === 'running'}
        leftSection={<Trash2 size={14} aria-hidden />}
        onClick={() => void train.deleteRun(run.id)}
      >
        Delete
      </Button>
    </Group>
  );
}
