/** "Correct" in the inspector: tools for the prediction, what of it is then the truth, and how training goes on with it. */
import { Button, SegmentedControl } from '@mantine/core';
import { CheckCheck, GraduationCap, Plus, RotateCcw, SkipForward } from 'lucide-react';
import type { TruthScope } from '../../../imaging/paint/drawnLabels';
import { isOpenForCorrection, stepsToGo } from '../../../state/correctSlice';
import { isPainting } from '../../../state/paintSlice';
import {
  predictBlocker,
  predictionClasses,
  selectedImage,
  type trainingBlocker,
} from '../../../state/selectors';

import { Callout } from '../../../ui/callout/Callout';
import { plural } from '../../../ui/format';
import { InspectorGroup } from '../../../ui/InspectorGroup';
import { NumberField } from '../../../ui/NumberField';
import { PaintClasses } from '../../PaintClasses';
import { PaintObjects } from '../../PaintObjects';
import { PaintTools } from '../../PaintTools';
import styles from '../../paint.module.css';
import { useActions, useStudio } from '../../studioContext';

export function CorrectGroup() {
  const { correct } = useActions();
  const edited = useStudio((state) => state.correct.edited.size);
  const unfolded = useStudio((state) => state.correct.unfolded);
  const classes = useStudio(predictionClasses);
  return (
    <InspectorGroup
      title="Correct"
      detail={edited > 0 ? `${plural(edited, 'image')} not added` : undefined}
      closed={!unfolded}
      onToggle={(open) => correct.set({ unfolded: open })}
    >
      <PaintTools stage="predict" hint="Take up a tool to correct this prediction." />
      <PaintClasses classes={classes} />
      <PaintObjects stage="predict" />
      <Objects />
      <Truth />
      <Adding />
    </InspectorGroup>
  );
}

function Objects() {
  const { correct, paint } = useActions();
  const image = useStudio(selectedImage);
  const isOpen = useStudio(isPainting);
  const isEdited = useStudio((state) => state.correct.edited.has(state.data.selectedId ?? ''));
  return (
    <div className={styles.row}>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<CheckCheck size={14} aria-hidden />}
        disabled={!isOpen}
        onClick={paint.acceptAll}
      >
        Accept all
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<RotateCcw size={14} aria-hidden />}
        disabled={!isEdited || image === null}
        onClick={() => image && correct.discard(image.id)}
      >
        Discard
      </Button>
    </div>
  );
}

const SCOPES: readonly { readonly value: TruthScope; readonly label: string }[] = [
  { value: 'image', label: 'Whole image' },
  { value: 'region', label: 'Corrected region' },
];

function Truth() {
  const { correct } = useActions();
  const scope = useStudio((state) => state.correct.scope);
  const margin = useStudio((state) => state.correct.margin);
  return (
    <>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="What counts as the truth"
        data={[...SCOPES]}
        value={scope}
        onChange={(value) => correct.set({ scope: value })}
      />
      <p className={styles.hint}>
        {scope === 'image'
          ? 'Every pixel counts as it is now: for an image that is right everywhere.'
          : 'What you painted, accepted or rejected counts, and the background around it; all else is ignored.'}
      </p>
      {scope === 'region' && (
        <NumberField
          label="Background around it"
          value={margin}
          min={0}
          max={200}
          step={1}
          suffix=" px"
          onCommit={(value) => correct.set({ margin: Math.round(value) })}
        />
      )}
    </>
  );
}

function Adding() {
  const { correct } = useActions();
  const image = useStudio(selectedImage);
  const job = useStudio((state) => state.correct.job);
  const isOpen = useStudio(isOpenForCorrection);
  const steps = useStudio(stepsToGo);
  const blocker = useStudio((state) => (image?.large ? null : goOnBlocker(state)));
  const predicting = useStudio(predictBlocker);
  const disabled = image === null || !isOpen || job.status === 'running';
  return (
    <>
      {job.status === 'failed' && (
        <Callout tone="error" title={job.error.message}>
          {job.error.hint}
        </Callout>
      )}
      <Button
        variant="default"
        leftSection={<Plus size={16} aria-hidden />}
        disabled={disabled}
        onClick={() => image && void correct.add(image.id)}
      >
        Add to training set
      </Button>
      {image?.drawn !== undefined && (
        <p className={styles.hint}>This image has drawn labels in the training set.</p>
      )}
      <NumberField
        label="Steps to train on"
        value={steps}
        min={1}
        max={1_000_000}
        step={10}
        onCommit={(value) => correct.set({ steps: Math.max(1, Math.round(value)) })}
      />
      <Button
        variant="default"
        leftSection={<GraduationCap size={16} aria-hidden />}
        disabled={disabled || blocker !== null}
        onClick={() => image && void correct.addAndContinue(image.id)}
      >
        Add and continue training
      </Button>
      {blocker !== null && <p className={styles.hint}>{blocker}</p>}
      <Button
        variant="subtle"
        leftSection={<SkipForward size={16} aria-hidden />}
        disabled={predicting !== null}
        onClick={() => void correct.nextLeastSure()}
      >
        Next: least sure image
      </Button>
    </>
  );
}

/** Why training cannot go on, but for what adding the first labels mends. */
function goOnBlocker(state: Parameters<typeof trainingBlocker>[0]): string | null {
  const busy = state.train.job.status === 'running' || state.train.seriesJob.status === 'running';
  if (busy) return 'Training is under way.';
  if (state.predict.job.status === 'running') return 'Predicting is under way.';
  return state.device.job.status === 'done' ? null : 'The GPU is not open yet.';
}
