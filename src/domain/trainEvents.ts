/** What a run reports while it goes on: warnings, glimpses, scores, and events in order of occurrence. */
import type { Scores } from './metrics';
import type { TrainPlan } from './train';

/** Something that went wrong in a run, or is about to; the run goes on. */
export interface TrainWarning {
  readonly kind:
    | 'notFinite'
    | 'plateau'
    | 'overfitting'
    | 'classNeverPredicted'
    | 'looksInverted'
    | 'timeShort';
  readonly step: number;
  /** Plain sentences: what is seen, what to do. */
  readonly message: string;
  readonly hint: string;
}

/** How one tile of a held-out image was predicted. */
export interface TileScore {
  readonly imageId: string;
  /** Of the image at the training scale, px. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly meanDice: number | null;
}

/** What a validation finds on its sample of what is held out. */
export interface QuickScores {
  /** Over all pixels of all tiles together. */
  readonly scores: Scores;
  /** Those with labelled pixels, the worst first. */
  readonly tiles: readonly TileScore[];
}

/** What the network says of the middle of a held-out image while it learns. Shows, never decides. */
export interface Glimpse {
  readonly step: number;
  readonly imageId: string;
  /** The part of the image that was predicted, px. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** [height, width] of the part, class indices. */
  readonly labels: Uint8Array<ArrayBuffer>;
}

/** A recorded event: replaying a run replays it. */
export interface RateChange {
  readonly step: number;
  /** Of the schedule's own rate, over 0. */
  readonly factor: number;
}

/** Progress of a run, in order of occurrence. */
export type TrainEvent =
  | { readonly type: 'planned'; readonly plan: TrainPlan }
  /** Kernels timed on this device of the most that may be, before any is compiled for the run. */
  | { readonly type: 'tuning'; readonly done: number; readonly total: number }
  /** Kernels compiled of all, before the first step; 0 of 0 while, or where, their number is not known. */
  | { readonly type: 'compiling'; readonly done: number; readonly total: number }
  | {
      readonly type: 'step';
      /** Steps done so far, counting from 1. */
      readonly step: number;
      readonly loss: number;
      /** Wall time of the step, ms, waiting for patches included. */
      readonly ms: number;
      /** The part of `ms` spent waiting for patches. */
      readonly dataWaitMs: number;
      readonly learningRate: number;
      /** Norm of the whole gradient before clipping; null in slow mode. */
      readonly gradientNorm: number | null;
    }
  | {
      readonly type: 'validation';
      readonly step: number;
      readonly scores: Scores;
      /** Of the tiles that were scored, the worst first. */
      readonly tiles: readonly TileScore[];
    }
  /** The user changed the learning rate: from the step after `step` on the schedule's rate is multiplied by `factor`. */
  | ({ readonly type: 'rate' } & RateChange)
  | { readonly type: 'warning'; readonly warning: TrainWarning }
  /** The run's state is on disk. */
  | { readonly type: 'checkpoint'; readonly step: number }
  | { readonly type: 'glimpse'; readonly glimpse: Glimpse }
  | { readonly type: 'paused'; readonly step: number }
  | { readonly type: 'resumed'; readonly step: number }
  /** The device was lost and opened again; the run goes on after `step`, later steps are made anew. */
  | { readonly type: 'recovered'; readonly step: number };
