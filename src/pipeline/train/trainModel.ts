/**
 * Stage "train": runs a frozen plan to its end, or until stopped, and keeps the weights whatever happens.
 * Knows neither tf.js nor the page: a Trainer makes the steps, TrainDeps bring patches and scores.
 */
import { throwIfAborted } from '../../common/abort';
import { StudioError } from '../../common/errors';
import type { Assessment } from '../../domain/metrics';
import type { TrainPlan, TrainSummary } from '../../domain/train';
import type { RateChange } from '../../domain/trainEvents';
import { allFinite } from '../../network/allFinite';
import { CheckpointWriter } from './checkpointWriter';
import { GlimpseBudget } from './glimpseBudget';
import { timeShortWarning, withGrantedSteps } from './grantedSteps';
import { measureCosts } from './measureCosts';
import { type RunState, scoredWeights } from './runState';
import { notFiniteWarning, RunWatch } from './runWatch';
import { learningRateAt } from './schedule';
import { notFinite, StepPipeline } from './stepPipeline';
import type { StartedDeps, TrainDeps } from './trainDeps';
import type { PrepareProgress, Trainer } from './trainer';
import { unlessStopped } from './unlessStopped';
import { type KeptWeights, WeightKeeper } from './weightKeeper';

export interface TrainResult {
  /** Scores in it are those of `best`, over all held-out pixels; null after a failure. */
  readonly summary: TrainSummary;
  /** Best mean IoU on the held-out images; the last where none are held out. */
  readonly best: KeptWeights;
  readonly last: KeptWeights;
  /** What ended the run early, with the weights of the last validation kept; null for a run that ended well. */
  readonly failure: unknown;
}

/**
 * Trains by `plan`. Where something fails inside (`loss-not-finite` names the step, a lost device) the result
 * says so in `failure` and still carries the kept weights; a network that did not fail holds the best ones. Where the
 * device was lost and `recover` brings another, the run goes on from its last validation as if nothing had been.
 * Rejects with `aborted`, and where not even the first weights can be read.
 */
export async function trainModel(trainer: Trainer, plan: TrainPlan, deps: TrainDeps): Promise<TrainResult> {
  const onEvent = watched(plan, deps);
  const { startedMs = deps.now() } = deps;
  onEvent({ type: 'planned', plan });
  const keeper = new WeightKeeper(await trainer.network.weights());
  const run = new TrainRun(trainer, plan, { ...deps, onEvent, startedMs }, keeper);
  const failure =
    (await failureOf(run.recovering(() => run.toTheEnd()))) ??
    (await failureOf(run.recovering(() => run.score())));
  const warning = notFiniteWarning(failure);
  if (warning) onEvent({ type: 'warning', warning });
  return { summary: run.summary(), best: keeper.best, last: keeper.last, failure };
}

/** Each event, then the warnings that it gives cause for. */
function watched(
  plan: TrainPlan,
  { onEvent, warned }: Pick<TrainDeps, 'onEvent' | 'warned'>,
): TrainDeps['onEvent'] {
  const watch = new RunWatch(plan, warned);
  return (event) => {
    onEvent(event);
    for (const warning of watch.take(event)) onEvent({ type: 'warning', warning });
  };
}

/** What the work failed with, null where it did not; `aborted` is passed on. */
async function failureOf(work: Promise<void>): Promise<unknown> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof StudioError && error.code === 'aborted') throw error;
    return error;
  }
}

class TrainRun {
  private readonly pipeline: StepPipeline;
  private readonly checkpoints: CheckpointWriter | null;
  private budget: GlimpseBudget;
  private assessment: Assessment | null = null;
  private stoppedEarly = false;
  private rateChanges: readonly RateChange[] = [];
  private sinceBest = 0;
  /** On the host, of the last validation: where the run goes on after a lost device. Null stands for its beginning. */
  private state: RunState | null = null;
  /** Whether the trainer stands where `state` does, or beyond. */
  private restored = true;
  private settled = false;

  constructor(
    private trainer: Trainer,
    private plan: TrainPlan,
    private readonly deps: StartedDeps,
    private readonly keeper: WeightKeeper,
  ) {
    this.pipeline = new StepPipeline(trainer, plan, deps);
    this.budget = new GlimpseBudget(deps.now);
    const written = (step: number) => deps.onEvent({ type: 'checkpoint', step });
    this.checkpoints = deps.checkpoint ? new CheckpointWriter(deps.checkpoint, written) : null;
    if (deps.resume) this.resume(deps.resume);
  }

  async toTheEnd(): Promise<void> {
    const prepared = await unlessStopped(this.deps.control, (checkpoint) => this.prepare(checkpoint));
    if (!prepared) return;
    for (let step = this.stepsDone + 1; step <= this.plan.steps && !this.stoppedEarly; step++) {
      await this.pausePoint(step - 1);
      if (this.deps.control.stopped) break;
      this.changeRate(step - 1);
      await this.pipeline.start(step, learningRateAt(this.plan, step - 1, this.rateChanges));
      if (step % this.plan.validateEvery === 0) await this.validate();
      if (this.budget.allows()) await this.look();
    }
    await this.pipeline.drain();
    if (this.keeper.last.step < this.stepsDone) await this.validate();
    await this.checkpoints?.settled();
  }

  /** Does `work`, and again after each lost device, as long as the run gets further in between. */
  async recovering(work: () => Promise<void>): Promise<void> {
    for (let before = -1; ; ) {
      try {
        return await work();
      } catch (error) {
        const from = this.state?.training.step ?? 0;
        if (from <= before || !(await this.recover(error))) throw error;
        before = from;
      }
    }
  }

