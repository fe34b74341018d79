/** Stage "export", bottom right: on to the stage that is missing. The downloads themselves are on their cards. */
import { Button } from '@mantine/core';
import { ArrowRight } from 'lucide-react';
import { ActionBar } from '../../ui/ActionBar';
import { useActions, useStudio } from '../studioContext';

export function ExportAction() {
  const { shell } = useActions();
  const hasModel = useStudio((state) => state.export.model !== null);
  const predicted = useStudio((state) => state.predict.summaries.size);
  if (hasModel && predicted > 0) return null;
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
