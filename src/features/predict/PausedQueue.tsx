/** What was left to predict when the page was closed or the device failed: to go on with, or to let go. */
import { Button } from '@mantine/core';
import { pausedImages, predictBlocker } from '../../state/selectors';
import { Callout } from '../../ui/callout/Callout';
import { plural } from '../../ui/format';
import { useActions, useStudio } from '../studioContext';
import styles from './predict.module.css';

export function PausedQueue() {
  const { predict } = useActions();
  const left = useStudio(pausedImages);
  const blocker = useStudio(predictBlocker);
  if (left === 0) return null;
  return (
    <Callout
      tone="warning"
      title={`${plural(left, 'image')} of the queue ${left === 1 ? 'is' : 'are'} left.`}
    >
      <div className={styles.choices}>
        <Button
          size="compact-sm"
          disabled={blocker !== null}
          title={blocker ?? undefined}
          onClick={() => void predict.resumeQueue()}
        >
          Resume
        </Button>
        <Button size="compact-sm" variant="default" onClick={predict.discardQueue}>
          Discard
        </Button>
      </div>
    </Callout>
  );
}
