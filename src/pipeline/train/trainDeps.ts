/** What trainModel is given beside a trainer and a plan: where patches and scores come from, who listens, the clock. */
import type { Assessment } from '../../domain/metrics';
import type { Glimpse, QuickScores, TrainEvent, TrainWarning } from '../../domain/trainEvents';
import type { WriteCheckpoint } from './checkpointWriter';
import type { PatchSource } from './patchQueue';
import type { RunState } from './runState';
import type { TrainControl } from './trainControl';
import type { Trainer } from './trainer';

export interface TrainDeps {
  /** The patch of one (step, index), both from 0. Asked for up to two steps ahead. */
  readonly patch: PatchSource;
  /** Scores of the trainer's network on a sample of what is held out; null where nothing is. */
  readonly evaluate: () => Promise<QuickScores | null>;
  /** What the network is worth on all that is held out. */
  readonly assess: () => Promise<Assessment>;
  /** What the network makes of a held-out image now, for the eye alone; absent where nobody looks. */
  readonly glimpse?: () => Promise<Omit<Glimpse, 'step'>>;
  /**
   * After a failure: a trainer of the same plan with the run's first weights, on a device that was opened anew; null
   * where the device is not what failed, or none is to be had. Absent where a lost device ends a run.
   */
  readonly recover?: (failure: unknown) => Promise<Trainer | null>;
  /** The run goes on from here, the plan being that of the state; absent or null for a run from its first step. */
  readonly resume?: RunState | null;
  /** What the run was warned of before it goes on: no kind is told twice. */
  readonly warned?: readonly TrainWarning[];
  /** Keeps the run's state on disk, after each validation; absent where nothing is kept. */
  readonly checkpoint?: WriteCheckpoint;
  readonly onEvent: (event: TrainEvent) => void;
  readonly control: TrainControl;
  /**
   * A clock in ms, for the times in events, the pace of glimpses and, before step 0, the steps that fit into granted
   * minutes; nothing else depends on it.
   */
  readonly now: () => number;
  /** When the user started the run, by `now`; else it is when trainModel is called. */
  readonly startedMs?: number;
  /** How many times as long as a quick evaluation the full one takes; 1 where it is not said. */
  readonly scoringCost?: number;
  readonly signal?: AbortSignal;
}

/** With the time of Start. */
export type StartedDeps = TrainDeps & { readonly startedMs: number };
