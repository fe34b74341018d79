/** Listens to a run: progress lines while it goes on, run.json when it is over. */
import { toErrorData } from '../common/errors';
import { median } from '../common/median';
import { timeLeft } from '../common/timeLeft';
import type { DeviceReport } from '../domain/device';
import type { ClassInfo } from '../domain/labels';
import type { Scores } from '../domain/metrics';
import type { TrainPreset } from '../domain/presets';
import type { TrainingScale } from '../domain/scale';
import type { TrainPlan } from '../domain/train';
import type { RateChange, TrainEvent, TrainWarning } from '../domain/trainEvents';
import type { TrainResult } from '../pipeline/train/trainModel';
import { report, spacedReport } from './progress';
import type { RunBytes } from './runBytes';

/** A progress line at most this often, ms. */
const REPORT_EVERY_MS = 5000;

/** A factor as a number; where it differs from image to image, what they were all brought to. */
function scaleOf(scale: TrainingScale): number | { readonly um: number } {
  if (scale.kind === 'pixelSize') return { um: scale.um };
  return scale.kind === 'factor' ? scale.factor : 1;
}

function scheduleOf({
  schedule,
  optimizer,
  learningRate,
  momentum,
  weightDecay,
  clipNorm,
  emaDecay,
}: TrainPlan) {
  return { ...schedule, optimizer, learningRate, momentum, weightDecay, clipNorm, emaDecay };
}

export class RunLog {
  private readonly losses: [step: number, loss: number][] = [];
  private readonly validation: ({ step: number } & Scores)[] = [];
  private readonly stepTimes: number[] = [];
  private waitedMs = 0;
  private readonly reportSpaced = spacedReport(REPORT_EVERY_MS);

  private readonly warnings: TrainWarning[] = [];
  private readonly rateChanges: RateChange[] = [];

  /** `preset` is null where it is not known. */
  constructor(
    private plan: TrainPlan,
    private readonly preset: TrainPreset | null,
  ) {}

  take(event: TrainEvent): void {
    this.note(event);
    if (event.type === 'tuning') this.reportTuning(event.done, event.total);
    if (event.type === 'compiling') this.reportCompiling(event.done, event.total);
    if (event.type === 'validation') {
      report(`step ${event.step}: held-out mean IoU ${event.scores.meanIou?.toFixed(3) ?? 'unknown'}`);
    }
    if (event.type === 'warning') report(`warning: ${event.warning.message} ${event.warning.hint}`);
    if (event.type === 'planned') this.planned(event.plan);
    if (event.type !== 'step') return;
    const { step, loss, ms } = event;
    this.reportSpaced(() => this.stepLine(step, loss, ms), step === this.plan.steps);
  }

  /** Takes an event into account without a word: of a run that goes on, what it said before. */
  note(event: TrainEvent): void {
    if (event.type === 'validation') this.validation.push({ step: event.step, ...event.scores });
    if (event.type === 'warning') this.warnings.push(event.warning);
    if (event.type === 'rate') this.rateChanges.push({ step: event.step, factor: event.factor });
    if (event.type !== 'step') return;
    this.losses.push([event.step, event.loss]);
    this.stepTimes.push(event.ms);
    this.waitedMs += event.dataWaitMs;
  }

  /** The content of run.json: what was run, on what, and what came of it. Null where this version does not know. */
  account(device: DeviceReport, result: TrainResult, classes: readonly ClassInfo[], bytes: RunBytes) {
    const { plan } = this;
    const { adapter, backend, software } = device;
    return {
      adapter: { name: adapter, backend, software },
      versions: { node: process.version },
      spec: plan.spec,
      preset: this.preset,
      seed: plan.seed,
      split: plan.split,
      normalisation: plan.normalisation,
      scale: scaleOf(plan.scale),
      channelChoice: plan.channelChoice,
      classes,
      plan: {
        steps: plan.steps,
        schedule: scheduleOf(plan),
        minutes: plan.minutes,
        patience: plan.patience,
        validateEvery: plan.validateEvery,
        tile: { input: plan.inputSize, output: plan.outputSize },
        batch: plan.batch,
        loss: plan.loss,
        classWeights: plan.classWeights,
        augment: plan.augment,
        kernelVariants: result.summary.plan.kernelVariants ?? null,
      },
      msPerStep: result.summary.msPerStep,
      dataWaitMs: this.waitedMs,
      losses: this.losses,
      validation: this.validation,
      best: { step: result.best.step, scores: result.summary.scores },
      stopped: result.summary.stopped,
      stoppedEarly: result.summary.stoppedEarly,
      rateChanges: this.rateChanges,
      warnings: this.warnings,
      failure: result.failure === null ? null : toErrorData(result.failure),
      bytes,
    };
  }

  /** Granted minutes have become steps. */
  private planned(plan: TrainPlan): void {
    if (plan.minutes > 0 && plan.steps !== this.plan.steps) {
      report(`${plan.steps} steps fit into ${plan.minutes} minutes`);
    }
    this.plan = plan;
  }

  private reportTuning(done: number, total: number): void {
    this.reportSpaced(() => `timed ${done} kernels of at most ${total}`, done === total);
  }

  private reportCompiling(done: number, total: number): void {
    if (total > 0) this.reportSpaced(() => `compiled ${done} of ${total} kernels`, done === total);
  }

  private stepLine(step: number, loss: number, ms: number): string {
    const { steps } = this.plan;
    const perStep = median(this.stepTimes.slice(1)) ?? ms;
    const left = timeLeft((steps - step) * perStep);
    return `step ${step} of ${steps}, loss ${loss.toFixed(4)}, ${Math.round(perStep)} ms a step, ${left}`;
  }
}
