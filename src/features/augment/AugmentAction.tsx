/** The Augment stage is live and has no primary action: only other patches to look at. */
import { Button } from '@mantine/core';
import { Dices } from 'lucide-react';
import { ActionBar } from '../../ui/ActionBar';
import { useActions, useStudio } from '../studioContext';

export function AugmentAction() {
  const { newDraw } = useActions().augment;
  const draw = useStudio((state) => state.augment.draw);
  const empty = useStudio((state) => state.augment.preview.length === 0);
  const note = draw === 0 ? 'These are the first patches of the run.' : 'Other patches, same settings.';
  return (
    <ActionBar note={empty ? null : note}>
      <Button
        variant="default"
        leftSection={<Dices size={16} aria-hidden />}
        aria-keyshortcuts="r"
        disabled={empty}
        onClick={newDraw}
      >
        New draw
      </Button>
    </ActionBar>
  );
}
