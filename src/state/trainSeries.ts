/** Stage "train": several runs at once that answer one question: would more labels help, how sure is the score. */
import type { SeriesKind, SeriesOutcome, SeriesProgress, SeriesResult } from '../domain/series';
import { endedBy, IDLE, type Job } from './job';
import type { SliceContext } from './sliceContext';
import { reportIn, retract } from './stageFailure';
import { isSame } from './trainChoice';
import { trainRequest } from './trainRequest';

export interface SeriesState {
  readonly seriesJob: Job<
    { readonly kind: SeriesKind; readonly progress: SeriesProgress | null },
    { readonly kind: SeriesKind; readonly result: SeriesResult }
  >;
  /** What a cancelled series had done, and with which settings: not made again. */
  readonly seriesDone: { readonly of: string; readonly done: readonly SeriesOutcome[] } | null;
}

export const INITIAL_SERIES: SeriesState = { seriesJob: IDLE, seriesDone: null };

export interface SeriesActions {
  /** Resolves when it has ended, however it did. Never rejects. */
  runSeries(kind: SeriesKind): Promise<void>;
  /** Ends it after the current step; what is done is kept and not made again. */
  cancelSeries(): void;
  onSeries(progress: SeriesProgress): void;
}

/** `settled` resolves once the settings are those of the preset for the images of now. */
export function createSeriesActions(context: SliceContext, settled: () => Promise<void>): SeriesActions {
  const train = () => context.get().train;
  let abort = new AbortController();
  const runSeries = async (kind: SeriesKind) => {
    if (train().job.status === 'running' || train().seriesJob.status === 'running') return;
    retract(context, train().seriesJob);
    abort = new AbortController();
    const startedMs = context.host.now();
    context.patch('train', { seriesJob: { status: 'running', startedMs, kind, progress: null } });
    let of: string | null = null;
    try {
      await settled();
      const { name: _, start: __, ...request } = trainRequest(context.get(), { kind: 'new', fineTune: null });
      // Other masks, or the same read otherwise, make other runs of the same images.
      of = JSON.stringify({ kind, request, dataset: context.get().data.dataset });
      const known = train().seriesDone;
      const done = known !== null && isSame(known.of, of) ? known.done : [];
      const result = await context.engine.series({ ...request, kind, done }, abort.signal);
      context.patch('train', {
        seriesDone: { of, done: result.done },
        seriesJob: { status: 'done', kind, result },
      });
    } catch (thrown) {
      const { seriesJob } = train();
      const done = seriesJob.status === 'running' ? seriesJob.progress?.done : undefined;
      if (of !== null && done) context.patch('train', { seriesDone: { of, done } });
      context.patch('train', { seriesJob: endedBy(reportIn(context, 'train', thrown)) });
    }
  };
  return {
    runSeries,
    cancelSeries: () => abort.abort(),
    onSeries: (progress) => {
      const { seriesJob } = train();
      if (seriesJob.status === 'running') context.patch('train', { seriesJob: { ...seriesJob, progress } });
    },
  };
}
