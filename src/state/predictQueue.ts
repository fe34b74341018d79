/**
 * Stage "predict": images one behind the other. What is left is state, so that it is kept in the project and can be gone
 * on with after a reload. An image that fails is noted and the others go on; what would fail all of them ends the queue.
 */
import { throwIfAborted } from '../common/abort';
import { type ErrorCode, type ErrorData, studioError, toErrorData } from '../common/errors';
import type { PredictionSummary, PredictOptions, PredictQueue } from '../domain/predict';
import { endedBy, type Job } from './job';
import type { PredictState } from './predictSlice';
import { notify, type SliceContext } from './sliceContext';
import { reportIn, retract } from './stageFailure';
import { timeToGo } from './timeToGo';

/** `left` are the images still to come after `imageId`, whose tiles count from 0 to `tiles`; `leftMs` is of all, null while nobody knows. */
export type PredictJob = Job<{
  readonly imageId: string;
  readonly tile: number;
  readonly tiles: number;
  readonly done: number;
  readonly left: number;
  readonly leftMs: number | null;
}>;

export interface PredictFailure {
  readonly imageId: string;
  readonly error: ErrorData;
}

export interface QueueActions {
  /** Predicts these images one behind the other; a queue that was cut off waits meanwhile. Never rejects. */
  run(imageIds: readonly string[]): Promise<void>;
  /** Keeps what is predicted already; the rest is let go. */
  cancel(): void;
  /** Goes on with what was left, as it was asked for. Never rejects. */
  resumeQueue(): Promise<void>;
  discardQueue(): void;
  onProgress(imageId: string, tile: number, tiles: number): void;
}

/** One is read, one is on the device, one is scored and kept: see the worker's PredictLine. */
const AT_ONCE = 3;

/** What is no fault of the image. */
const ENDS_ALL: ReadonlySet<ErrorCode> = new Set([
  'aborted',
  'busy',
  'no-model',
  'device-lost',
  'device-error',
  'internal',
  'models-differ',
  'no-such-run',
]);

/**
 * `keep` saves what is left, and what is drawn, at once. `overtake`: these images are no longer what they were; what is
 * being made of them is not to be kept.
 */
export function createQueueActions(
  context: SliceContext,
  keep: () => Promise<void>,
): QueueActions & { overtake(isStale: (imageId: string) => boolean): void } {
  const predict = () => context.get().predict;
  let current: QueueRun | null = null;
  const runAll = async (
    imageIds: readonly string[],
    options: PredictOptions,
    paused: PredictQueue | null,
  ) => {
    const known = new Set(context.get().data.dataset.images.map(({ id }) => id));
    const asked = imageIds.filter((id) => known.has(id));
    if (predict().job.status === 'running') return;
    retract(context, predict().job);
    current = new QueueRun(context, asked, options, paused);
    await current.toTheEnd(keep);
    current = null;
  };
  return {
    run: (imageIds) => runAll(imageIds, predict().options, predict().queue),
    cancel: () => current?.cancel(),
    resumeQueue: async () => {
      const { queue } = predict();
      if (queue !== null) await runAll(queue.imageIds, queue.options, null);
    },
    discardQueue: () => {
      current?.dropPaused();
      context.patch('predict', { queue: null });
    },
    onProgress: (imageId, tile, tiles) => current?.progressed(imageId, tile, tiles),
    overtake: (isStale) => current?.overtake(isStale),
  };
}

/**
 * Pixels stand for work: images of a set may differ much in size. `paused` is the queue that was cut off before and waits;
 * one whose images are all asked for anew is replaced.
 */
class QueueRun {
  private readonly abort = new AbortController();
  private readonly startedMs: number;
  private readonly asked: ReadonlySet<string>;
  private readonly left: Set<string>;
  /** Those that no lane has taken yet. */
  private readonly pending: string[];
  /** Those that had to be predicted twice. */
  private readonly again = new Set<string>();
  private paused: PredictQueue | null;
  private readonly pixels: ReadonlyMap<string, number>;
  /** Those that the worker has, the first one first. */
  private readonly underWay = new Map<string, { readonly tile: number; readonly tiles: number }>();
  private readonly overtaken = new Set<string>();
  private readonly failures: PredictFailure[] = [];
  private ending: { readonly thrown: unknown } | null = null;

  constructor(
    private readonly context: SliceContext,
    private readonly imageIds: readonly string[],
    private readonly options: PredictOptions,
    paused: PredictQueue | null,
  ) {
    this.startedMs = context.host.now();
    this.asked = new Set(imageIds);
    this.left = new Set(imageIds);
    this.pending = [...imageIds];
    this.paused = paused?.imageIds.some((id) => !this.left.has(id)) ? paused : null;
    const { images } = context.get().data.dataset;
    this.pixels = new Map(images.map(({ id, width, height }) => [id, width * height]));
  }

