/** How far an export is, in words. Pure. */
import { timeLeft } from '../../common/timeLeft';
import type { ResultExportState } from '../../state/resultExports';

/** "set/03.tif, 12 of 45, 20 s left"; what is left is told once some of it is done. `nowMs` on the clock of the job. */
export function progressText(job: ResultExportState['resultsJob'], nowMs: number): string {
  if (job.status !== 'running') return '';
  const { startedMs, done, total, imageId } = job;
  if (imageId === null) return 'Preparing…';
  const where = `${imageId}: ${done} of ${total}`;
  return done === 0 ? where : `${where}, ${timeLeft(((nowMs - startedMs) / done) * (total - done))}`;
}
