/** Makes a RunRecord of what a run tells of itself. Pure: reads no clock, keeps nothing. Used by LiveRun. */
import type { RunCurve, RunOrigin, RunRecord, RunStatus } from '../domain/run';
import type { TrainPlan, TrainSummary } from '../domain/train';
import type { RateChange, TrainEvent, TrainWarning } from '../domain/trainEvents';
import { ThinnedCurve } from '../pipeline/train/thinnedCurve';

/** What is known of a run before its first step. */
export interface RunHead extends Pick<RunRecord, 'id' | 'name' | 'startedMs' | 'preset'> {
  readonly origin: RunOrigin;
  readonly plan: TrainPlan;
}

/** What a run that goes on has behind it. */
export interface RunPast {
  readonly curve: RunCurve;
  readonly warnings: readonly TrainWarning[];
  readonly rateChanges: readonly RateChange[];
  /** Where it goes on; what the curve has beyond it is made anew. */
  readonly step: number;
}

const NO_PAST: RunPast = { curve: { losses: [], validations: [] }, warnings: [], rateChanges: [], step: 0 };

export class RunRecorder {
  private name: string;
  private plan: TrainPlan;
  private readonly losses: ThinnedCurve;
  private validations: RunCurve['validations'];
  private warnings: readonly TrainWarning[];
  private rateChanges: readonly RateChange[];
  private ended: Pick<RunRecord, 'status' | 'summary' | 'hasWeights'> = {
    status: 'running',
    summary: null,
    hasWeights: false,
  };

  /** `checkpointStep` is that of a checkpoint of this very run. */
  constructor(
    private readonly head: RunHead,
    past: RunPast = NO_PAST,
    private checkpointStep: number | null = null,
  ) {
    this.name = head.name;
    this.plan = head.plan;
    this.losses = new ThinnedCurve(past.curve.losses);
    this.validations = past.curve.validations;
    this.warnings = past.warnings;
    this.rateChanges = past.rateChanges;
    this.goBack(past.step);
  }

  get stepsDone(): number {
    return this.losses.losses.at(-1)?.step ?? 0;
  }

  take(event: TrainEvent): void {
    if (event.type === 'planned') this.plan = event.plan;
    if (event.type === 'step') {
      const { step, loss, learningRate, gradientNorm, dataWaitMs } = event;
      this.losses.push({ step, loss, learningRate, gradientNorm, dataWaitMs });
    }
    if (event.type === 'validation') {
      const { step, scores } = event;
      this.validations = [...this.validations, { step, scores }];
    }
    if (event.type === 'rate') {
      const { step, factor } = event;
      this.rateChanges = [...this.rateChanges, { step, factor }];
    }
    if (event.type === 'warning') this.warnings = [...this.warnings, event.warning];
    if (event.type === 'recovered') this.goBack(event.step);
  }

  rename(name: string): void {
    this.name = name;
  }

  kept(checkpointStep: number | null): void {
    this.checkpointStep = checkpointStep;
  }

  end(status: RunStatus, summary: TrainSummary | null, hasWeights: boolean): void {
    this.ended = { status, summary, hasWeights };
  }

  record(): RunRecord {
    const { head, name, plan, validations, rateChanges, warnings, ended, checkpointStep } = this;
    const curve = { losses: [...this.losses.losses], validations };
    return { ...head, name, plan, curve, rateChanges, warnings, ...ended, checkpointStep };
  }

  private goBack(step: number): void {
    this.losses.goBack(step);
    this.validations = this.validations.filter((validation) => validation.step <= step);
  }
}
