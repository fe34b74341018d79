/** The work the status bar and the page's title speak of. Pure. */
import { timeLeft } from '../common/timeLeft';
import type { SeriesProgress } from '../domain/series';
import type { StudioState } from '../state/studioState';
import type { TrainRun } from '../state/trainProgress';
import { formatCount } from '../ui/format';

export interface Work {
  /** "training step 412/1,300 · 3 min left". */
  readonly text: string;
  /** 0..1. */
  readonly share: number;
}

/** Shorter waits need no forecast, ms. */
const LONG_MS = 5000;

/** Training before predicting before exporting before reading: the longest work is the one asked about. */
export function workUnderWay({ train, predict, data, export: { resultsJob } }: StudioState): Work | null {
  if (train.job.status === 'running') return trainingWork(train.job);
  if (train.seriesJob.status === 'running') return seriesWork(train.seriesJob.progress);
  if (predict.job.status === 'running') {
    return predictingWork(predict.job);
  }
  if (resultsJob.status === 'running') {
    const { done, total } = resultsJob;
    return total === 0 ? { text: 'exporting', share: 0 } : counted('exporting file', done, total);
  }
  if (data.importJob.status !== 'running') return null;
  const { done, total, leftMs } = data.importJob;
  if (total === 0) return { text: 'reading files', share: 0 };
  return withTime(counted('reading file', done, total), leftMs);
}

function predictingWork(job: StudioState['predict']['job'] & { status: 'running' }): Work {
  const { tile, tiles, done, left, leftMs } = job;
  const rest = left > 0 ? `, ${formatCount(left)} more` : '';
  const { text, share } = counted(`predicting${rest} · tile`, tile, tiles);
  // The first tile is known once the image is read.
  return withTime(
    { text: tiles === 0 ? `predicting${rest}` : text, share: (done + share) / (done + 1 + left) },
    leftMs,
  );
}

function withTime({ text, share }: Work, leftMs: number | null): Work {
  return { text: leftMs !== null && leftMs > LONG_MS ? `${text} · ${timeLeft(leftMs)}` : text, share };
}

function trainingWork(job: StudioState['train']['job'] & { status: 'running' }): Work {
  if (job.phase === 'planning') return { text: 'planning the run', share: 0 };
  if (job.phase === 'compiling') return compilingWork(job.compiled);
  const { text, share } = counted('training step', job.step, job.steps);
  const rest = job.phase === 'training' ? (job.etaMs === null ? '' : timeLeft(job.etaMs)) : job.phase;
  return { text: rest ? `${text} · ${rest}` : text, share };
}

function seriesWork(progress: SeriesProgress | null): Work {
  if (progress === null) return { text: 'planning several runs', share: 0 };
  return counted('training run', progress.done.length, progress.runs.length);
}

function compilingWork({ done, total }: TrainRun['compiled']): Work {
  if (total === 0) return { text: 'compiling for this GPU', share: 0 };
  return counted('compiling kernel', done, total);
}

function counted(what: string, done: number, total: number): Work {
  const share = total > 0 ? done / total : 0;
  return { text: `${what} ${formatCount(done)}/${formatCount(total)}`, share };
}
