/** Stage "predict": which images are predicted, the pixels of those that are shown, and how they are drawn. */
import { isSameData } from '../common/isSameData';
import {
  PLAIN_PREDICT,
  type Prediction,
  type PredictionSummary,
  type PredictOptions,
  type PredictQueue,
} from '../domain/predict';
import { remember, retain } from './boundedCache';
import { IDLE } from './job';
import { latestOnly } from './latestOnly';
import { fittingRuns } from './modelRuns';
import { createQueueActions, type PredictFailure, type PredictJob, type QueueActions } from './predictQueue';
import { report, type SliceContext } from './sliceContext';

/** What is laid over the image. `truth` and `errors` need a mask; without one the labels are drawn. */
export type PredictMode = 'labels' | 'probability' | 'uncertainty' | 'truth' | 'errors';

/** In which order the film strip shows the images while this stage is open. */
export type StripOrder = 'loaded' | 'unsure';

/** Images whose pixels the page holds: that which is shown and those it was just changed from. */
const MAX_PREDICTIONS = 3;

export interface PredictState {
  /** Of every image that the current model has predicted, by image id. */
  readonly summaries: ReadonlyMap<string, PredictionSummary>;
  /** Pixels, by image id, of a few: (1 + classes) bytes each. Others are asked for when they are shown. */
  readonly predictions: ReadonlyMap<string, Prediction>;
  /** For what is predicted next. */
  readonly options: PredictOptions;
  readonly job: PredictJob;
  /** What is not finished of the images that were asked for: while they are predicted, and where that was cut off. */
  readonly queue: PredictQueue | null;
  /** Of the images asked for last. */
  readonly failures: readonly PredictFailure[];
  readonly order: StripOrder;
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
  queue: null,
  failures: [],
  order: 'loaded',
  opacity: 0.6,
  mode: 'labels',
  classIndex: 1,
};

export interface PredictActions extends QueueActions {
  setOptions(options: Partial<PredictOptions>): void;
  /** After another model came: takes out those runs it cannot be averaged with. */
  keepFittingRuns(): void;
  /** The files of an image that is too large to be held whole. Never rejects. */
  downloadWhole(imageId: string): Promise<void>;
  setOpacity(opacity: number): void;
  show(mode: PredictMode, classIndex?: number): void;
  setOrder(order: StripOrder): void;
  /** Sees to it that the pixels of a predicted image come; does nothing where they are here or on their way. */
  requestPrediction(imageId: string): void;
  /** Forgets the predictions of all images but these, which are unchanged. */
  keepOnly(unchanged: ReadonlySet<string>): void;
  /** Another model or project: shows what the worker has of it. Never rejects. */
  reload(): Promise<void>;
}

/** `keep` saves settings, and what is drawn, at once; it never rejects. */
export function createPredictActions(context: SliceContext, keep: () => Promise<void>): PredictActions {
  const predict = () => context.get().predict;
  const { overtake, ...queue } = createQueueActions(context, keep);
  const list = latestOnly(async () => {
    const seen = () => [predict().summaries, context.get().data.dataset] as const;
    const before = seen();
    const listed = await context.engine.predicted();
    // Something came or went meanwhile: the list may be older than that.
    if (seen().some((now, index) => now !== before[index])) return void list();
    context.patch('predict', {
      summaries: new Map(listed.map((summary) => [summary.imageId, summary])),
      queue: unmade(predict(), listed),
    });
  });
  return {
    ...queue,
    setOptions: (options) => context.patch('predict', { options: { ...predict().options, ...options } }),
    keepFittingRuns: () => {
      const { train, export: exported } = context.get();
      const { options } = predict();
      const runIds = fittingRuns(options.runIds, train.runs, exported.model, exported.runId);
      if (runIds.length < options.runIds.length)
        context.patch('predict', { options: { ...options, runIds } });
    },
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
    setOrder: (order) => context.patch('predict', { order }),
    requestPrediction: pixelFetcher(context),
    keepOnly: (unchanged) => {
      const { summaries, predictions } = predict();
      overtake((imageId) => !unchanged.has(imageId));
      const gone = [...summaries.keys()].filter((id) => !unchanged.has(id));
      if (gone.length === 0) return;
      context.patch('predict', {
        summaries: retain(summaries, unchanged),
        predictions: retain(predictions, unchanged),
      });
      context.engine.forgetPredictions(gone).catch((thrown: unknown) => report(context, thrown));
    },
    reload: async () => {
      context.patch('predict', { summaries: new Map(), predictions: new Map(), failures: [] });
      await list().catch((thrown: unknown) => report(context, thrown));
    },
  };
}

/**
 * What arrives for a prediction that was made anew or forgotten meanwhile is not shown; the former is asked for again. One
 * that cannot be had is one no more.
 */
function pixelFetcher(context: SliceContext): (imageId: string) => void {
  const underWay = new Set<string>();
  const summaryNow = (imageId: string) => context.get().predict.summaries.get(imageId);
  const fetchNow = async (imageId: string): Promise<void> => {
    const summary = summaryNow(imageId);
    if (summary === undefined) return;
    const found = await context.engine.prediction(imageId).catch((thrown: unknown) => {
      if (summaryNow(imageId) !== summary) return null;
      const summaries = new Map(context.get().predict.summaries);
      summaries.delete(imageId);
      context.patch('predict', { summaries });
      throw thrown;
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

/** A page that is left keeps what it did in its last moments, but not that it did it: those images are not left to do. */
function unmade({ queue, job }: PredictState, listed: readonly PredictionSummary[]): PredictQueue | null {
  if (queue === null || job.status === 'running') return queue;
  const made = listed.filter(({ options }) => isSameData(options, queue.options));
  const ids = new Set(made.map(({ imageId }) => imageId));
  const imageIds = queue.imageIds.filter((id) => !ids.has(id));
  if (imageIds.length === queue.imageIds.length) return queue;
  return imageIds.length === 0 ? null : { ...queue, imageIds };
}
