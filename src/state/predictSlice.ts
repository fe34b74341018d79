/** Stage "predict": which images are predicted, the pixels of those that are shown, and how they are drawn. */
import { throwIfAborted } from '../common/abort';
import {
  PLAIN_PREDICT,
  type Prediction,
  type PredictionSummary,
  type PredictOptions,
} from '../domain/predict';
import { remember, retain } from './boundedCache';
import { endedBy, IDLE, type Job } from './job';
import { latestOnly } from './latestOnly';
import { report, type SliceContext } from './sliceContext';
import { reportIn, retract } from './stageFailure';

/** What is laid over the image. `truth` and `errors` need a mask; without one the labels are drawn. */
export type PredictMode = 'labels' | 'probability' | 'truth' | 'errors';

/** Images whose pixels the page holds: that which is shown and those it was just changed from. */
const MAX_PREDICTIONS = 3;

export interface PredictState {
  /** Of every image that the current model has predicted, by image id. */
  readonly summaries: ReadonlyMap<string, PredictionSummary>;
  /** Pixels, by image id, of a few: (1 + classes) bytes each. Others are asked for when they are shown. */
  readonly predictions: ReadonlyMap<string, Prediction>;
  /** For what is predicted next. */
  readonly options: PredictOptions;
  /** `left` are the images still to come after `imageId`; tile counts from 0 to `tiles`. */
  readonly job: Job<{
    readonly imageId: string;
    readonly tile: number;
    readonly tiles: number;
    readonly left: number;
  }>;
  /** Of the overlay, 0..1. */
  readonly opacity: number;
  readonly mode: PredictMode;
  /** Whose probability is drawn. */
  readonly classIndex: number;
}

export const INITIAL_PREDICT: PredictState = {
  summaries: new Map(),
  predictions: new Map(),
  options: PLAIN_PREDICT,
  job: IDLE,
  opacity: 0.6,
  mode: 'labels',
  classIndex: 1,
};

export interface PredictActions {
  /** Predicts these images one after the other. Never rejects. */
  run(imageIds: readonly string[]): Promise<void>;
  /** Keeps what is predicted already. */
  cancel(): void;
  setOptions(options: Partial<PredictOptions>): void;
  /** The files of an image that is too large to be held whole. Never rejects. */
  downloadWhole(imageId: string): Promise<void>;
  setOpacity(opacity: number): void;
  show(mode: PredictMode, classIndex?: number): void;
  onProgress(imageId: string, tile: number, tiles: number): void;
  /** Sees to it that the pixels of a predicted image come; does nothing where they are here or on their way. */
  requestPrediction(imageId: string): void;
  /** Forgets the predictions of all images but these, which are unchanged. */
  keepOnly(unchanged: ReadonlySet<string>): void;
  /** Another model or project: shows what the worker has of it. Never rejects. */
  reload(): Promise<void>;
}

export function createPredictActions(context: SliceContext): PredictActions {
  const predict = () => context.get().predict;
  let cancel = new AbortController();
  /** Whether the image that is being predicted was to be forgotten meanwhile. */
  let overtaken = false;
  const predictOne = async (imageId: string, left: number) => {
    const startedMs = context.host.now();
    context.patch('predict', { job: { status: 'running', startedMs, imageId, tile: 0, tiles: 0, left } });
    overtaken = false;
    const summary = await context.engine.predict(imageId, predict().options, cancel.signal);
    // The user removed or replaced the image, or changed its labels: this says nothing of what is there now.
    if (overtaken) return context.engine.forgetPredictions([imageId]);
    const { summaries, predictions } = predict();
    context.patch('predict', {
      summaries: withLast(summaries, summary),
      predictions: without(predictions, imageId),
    });
  };
  const run = async (imageIds: readonly string[]) => {
    if (predict().job.status === 'running') return;
    retract(context, predict().job);
    cancel = new AbortController();
    try {
      for (const [index, imageId] of imageIds.entries()) {
        throwIfAborted(cancel.signal);
        await predictOne(imageId, imageIds.length - index - 1);
      }
      context.patch('predict', { job: { status: 'done' } });
    } catch (thrown) {
      context.patch('predict', { job: endedBy(reportIn(context, 'predict', thrown)) });
    }
  };
  const list = latestOnly(async () => {
    const { summaries: before } = predict();
    const listed = await context.engine.predicted();
    // Something came or went meanwhile: the list may be older than that.
    if (predict().summaries !== before) return void list();
    context.patch('predict', { summaries: new Map(listed.map((summary) => [summary.imageId, summary])) });
  });
  return {
    run,
    cancel: () => cancel.abort(),
    setOptions: (options) => context.patch('predict', { options: { ...predict().options, ...options } }),
    downloadWhole: async (imageId) => {
      try {
        context.host.save(await context.engine.largeFiles(imageId));
      } catch (thrown) {
        report(context, thrown);
      }
    },
    setOpacity: (opacity) => context.patch('predict', { opacity }),
    show: (mode, classIndex) =>
      context.patch('predict', { mode, classIndex: classIndex ?? predict().classIndex }),
    onProgress: (imageId, tile, tiles) => {
      const { job } = predict();
      if (job.status !== 'running' || job.imageId !== imageId) return;
      context.patch('predict', { job: { ...job, tile, tiles } });
    },
    requestPrediction: pixelFetcher(context),
    keepOnly: (unchanged) => {
      const { job, summaries, predictions } = predict();
      if (job.status === 'running' && !unchanged.has(job.imageId)) overtaken = true;
      const gone = [...summaries.keys()].filter((id) => !unchanged.has(id));
      if (gone.length === 0) return;
      context.patch('predict', {
        summaries: retain(summaries, unchanged),
        predictions: retain(predictions, unchanged),
      });
      context.engine.forgetPredictions(gone).catch((thrown: unknown) => report(context, thrown));
    },
    reload: async () => {
      context.patch('predict', { summaries: new Map(), predictions: new Map() });
      await list().catch((thrown: unknown) => report(context, thrown));
    },
  };
}

/** What arrives for a prediction that was made anew or forgotten meanwhile is not shown; the former is asked for again. */
function pixelFetcher(context: SliceContext): (imageId: string) => void {
  const underWay = new Set<string>();
  const summaryNow = (imageId: string) => context.get().predict.summaries.get(imageId);
  const fetchNow = async (imageId: string): Promise<void> => {
    const summary = summaryNow(imageId);
    if (summary === undefined) return;
    const found = await context.engine.prediction(imageId).catch((thrown: unknown) => {
      if (summaryNow(imageId) === summary) throw thrown;
      return null;
    });
    if (found === null || summaryNow(imageId) !== summary) return fetchNow(imageId);
    const { predictions } = context.get().predict;
    context.patch('predict', { predictions: remember(predictions, imageId, found, MAX_PREDICTIONS) });
  };
  return (imageId) => {
    const { summaries, predictions } = context.get().predict;
    if (underWay.has(imageId) || predictions.has(imageId) || !summaries.has(imageId)) return;
    underWay.add(imageId);
    fetchNow(imageId)
      .catch((thrown: unknown) => report(context, thrown))
      .finally(() => underWay.delete(imageId));
  };
}

function withLast(summaries: PredictState['summaries'], summary: PredictionSummary) {
  const next = new Map(summaries);
  next.delete(summary.imageId);
  return next.set(summary.imageId, summary);
}

function without<V>(cache: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  const next = new Map(cache);
  return next.delete(key) ? next : cache;
}
