/** One image's way through the network as the session asks for it, and what that took. Used by segmentImage and segmentLarge. */
import type { PredictOptions } from '../domain/predict';
import type { Network } from '../gpu/network';
import { SQUARE_SYMMETRIES } from '../imaging/squareSymmetries';
import type { SourceOptions } from '../pipeline/predict/predictSource';
import type { PredictionWork } from '../pipeline/predict/summaryOf';

export interface SegmentOptions {
  readonly options: PredictOptions;
  /** Those of the options' runs. */
  readonly others: readonly Network[];
  readonly onTile: (tile: number, tiles: number) => void;
  readonly signal: AbortSignal;
}

export class SegmentRun {
  readonly settled: SourceOptions;
  private readonly startedMs = performance.now();
  private smallerTile: number | null = null;

  constructor(private readonly wishes: SegmentOptions) {
    const { options, others, onTile, signal } = wishes;
    const onSmallerTile = (side: number) => {
      this.smallerTile = side;
    };
    const symmetries = options.tta ? { symmetries: SQUARE_SYMMETRIES } : {};
    this.settled = { onTile, signal, others, onSmallerTile, ...symmetries };
  }

  /** Up to now. */
  work(tiles: number): PredictionWork {
    const smaller = this.smallerTile === null ? {} : { smallerTile: this.smallerTile };
    return { tiles, ...smaller, ms: performance.now() - this.startedMs, options: this.wishes.options };
  }
}
