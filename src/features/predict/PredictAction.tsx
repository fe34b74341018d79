/** Stage "predict", bottom right: the selected image, or all of them; cancel while it runs. */
import { Button } from '@mantine/core';
import { Images, ScanSearch, X } from 'lucide-react';
import { predictBlocker } from '../../state/selectors';
import { ActionBar } from '../../ui/ActionBar';
import { plural } from '../../ui/format';
import { useActions, useStudio } from '../studioContext';

export function PredictAction() {
  const { predict } = useActions();
  const running = useStudio((state) => state.predict.job.status === 'running');
  const blocker = useStudio(predictBlocker);
  const selectedId = useStudio((state) => state.data.selectedId);
  const images = useStudio((state) => state.data.dataset.images);
  const done = useStudio((state) => state.predict.summaries.size);
  if (running) return <CancelAction />;
  const disabled = blocker !== null;
  return (
    <ActionBar note={blocker ?? predictedNote(done, images.length)}>
      <Button
        fullWidth
        leftSection={<ScanSearch size={16} aria-hidden />}
        disabled={disabled || selectedId === null}
        onClick={() => void predict.run(selectedId === null ? [] : [selectedId])}
      >
        Predict
      </Button>
      <Button
        fullWidth
        variant="default"
        leftSection={<Images size={16} aria-hidden />}
        disabled={disabled}
        onClick={() => void predict.run(images.map((image) => image.id))}
      >
        Predict all
      </Button>
    </ActionBar>
  );
}

function CancelAction() {
  const { predict } = useActions();
  return (
    <ActionBar note="Images that are finished are kept, the others let go.">
      <Button fullWidth variant="default" leftSection={<X size={16} aria-hidden />} onClick={predict.cancel}>
        Cancel
      </Button>
    </ActionBar>
  );
}

function predictedNote(done: number, images: number): string | null {
  return done === 0 ? null : `${done} of ${plural(images, 'image')} predicted.`;
}
