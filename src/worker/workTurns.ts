/**
 * Whose turn the device is: one thing at a time, but for images that are predicted one behind the other. Knows nothing
 * of what is done. Used by NetworkSession.
 */
import { studioError } from '../common/errors';
import type { TrainControl } from '../pipeline/train/trainControl';

export type Work =
  | { readonly kind: 'training'; readonly control: TrainControl }
  | { readonly kind: 'predicting' | 'checking' | 'opening' };

export class WorkTurns {
  private work: Work | null = null;
  /** Pieces of work under way: several where images are predicted one behind the other. */
  private underWay = 0;

  /** What the device is doing, null for nothing. */
  get kind(): Work['kind'] | null {
    return this.work?.kind ?? null;
  }

  /** Of the run under way, null where none is. */
  get control(): TrainControl | null {
    return this.work?.kind === 'training' ? this.work.control : null;
  }

  /** Runs one piece of work; a second one meanwhile is refused with `busy`, unless both predict. */
  async take<T>(work: Work, task: () => Promise<T>): Promise<T> {
    if (work.kind !== 'predicting' || this.kind !== 'predicting') this.refuseWhileBusy();
    this.work = work;
    this.underWay += 1;
    try {
      return await task();
    } finally {
      this.underWay -= 1;
      if (this.underWay === 0) this.work = null;
    }
  }

  /** Throws `busy`. */
  refuseWhileBusy(): void {
    const { kind } = this;
    if (!kind) return;
    throw studioError(
      'busy',
      kind === 'opening' ? 'The graphics device is being opened.' : `The graphics device is busy ${kind}.`,
      'Wait for it to end, or stop it.',
      kind,
    );
  }
}
