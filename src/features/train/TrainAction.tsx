/** Stage "train", bottom right: start, pause, resume, stop, and on to predicting. */
import { Button, Group } from '@mantine/core';
import { ArrowRight, Pause, Play, Square } from 'lucide-react';
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
      {job.status === 'done' && <PredictButton />}
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

function PredictButton() {
  const { shell } = useActions();
  return (
    <Button
      fullWidth
      rightSection={<ArrowRight size={16} aria-hidden />}
      onClick={() => shell.open('predict')}
    >
      Predict
    </Button>
  );
}

function RunningActions({ phase }: { readonly phase: TrainPhase }) {
  const { train } = useActions();
  const stopping = phase === 'stopping';
  return (
    <ActionBar note={null}>
      <Group gap="xs" grow wrap="nowrap">
        {phase === 'paused' ? (
          <Button leftSection={<Play size={16} aria-hidden />} onClick={() => void train.resume()}>
            Resume
          </Button>
        ) : (
          <Button
            variant="default"
            leftSection={<Pause size={16} aria-hidden />}
            disabled={stopping}
            onClick={() => void train.pause()}
          >
            Pause
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<Square size={14} aria-hidden />}
          disabled={stopping}
          onClick={() => void train.stop()}
        >
          Stop
        </Button>
      </Group>
    </ActionBar>
  );
}
