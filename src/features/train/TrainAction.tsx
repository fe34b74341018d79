/** Stage "train", bottom right: start, pause, resume, stop, and on to predicting. */
import { Button, Group } from '@mantine/core';
import { ArrowRight, Pause, Play, Square } from 'lucide-react';
import type { TrainSummary } from '../../domain/train';
import { trainingBlocker } from '../../state/selectors';
import type { TrainPhase } from '../../state/trainProgress';
import { ActionBar } from '../../ui/ActionBar';
import { useActions, useStudio } from '../studioContext';

export function TrainAction() {
  const job = useStudio((state) => state.train.job);
  const blocker = useStudio(trainingBlocker);
  if (job.status === 'running') return <RunningActions phase={job.phase} />;
  return (
    <ActionBar note={blocker}>
      {job.status === 'done' && <PredictButton summary={job.summary} />}
      <StartButton primary={job.status !== 'done'} disabled={blocker !== null} />
    </ActionBar>
  );
}

function StartButton({ primary, disabled }: { readonly primary: boolean; readonly disabled: boolean }) {
  const { train } = useActions();
  return (
    <Button
      fullWidth
      variant={primary ? 'filled' : 'default'}
      leftSection={<Play size={16} aria-hidden />}
      disabled={disabled}
      onClick={() => void train.start()}
    >
      Start training
    </Button>
  );
}

/** Straight to a result: the first held-out image, or the selected one where none is held out, is predicted. */
function PredictButton({ summary }: { readonly summary: TrainSummary }) {
  const { data, predict, shell } = useActions();
  const images = useStudio((state) => state.data.dataset.images);
  const selectedId = useStudio((state) => state.data.selectedId);
  const heldOut = summary.plan.split.validation.find((id) => images.some((image) => image.id === id));
  const imageId = heldOut ?? selectedId;
  const onClick = () => {
    shell.open('predict');
    if (imageId === null) return;
    data.select(imageId);
    void predict.run([imageId]);
  };
  return (
    <Button fullWidth rightSection={<ArrowRight size={16} aria-hidden />} onClick={onClick}>
      Predict
    </Button>
  );
}

function RunningActions({ phase }: { readonly phase: TrainPhase }) {
  const { train } = useActions();
  const stopping = phase === 'stopping';
  return (
    <ActionBar note={null}>
      <Group gap="xs" wrap="nowrap">
        {phase === 'paused' ? (
          <Button
            flex="1 0 auto"
            leftSection={<Play size={16} aria-hidden />}
            onClick={() => void train.resume()}
          >
            Resume
          </Button>
        ) : (
          <Button
            flex="1 0 auto"
            variant="default"
            leftSection={<Pause size={16} aria-hidden />}
            disabled={stopping}
            onClick={() => void train.pause()}
          >
            Pause
          </Button>
        )}
        <Button
          flex="1 0 auto"
          variant="default"
          leftSection={<Square size={14} aria-hidden />}
          disabled={stopping}
          onClick={() => void train.stop()}
        >
          Stop and keep
        </Button>
      </Group>
    </ActionBar>
  );
}
