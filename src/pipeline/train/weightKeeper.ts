/** Keeps copies of a run's weights on the CPU: the last good ones, and the best on the held-out images. */
import type { Scores } from '../../domain/metrics';
import type { WeightMap } from '../../network/parameterTable';

export interface KeptWeights {
  /** Steps done when the weights were taken; 0 for the initial ones. */
  readonly step: number;
  readonly weights: WeightMap;
  /** Quick scores on the held-out images; null where there are none. */
  readonly scores: Scores | null;
}

export class WeightKeeper {
  last: KeptWeights;
  best: KeptWeights;

  constructor(initial: WeightMap) {
    this.last = { step: 0, weights: initial, scores: null };
    this.best = this.last;
  }

  /** Goes on from what an earlier part of a run has kept. */
  resume(best: KeptWeights, last: KeptWeights): void {
    this.best = best;
    this.last = last;
  }

  /**
   * Later weights replace the best where their mean IoU is higher, or where nothing can be compared. Whether they
   * did.
   */
  keep(candidate: KeptWeights): boolean {
    this.last = candidate;
    const before = this.best.scores?.meanIou ?? null;
    const now = candidate.scores?.meanIou ?? null;
    const better = before === null || (now !== null && now > before);
    if (better) this.best = candidate;
    return better;
  }
}
