/** Stage "train": a run as it is kept in a project, to be compared, continued and used. */

import type { Scores } from './metrics';
import type { TrainPreset } from './presets';
import type { TrainPlan, TrainSummary } from './train';
import type { RateChange, TrainWarning } from './trainEvents';

/**
 * `interrupted`: the tab, the browser or the device went away; it can be resumed where it has a checkpoint.
 * `failed` has ended with an error, its last good weights kept.
 */
export type RunStatus = 'running' | 'done' | 'stopped' | 'failed' | 'interrupted';

/** Numbers over the steps of a run. Long runs are thinned: each loss is then the mean up to its step. */
export interface RunCurve {
  readonly losses: readonly LossPoint[];
  readonly validations: readonly { readonly step: number; readonly scores: Scores }[];
}

export interface LossPoint {
  readonly step: number;
  readonly loss: number;
  readonly learningRate: number;
  readonly gradientNorm: number | null;
  /** Part of the step's time spent waiting for patches, ms. */
  readonly dataWaitMs: number;
}

/**
 * Where a run began, `from` being a run's id. `fineTune`: with the weights of another, or of a model from elsewhere for
 * '', the optimizer new. `continued`: with another's whole state, for more steps than that was planned for.
 */
export type RunOrigin =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'fineTune'; readonly from: string }
  | { readonly kind: 'continued'; readonly from: string };

export interface RunRecord {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly startedMs: number;
  readonly status: RunStatus;
  readonly preset: TrainPreset;
  readonly origin: RunOrigin;
  readonly plan: TrainPlan;
  readonly curve: RunCurve;
  readonly rateChanges: readonly RateChange[];
  readonly warnings: readonly TrainWarning[];
  /** Null until it has ended. */
  readonly summary: TrainSummary | null;
  /** Whether its best weights are kept, and whether its whole state is, from which it can go on. */
  readonly hasWeights: boolean;
  /** Step of the newest checkpoint; null where there is none. */
  readonly checkpointStep: number | null;
}
