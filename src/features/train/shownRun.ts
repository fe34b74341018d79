/** The run that the stage shows: the one under way or the last one, or a kept one that was picked. Pure. */
import type { GlimpseReel } from '../../domain/glimpseReel';
import type { RunCurve, RunRecord } from '../../domain/run';
import type { TrainPlan, TrainSummary } from '../../domain/train';
import type { RateChange, TrainWarning } from '../../domain/trainEvents';
import type { TrainState } from '../../state/trainSlice';

export interface ShownRun {
  /** Null before its first word. */
  readonly plan: TrainPlan | null;
  readonly curve: RunCurve;
  readonly warnings: readonly TrainWarning[];
  readonly rateChanges: readonly RateChange[];
  /** Null until it has ended. */
  readonly summary: TrainSummary | null;
  readonly totalSteps: number;
}

/** What is kept of the run in hand; null where nothing is. */
export function shownRecord(train: TrainState): RunRecord | null {
  const { shownRunId, lastRunId, runs, job } = train;
  const id = shownRunId ?? (job.status === 'done' ? lastRunId : null);
  return id === null ? null : (runs.find((run) => run.id === id) ?? null);
}

/** What was seen of it while it learned. */
export function shownReel({ shownRunId, keptGlimpses, glimpses }: TrainState): GlimpseReel {
  return shownRunId === null ? glimpses : keptGlimpses;
}

/** Null where no run was begun and none is picked. */
export function shownRun(train: TrainState): ShownRun | null {
  const { job, curve, warnings, shownRunId } = train;
  const record = shownRecord(train);
  if (record !== null && shownRunId !== null) return ofRecord(record);
  if (job.status === 'running') {
    const { plan, rateChanges, steps } = job;
    return { plan, curve, warnings, rateChanges, summary: null, totalSteps: steps };
  }
  const summary = job.status === 'done' ? job.summary : null;
  if (summary === null && curve.losses.length === 0) return null;
  const totalSteps = summary?.plan.steps ?? curve.losses.at(-1)?.step ?? 1;
  const rateChanges = record?.rateChanges ?? [];
  return { plan: summary?.plan ?? null, curve, warnings, rateChanges, summary, totalSteps };
}

function ofRecord({ plan, curve, warnings, rateChanges, summary }: RunRecord): ShownRun {
  return { plan, curve, warnings, rateChanges, summary, totalSteps: plan.steps };
}
