/** Stage "predict": what the model says about each image, and how that is drawn. */
import { throwIfAborted } from '../common/abort';
import type { Prediction } from '../domain/predict';
import { retain } from './boundedCache';
import { endedBy, IDLE, type Job } from './job';
import type { SliceContext } from './sliceContext';
import { reportIn, retract } from './stageFailure';

/** What is laid over the image. `truth` and `errors` need a mask; without one the labels are drawn. */
export type PredictMode = 'labels' | 'probability' | 'truth' | 'errors';

export interface PredictState {
  /** By image id; (1 + classes) bytes a pixel each. All belong to the current model. */
  readonly predictions: ReadonlyMap<string, Prediction>;
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
  predictions: new Map(),
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
  setOpacity(opacity: number): void;
  show(mode: PredictMode, classIndex?: number): void;
  onProgress(imageId: string, tile: number, tiles: number): void;
  /** Forgets the predictions of all images but these; all of them without an argument. */
  forget(keep?: ReadonlySet<string>): void;
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
    const prediction = await context.engine.predict(imageId, cancel.signal);
    // The user removed or replaced the image, or changed its labels: this says nothing of what is there now.
    if (overtaken) return;
    context.patch('predict', { predictions: new Map(predict().predictions).set(imageId, prediction) });
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
  return {
    run,
    cancel: () => cancel.abort(),
    setOpacity: (opacity) => context.patch('predict', { opacity }),
    show: (mode, classIndex) =>
      context.patch('predict', { mode, classIndex: classIndex ?? predict().classIndex }),
    onProgress: (imageId, tile, tiles) => {
      const { job } = predict();
      if (job.status !== 'running' || job.imageId !== imageId) return;
      context.patch('predict', { job: { ...job, tile, tiles } });
    },
    forget: (keep = new Set()) => {
      const { job, predictions } = predict();
      if (job.status === 'running' && !keep.has(job.imageId)) overtaken = true;
      context.patch('predict', { predictions: retain(predictions, keep) });
    },
  };
}