  async toTheEnd(keep: () => Promise<void>): Promise<void> {
    this.tell({ failures: [] });
    // Before the first image is: however soon the page is left, it knows what was asked for.
    await keep();
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.lane()));
    const { ending } = this;
    if (ending === null) {
      this.context.patch('predict', { job: { status: 'done' }, queue: this.waiting() });
      this.tellFailures();
    } else {
      const error = reportIn(this.context, 'predict', ending.thrown);
      const isToGoOn = error.code !== 'aborted' && this.imageIds.length > 1;
      const job = endedBy(error);
      this.context.patch('predict', { job, ...(isToGoOn ? {} : { queue: this.waiting() }) });
    }
  }

  cancel(): void {
    this.abort.abort();
  }

  dropPaused(): void {
    this.paused = null;
  }

  progressed(imageId: string, tile: number, tiles: number): void {
    if (!this.underWay.has(imageId)) return;
    this.underWay.set(imageId, { tile, tiles });
    this.tell();
  }

  overtake(isStale: (imageId: string) => boolean): void {
    for (const imageId of this.underWay.keys()) if (isStale(imageId)) this.overtaken.add(imageId);
  }

  private async lane(): Promise<void> {
    try {
      for (let imageId = this.pending.shift(); imageId !== undefined; imageId = this.pending.shift()) {
        throwIfAborted(this.abort.signal);
        await this.one(imageId);
      }
    } catch (thrown) {
      // The lanes that this stops throw as well; the first says why.
      this.ending ??= { thrown };
      this.abort.abort();
    }
  }

  private async one(imageId: string): Promise<void> {
    this.underWay.set(imageId, { tile: 0, tiles: 0 });
    this.tell();
    try {
      const summary = await this.context.engine.predict(imageId, this.options, this.abort.signal);
      // The user removed or replaced the image, or changed its labels: this says nothing of what is there now.
      if (!this.overtaken.has(imageId))
        return this.settle(imageId, withSummary(this.context.get().predict, summary));
      await this.context.engine.forgetPredictions([imageId]);
      if (this.isThere(imageId) && !this.isToDoAgain(imageId)) throw changedAgain(imageId);
    } catch (thrown) {
      const error = toErrorData(thrown);
      const isToDoAgain = this.isToDoAgain(imageId);
      if (ENDS_ALL.has(error.code) || (this.imageIds.length === 1 && !isToDoAgain)) throw thrown;
      if (!isToDoAgain && this.isThere(imageId)) this.failures.push({ imageId, error });
    }
    if (this.isToDoAgain(imageId)) this.requeue(imageId);
    this.settle(imageId);
  }

  /** It was overtaken and is still there. Once: whoever goes on changing it is not run after. */
  private isToDoAgain(imageId: string): boolean {
    return this.overtaken.has(imageId) && !this.again.has(imageId) && this.isThere(imageId);
  }

  private isThere(imageId: string): boolean {
    return this.context.get().data.dataset.images.some(({ id }) => id === imageId);
  }

  /** To the end of the queue. */
  private requeue(imageId: string): void {
    this.again.add(imageId);
    this.pending.push(imageId);
  }

  private settle(imageId: string, change: Partial<PredictState> = {}): void {
    this.underWay.delete(imageId);
    if (!this.pending.includes(imageId)) this.left.delete(imageId);
    this.overtaken.delete(imageId);
    this.tell({ ...change, failures: [...this.failures] });
  }

  /** As the state says it, with what else is new. */
  private tell(change: Partial<PredictState> = {}): void {
    const { left, startedMs } = this;
    const shown = this.underWay.keys().next().value ?? left.keys().next().value ?? '';
    const { tile, tiles } = this.underWay.get(shown) ?? { tile: 0, tiles: 0 };
    const counts = { done: this.imageIds.length - left.size, left: Math.max(0, left.size - 1) };
    const job = { status: 'running', startedMs, imageId: shown, tile, tiles, ...counts } as const;
    const queue = this.queued();
    this.context.patch('predict', { ...change, job: { ...job, leftMs: this.leftMs() }, queue });
  }

  /** The same object while it is: settings are kept when it changes. */
  private queued(): PredictState['queue'] {
    const { queue } = this.context.get().predict;
    const waiting = this.waiting();
    // A reload must not lose what waits; one image that was asked for between is no reason to change its options.
    const options = waiting !== null && this.imageIds.length === 1 ? waiting.options : this.options;
    const imageIds = [...new Set([...this.left, ...(waiting?.imageIds ?? [])])];
    return queue?.options === options && queue.imageIds.length === imageIds.length
      ? queue
      : { imageIds, options };
  }

  /** What is to be put back when this ends: all that was paused but what this has done. */
  private waiting(): PredictQueue | null {
    if (this.paused === null) return null;
    const isDone = (id: string) => this.asked.has(id) && !this.left.has(id);
    const imageIds = this.paused.imageIds.filter((id) => !isDone(id));
    return imageIds.length > 0 ? { ...this.paused, imageIds } : null;
  }

  private leftMs(): number | null {
    let [done, total] = [0, 0];
    for (const id of this.imageIds) {
      const pixels = this.pixels.get(id) ?? 0;
      const { tile, tiles } = this.underWay.get(id) ?? { tile: 0, tiles: 0 };
      total += pixels;
      done += this.left.has(id) ? (tiles === 0 ? 0 : (tile / tiles) * pixels) : pixels;
    }
    return timeToGo(this.context.host.now() - this.startedMs, done, total);
  }

  /** Where the stage that lists them is not open. */
  private tellFailures(): void {
    const [first, ...others] = this.failures;
    if (first === undefined || this.context.get().shell.stage === 'predict') return;
    const message =
      others.length === 0
        ? `${first.imageId} could not be predicted.`
        : `${this.failures.length} of ${this.imageIds.length} images could not be predicted.`;
    notify(this.context, { tone: 'warning', message, subject: null, hint: 'The Predict stage says why.' });
  }
}

function changedAgain(imageId: string) {
  return studioError(
    'data-changed',
    `${imageId} changed twice while it was predicted, so it has no prediction.`,
    'Predict it again.',
    imageId,
  );
}

/** The newest last; pixels of a former prediction are old. */
function withSummary(
  { summaries, predictions }: PredictState,
  summary: PredictionSummary,
): Pick<PredictState, 'summaries' | 'predictions'> {
  const [all, pixels] = [new Map(summaries), new Map(predictions)];
  all.delete(summary.imageId);
  const hadPixels = pixels.delete(summary.imageId);
  return { summaries: all.set(summary.imageId, summary), predictions: hadPixels ? pixels : predictions };
}
