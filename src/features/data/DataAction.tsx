/** Primary action of the Data stage: add images; once some have masks, go on to training. */
import { Button } from '@mantine/core';
import { trainingBlocker } from '../../state/selectors';
import { ActionBar } from '../../ui/ActionBar';
import { useActions, useStudio } from '../studioContext';
import styles from './data.module.css';
import { useFilePicker } from './FilePicker';

export function DataAction() {
  const actions = useActions();
  const picker = useFilePicker();
  const empty = useStudio((state) => state.data.dataset.images.length === 0);
  const blocker = useStudio(trainingBlocker);
  if (empty) return <ActionBar note="Drop files anywhere on this page, at any time.">{null}</ActionBar>;
  const start = () => {
    actions.shell.open('train');
    void actions.train.start();
  };
  return (
    <ActionBar note={blocker}>
      <div className={styles.actionRow}>
        <Button variant="default" onClick={picker.openFiles}>
          Add images
        </Button>
        <Button onClick={start} disabled={blocker !== null}>
          Start training
        </Button>
      </div>
    </ActionBar>
  );
}