  /** Gives the network the best weights and scores them on all held-out pixels. */
  async score(): Promise<void> {
    this.trainer.network.setWeights(this.keeper.best.weights);
    this.assessment = await this.deps.assess();
  }

  summary(): TrainSummary {
    const { plan, assessment, stepsDone, stoppedEarly } = this;
    const { finalLoss } = this.pipeline.log;
    return {
      plan,
      stepsDone,
      stopped: this.deps.control.stopped,
      stoppedEarly,
      bestStep: this.keeper.best.step,
      finalLoss,
      scores: assessment && assessment.images.length > 0 ? assessment.scores : null,
      assessment,
      msPerStep: this.pipeline.log.medianMs(),
    };
  }

  private get stepsDone(): number {
    return this.pipeline.log.stepsDone;
  }

  private resume(state: RunState): void {
    const { training, best, rateChanges } = state;
    this.keeper.resume(best, { step: training.step, weights: scoredWeights(training), scores: null });
    this.rateChanges = rateChanges;
    this.goBackTo(state);
    // Cut off while it was scored: it had ended by itself. The last validation of a run that the user stopped ends none.
    this.stoppedEarly = training.step % this.plan.validateEvery === 0 && this.isOutOfPatience();
  }

  private goBackTo(state: RunState | null): void {
    this.state = state;
    this.restored = state === null;
    this.sinceBest = state?.sinceBest ?? 0;
    this.pipeline.goTo(state?.training.step ?? 0, this.trainer, this.plan);
  }

  private async recover(failure: unknown): Promise<boolean> {
    const trainer = await this.deps.recover?.(failure);
    if (!trainer) return false;
    this.trainer = trainer;
    this.goBackTo(this.state);
    this.deps.onEvent({ type: 'recovered', step: this.stepsDone });
    return true;
  }

  private async prepare(checkpoint: () => void): Promise<void> {
    const tell: PrepareProgress = (type, done, total) => {
      this.deps.onEvent({ type, done, total });
      checkpoint();
    };
    tell('compiling', 0, 0);
    if (this.state && !this.restored) await this.trainer.restore(this.state.training, tell);
    this.restored = true;
    await this.trainer.prepare?.(tell);
    await this.freezeKernels();
    await this.settleSteps();
    // The first look compiles for its tile: done here, it does not eat up the time that later looks may take.
    await this.look();
    this.budget = new GlimpseBudget(this.deps.now);
  }

  /** What the trainer chose on this device is part of the plan from here on; one that was forced is there already. */
  private async freezeKernels(): Promise<void> {
    const kernelVariants = await this.trainer.kernels?.();
    if (kernelVariants && !this.plan.kernelVariants) this.freeze({ ...this.plan, kernelVariants });
  }

  /** Granted minutes become steps once, before the first. */
  private async settleSteps(): Promise<void> {
    const { plan } = this;
    if (plan.minutes === 0 || this.state || this.settled) return;
    const costs = await measureCosts(this.trainer, plan, this.deps);
    this.freeze(withGrantedSteps(plan, costs));
    this.settled = true;
    const warning = timeShortWarning(this.plan, costs);
    if (warning) this.deps.onEvent({ type: 'warning', warning });
    this.pipeline.goTo(0, this.trainer, this.plan);
  }

  private freeze(plan: TrainPlan): void {
    this.plan = plan;
    this.deps.onEvent({ type: 'planned', plan });
  }

  private changeRate(step: number): void {
    const factor = this.deps.control.takeRateChange();
    if (factor === null) return;
    this.rateChanges = [...this.rateChanges, { step, factor }];
    this.deps.onEvent({ type: 'rate', step, factor });
  }

  private async pausePoint(step: number): Promise<void> {
    throwIfAborted(this.deps.signal);
    if (!this.deps.control.paused) return;
    await this.pipeline.drain();
    this.deps.onEvent({ type: 'paused', step });
    await this.deps.control.untilNotPaused(this.deps.signal);
    if (!this.deps.control.stopped) this.deps.onEvent({ type: 'resumed', step });
    this.pipeline.log.restart();
  }

  /** Shows how far the network has come. Changes nothing: the weights are only read. */
  private async look(): Promise<void> {
    const { glimpse, onEvent } = this.deps;
    if (!glimpse) return;
    await this.pipeline.drain();
    const seen = await this.budget.spend(() => this.trainer.averaged(glimpse));
    onEvent({ type: 'glimpse', glimpse: { ...seen, step: this.stepsDone } });
    this.pipeline.log.restart();
  }

  private async validate(): Promise<void> {
    await this.pipeline.drain();
    const step = this.stepsDone;
    const training = await this.trainer.state();
    const weights = scoredWeights(training);
    if (!allFinite(training.weights) || !allFinite(weights)) throw notFinite(step);
    const found = await this.trainer.averaged(this.deps.evaluate);
    const better = this.keeper.keep({ step, weights, scores: found?.scores ?? null });
    this.sinceBest = better ? 0 : this.sinceBest + 1;
    const { plan, sinceBest, rateChanges } = this;
    this.state = { plan, training, best: this.keeper.best, sinceBest, rateChanges };
    if (found) this.deps.onEvent({ type: 'validation', step, ...found });
    this.checkpoints?.take(this.state);
    this.stoppedEarly = this.isOutOfPatience();
    this.pipeline.log.restart();
  }

  private isOutOfPatience(): boolean {
    const { patience } = this.plan;
    return patience > 0 && this.sinceBest >= patience;
  }
}
