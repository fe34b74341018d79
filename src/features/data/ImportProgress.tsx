/** How far reading has come, the file being read, the time left where that is long, and a way out. */
import { Button, Progress } from '@mantine/core';
import { timeLeft } from '../../common/timeLeft';
import { formatCount } from '../../ui/format';
import { useActions, useStudio } from '../studioContext';
import styles from './data.module.css';

/** Shorter waits need no forecast, ms. */
const LONG_MS = 5000;

export function ImportProgress() {
  const { cancelImport } = useActions().data;
  const job = useStudio((state) => state.data.importJob);
  if (job.status !== 'running') return null;
  const { done, total, path, leftMs } = job;
  const share = total > 0 ? (100 * done) / total : 0;
  return (
    <div className={styles.progress} role="status">
      <div className={styles.progressLine}>
        <span>{readingText(done, total)}</span>
        {leftMs !== null && leftMs > LONG_MS && <span>{timeLeft(leftMs)}</span>}
        <span className={styles.progressPath}>{path}</span>
        <Button size="compact-sm" variant="default" onClick={cancelImport}>
          Cancel
        </Button>
      </div>
      <Progress value={share} size={4} animated={total === 0} aria-label="Files read" />
    </div>
  );
}

/** `total` is 0 while nobody knows it: archives are being opened. */
function readingText(done: number, total: number): string {
  if (total > 0) return `Reading ${formatCount(done)} of ${formatCount(total)} files`;
  return done > 0 ? `${formatCount(done)} files read` : 'Reading';
}
