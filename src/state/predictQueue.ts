/**
 * Stage "predict": images one behind the other. What is left is state, so that it is kept in the project and can be gone
 * on with after a reload. An image that fails is noted and the others go on; what would fail all of them ends the queue.
 */
import { throwIfAborted } from '../common/abort';
import { type ErrorCode, type ErrorData, toErrorData } from '../common/errors';
import type { PredictionSummary, PredictOptions } from '../domain/predict';
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
  /** Predicts these images one behind the other. Never rejects. */
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
]);

/**
 * `keepSettings` writes what is left to the project at once. `overtake`: these images are no longer what they were; what is
 * being made of them is not to be kept.
 */
export function createQueueActions(
  context: SliceContext,
  keepSettings: () => Promise<void>,
): QueueActions & { overtake(isStale: (imageId: string) => boolean): void } {
  const predict = () => context.get().predict;
  let current: QueueRun | null = null;
  const runAll = async (imageIds: readonly string[], options: PredictOptions) => {
    const known = new Set(context.get().data.dataset.images.map(({ id }) => id));
    const asked = imageIds.filter((id) => known.has(id));
    if (predict().job.status === 'running') return;
    retract(context, predict().job);
    current = new QueueRun(context, asked, options);
    await current.toTheEnd(keepSettings);
    current = null;
  };
  return {
    run: (imageIds) => runAll(imageIds, predict().options),
    cancel: () => current?.cancel(),
    resumeQueue: async () => {
      const { queue } = predict();
      if (queue !== null) await runAll(queue.imageIds, queue.options);
    },
    discardQueue: () => context.patch('predict', { queue: null }),
    onProgress: (imageId, tile, tiles) => current?.progressed(imageId, tile, tiles),
    overtake: (isStale) => current?.overtake(isStale),
  };
}

/** Pixels stand for work: images of a set may differ much in size. */
class QueueRun {
  private readonly abort = new AbortController();
  private readonly startedMs: number;
  private readonly left: Set<string>;
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
  ) {
    this.startedMs = context.host.now();
    this.left = new Set(imageIds);
    const { images } = context.get().data.dataset;
    this.pixels = new Map(images.map(({ id, width, height }) => [id, width * height]));
  }

  async toTheEnd(keepSettings: () => Promise<void>): Promise<void> {
    const next = this.imageIds.values();
    this.tell({ failures: [] });
    // Before the first image is: however soon the page is left, it knows what was asked for.
    await keepSettings();
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.lane(next)));
    const { ending } = this;
    if (ending === null) {
      this.context.patch('predict', { job: { status: 'done' }, queue: null });
      this.tellFailures();
    } else {
      const error = reportIn(this.context, 'predict', ending.thrown);
      const isToGoOn = error.code !== 'aborted' && this.imageIds.length > 1;
      const job = endedBy(error);
      this.context.patch('predict', { job, ...(isToGoOn ? {} : { queue: null }) });
    }
  }

  cancel(): void {
    this.abort.abort();
  }

  progressed(imageId: string, tile: number, tiles: number): void {
    if (!this.underWay.has(imageId)) return;
    this.underWay.set(imageId, { tile, tiles });
    this.tell();
  }

  overtake(isStale: (imageId: string) => boolean): void {
    for (const imageId of this.underWay.keys()) if (isStale(imageId)) this.overtaken.add(imageId);
  }

  private async lane(next: Iterable<string>): Promise<void> {
    try {
      for (const imageId of next) {
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
      if (this.overtaken.has(imageId)) await this.context.engine.forgetPredictions([imageId]);
      else this.settle(imageId, withSummary(this.context.get().predict, summary));
    } catch (thrown) {
      const error = toErrorData(thrown);
      if (ENDS_ALL.has(error.code) || this.imageIds.length === 1) throw thrown;
      if (!this.overtaken.has(imageId)) this.failures.push({ imageId, error });
    }
    this.settle(imageId);
  }

  private settle(imageId: string, change: Partial<PredictState> = {}): void {
    this.underWay.delete(imageId);
    this.left.delete(imageId);
    this.overtaken.delete(imageId);
    this.tell({ ...change, failures: [...this.failures] });
  }

  /** As the state says it, with what else is new. */
  private tell(change: Partial<PredictState> = {}): void {
    const { left, startedMs, options } = this;
    const shown = this.underWay.keys().next().value ?? left.keys().next().value ?? '';
    const { tile, tiles } = this.underWay.get(shown) ?? { tile: 0, tiles: 0 };
    const counts = { done: this.imageIds.length - left.size, left: Math.max(0, left.size - 1) };
    const job = { status: 'running', startedMs, imageId: shown, tile, tiles, ...counts } as const;
    const queue = this.queued(options);
    this.context.patch('predict', { ...change, job: { ...job, leftMs: this.leftMs() }, queue });
  }

  /** The same object while it is: settings are kept when it changes. */
  private queued(options: PredictOptions): PredictState['queue'] {
    const { queue } = this.context.get().predict;
    if (queue?.options === options && queue.imageIds.length === this.left.size) return queue;
    return { imageIds: [...this.left], options };
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
