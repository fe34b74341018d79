/** The Augment stage is live and has no primary action: only another seed, which is the run's own. */
import { Button } from '@mantine/core';
import { Dices } from 'lucide-react';
import { labelledImages } from '../../domain/data';
import { ActionBar } from '../../ui/ActionBar';
import { useActions, useStudio } from '../studioContext';

export function AugmentAction() {
  const { moveSeed } = useActions().augment;
  const seed = useStudio((state) => state.train.settings.seed);
  // Not whether patches are on screen: the weight map shows none, and the seed is the run's all the same.
  const empty = useStudio(({ data }) => labelledImages(data.dataset).length === 0);
  return (
    <ActionBar note={empty ? null : `Seed ${seed}: the first patches that training will draw.`}>
      <Button
        variant="default"
        leftSection={<Dices size={16} aria-hidden />}
        aria-keyshortcuts="r"
        title="New seed for the next run (R); Shift-R goes back"
        disabled={empty}
        onClick={() => moveSeed(1)}
      >
        New seed
      </Button>
    </ActionBar>
  );
}
