/**
 * Pixels of predictions in memory, bounded in bytes: those that are kept elsewhere leave, the longest unused first; those
 * that are not have to stay, and are refused beyond a bound of their own. Used by ResultsSession.
 */
import { studioError } from '../common/errors';
import type { Prediction } from '../domain/predict';

const MIB = 2 ** 20;

interface CacheLimits {
  /** Of all together, bytes, as far as they may leave. */
  readonly kept: number;
  /** Of those that have no other place. */
  readonly only: number;
}

const CACHE_LIMITS: CacheLimits = { kept: 256 * MIB, only: 1024 * MIB };

interface Entry {
  readonly prediction: Prediction;
  readonly isKept: boolean;
}

export class PredictionCache {
  /** Longest unused first. */
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly limits: CacheLimits = CACHE_LIMITS) {}

  get(imageId: string): Prediction | null {
    const entry = this.entries.get(imageId);
    if (entry === undefined) return null;
    this.entries.delete(imageId);
    this.entries.set(imageId, entry);
    return entry.prediction;
  }

  /** Throws `disk-full` where it is kept nowhere else and too much is already; what was there of this image stays then. */
  put(prediction: Prediction, isKept: boolean): void {
    const { imageId } = prediction;
    const others = this.bytes((entry) => !entry.isKept && entry.prediction.imageId !== imageId);
    if (!isKept && others + bytesOf(prediction) > this.limits.only) throw noRoom(imageId);
    this.entries.delete(imageId);
    this.entries.set(imageId, { prediction, isKept });
    this.shrink();
  }

  delete(imageId: string): void {
    this.entries.delete(imageId);
  }

  clear(): void {
    this.entries.clear();
  }

  /** The newest stays, however large. */
  private shrink(): void {
    const oldest = [...this.entries].slice(0, -1).filter(([, { isKept }]) => isKept);
    for (const [imageId] of oldest) {
      if (this.bytes(() => true) <= this.limits.kept) return;
      this.entries.delete(imageId);
    }
  }

  private bytes(counts: (entry: Entry) => boolean): number {
    let sum = 0;
    for (const entry of this.entries.values()) if (counts(entry)) sum += bytesOf(entry.prediction);
    return sum;
  }
}

function bytesOf({ labels, probabilities }: Prediction): number {
  return labels.length + probabilities.length;
}

function noRoom(imageId: string) {
  return studioError(
    'disk-full',
    `The prediction of ${imageId} has no room: the browser's storage is full, and so is the memory for predictions.`,
    'Free some disk space or delete other projects, then predict it again.',
    imageId,
  );
}
