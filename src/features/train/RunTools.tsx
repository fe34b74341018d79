/** Beside the row of runs: the way to the comparison, and back from a deletion. */
import { Button } from '@mantine/core';
import { useActions, useStudio } from '../studioContext';
import styles from './strips.module.css';

export function RunTools() {
  const { train } = useActions();
  const compared = useStudio((state) => state.train.compared.length);
  const comparing = useStudio((state) => state.train.comparing);
  const deleted = useStudio((state) => state.train.deleted);
  if (deleted === null && compared === 0) return null;
  return (
    <div className={styles.tools} role="status">
      {deleted !== null && (
        <>
          <span className={styles.told}>Deleted {deleted.name}.</span>
          <Button size="compact-xs" variant="default" onClick={train.undoDelete}>
            Bring back
          </Button>
        </>
      )}
      {compared > 0 && (
        <Button
          size="compact-xs"
          variant={comparing ? 'default' : 'filled'}
          disabled={compared < 2}
          onClick={() => train.showComparison(!comparing)}
        >
          {comparing ? 'Back to the run' : `Compare ${compared}`}
        </Button>
      )}
    </div>
  );
}
