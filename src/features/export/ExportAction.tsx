/** Stage "export", bottom right: everything as one download, or on to the stage that is missing. */
import { Button } from '@mantine/core';
import { ArrowRight, Download, X } from 'lucide-react';
import { ActionBar } from '../../ui/ActionBar';
import { useActions, useStudio } from '../studioContext';
import { progressText } from './progressText';
import { useResultBlocker } from './useResultBlocker';

export function ExportAction() {
  const hasModel = useStudio((state) => state.export.model !== null);
  const predicted = useStudio((state) => state.predict.summaries.size);
  const running = useStudio((state) => state.export.resultsJob.status === 'running');
  if (running) return <CancelAction />;
  return hasModel && predicted > 0 ? <DownloadAction /> : <MissingStage hasModel={hasModel} />;
}

function DownloadAction() {
  const actions = useActions();
  const blocker = useResultBlocker('everything');
  return (
    <ActionBar note={blocker ?? 'Everything that is checked, in one zip.'}>
      <Button
        fullWidth
        leftSection={<Download size={16} aria-hidden />}
        disabled={blocker !== null}
        onClick={() => void actions.export.downloadResults('everything')}
      >
        Download
      </Button>
    </ActionBar>
  );
}

function CancelAction() {
  const actions = useActions();
  const job = useStudio((state) => state.export.resultsJob);
  return (
    <ActionBar note={progressText(job, performance.now())}>
      <Button
        fullWidth
        variant="default"
        leftSection={<X size={16} aria-hidden />}
        onClick={actions.export.cancelResults}
      >
        Cancel
      </Button>
    </ActionBar>
  );
}

function MissingStage({ hasModel }: { readonly hasModel: boolean }) {
  const { shell } = useActions();
  const missing = hasModel ? 'predict' : 'train';
  return (
    <ActionBar note={hasModel ? 'Masks need a prediction.' : 'Nothing is trained yet.'}>
      <Button
        fullWidth
        variant="default"
        rightSection={<ArrowRight size={16} aria-hidden />}
        onClick={() => shell.open(missing)}
      >
        {hasModel ? 'Go to Predict' : 'Go to Train'}
      </Button>
    </ActionBar>
  );
}
