/**
 * Stage "train": runs a frozen plan to its end, or until stopped, and keeps the weights whatever happens.
 * Knows neither tf.js nor the page: a Trainer makes the steps, TrainDeps bring patches and scores.
 */
import { throwIfAborted } from '../../common/abort';
import { StudioError, studioError } from '../../common/errors';
import type { Assessment } from '../../domain/metrics';
import type { Glimpse, TrainEvent, TrainPlan, TrainSummary } from '../../domain/train';
import type { TrainingState } from '../../gpu/stepExecutor';
import { allFinite } from '../../network/allFinite';
import type { WeightMap } from '../../network/parameterTable';
import type { QuickScores } from '../predict/quickScores';
import { GlimpseBudget } from './glimpseBudget';
import { PatchQueue, type PatchSource } from './patchQueue';
import { StepLog } from './stepLog';
import type { TrainControl } from './trainControl';
import type { PrepareProgress, Trainer } from './trainer';
import { type KeptWeights, WeightKeeper } from './weightKeeper';

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
  readonly onEvent: (event: TrainEvent) => void;
  readonly control: TrainControl;
  /** A clock in ms, for the times in events and the pace of glimpses; no result depends on it. */
  readonly now: () => number;
  readonly signal?: AbortSignal;
}

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
  deps.onEvent({ type: 'planned', plan });
  const keeper = new WeightKeeper(await trainer.network.weights());
  const run = new TrainRun(trainer, plan, deps, keeper);
  const failure =
    (await failureOf(run.recovering(() => run.toTheEnd()))) ??
    (await failureOf(run.recovering(() => run.score())));
  return { summary: run.summary(), best: keeper.best, last: keeper.last, failure };
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

interface StepInFlight {
  readonly step: number;
  readonly dataWaitMs: number;
  /** Held as a value, so that a failure is reported when its turn comes. */
  readonly loss: Promise<PromiseSettledResult<number>[]>;
}

class TrainRun {
  private queue: PatchQueue;
  private readonly log: StepLog;
  private budget: GlimpseBudget;
  private inFlight: StepInFlight[] = [];
  private assessment: Assessment | null = null;
  /** On the host, of the last validation: where the run goes on after a lost device. Null stands for its beginning. */
  private state: TrainingState | null = null;

  constructor(
    private trainer: Trainer,
    private plan: TrainPlan,
    private readonly deps: TrainDeps,
    private readonly keeper: WeightKeeper,
  ) {
    this.queue = new PatchQueue(deps.patch, plan.batch, plan.steps);
    this.log = new StepLog(deps.now);
    this.budget = new GlimpseBudget(deps.now);
  }

  async toTheEnd(): Promise<void> {
    await this.compile();
    for (let step = this.log.stepsDone + 1; step <= this.plan.steps; step++) {
      await this.pausePoint(step - 1);
      if (this.deps.control.stopped) break;
      await this.start(step);
      if (step % this.plan.validateEvery === 0) await this.validate();
      if (this.budget.allows()) await this.look();
    }
    await this.drain();
    if (this.keeper.last.step < this.log.stepsDone) await this.validate();
  }

  /** Does `work`, and again after each lost device, as long as the run gets further in between. */
  async recovering(work: () => Promise<void>): Promise<void> {
    for (let before = -1; ; ) {
      try {
        return await work();
      } catch (error) {
        const from = this.state?.step ?? 0;
        if (from <= before || !(await this.recover(error))) throw error;
        before = from;
      }
    }
  }

  private async recover(failure: unknown): Promise<boolean> {
    this.inFlight = [];
    const trainer = await this.deps.recover?.(failure);
    if (!trainer) return false;
    this.trainer = trainer;
    if (this.state) await trainer.restore?.(this.state);
    const step = this.state?.step ?? 0;
    this.queue = new PatchQueue(this.deps.patch, this.plan.batch, this.plan.steps, { from: step });
    this.log.goBack(step);
    this.deps.onEvent({ type: 'recovered', step });
    return true;
  }

  private async compile(): Promise<void> {
    const tell: PrepareProgress = (type, done, total) => this.deps.onEvent({ type, done, total });
    tell('compiling', 0, 0);
    await this.trainer.prepare?.(tell);
    await this.freezeKernels();
    // The first look compiles for its tile: done here, it does not eat up the time that later looks may take.
    await this.look();
    this.budget = new GlimpseBudget(this.deps.now);
  }

  /** What the trainer chose on this device is part of the plan from here on; one that was forced is there already. */
  private async freezeKernels(): Promise<void> {
    const kernelVariants = await this.trainer.kernels?.();
    if (!kernelVariants || this.plan.kernelVariants) return;
    this.plan = { ...this.plan, kernelVariants };
    this.deps.onEvent({ type: 'planned', plan: this.plan });
  }

  /** Gives the network the best weights and scores them on all held-out pixels. */
  async score(): Promise<void> {
    this.trainer.network.setWeights(this.keeper.best.weights);
    this.assessment = await this.deps.assess();
  }

  summary(): TrainSummary {
    const { plan, assessment, log } = this;
    const { stepsDone, finalLoss } = log;
    const stopped = this.deps.control.stopped;
    return {
      plan,
      stepsDone,
      stopped,
      stoppedEarly: false,
      bestStep: this.keeper.best.step,
      finalLoss,
      scores: assessment && assessment.images.length > 0 ? assessment.scores : null,
      assessment,
      msPerStep: log.medianMs(),
    };
  }

  private async pausePoint(step: number): Promise<void> {
    throwIfAborted(this.deps.signal);
    if (!this.deps.control.paused) return;
    await this.drain();
    this.deps.onEvent({ type: 'paused', step });
    await this.deps.control.untilNotPaused(this.deps.signal);
    if (!this.deps.control.stopped) this.deps.onEvent({ type: 'resumed', step });
    this.log.restart();
  }

  /** Hands one step to the device and waits for the one before it: the device is never without work. */
  private async start(step: number): Promise<void> {
    const asked = this.deps.now();
    const batch = await this.queue.next();
    const dataWaitMs = this.deps.now() - asked;
    this.inFlight.push({ step, dataWaitMs, loss: Promise.allSettled([this.trainer.step(batch)]) });
    if (this.inFlight.length > 1) await this.finishOldest();
  }

  private async drain(): Promise<void> {
    while (this.inFlight.length > 0) await this.finishOldest();
  }

  private async finishOldest(): Promise<void> {
    const oldest = this.inFlight.shift();
    if (!oldest) return;
    const [outcome] = await oldest.loss;
    if (outcome?.status !== 'fulfilled') throw outcome?.reason;
    if (!Number.isFinite(outcome.value)) throw notFinite(oldest.step);
    const ms = this.log.finish(oldest.step, outcome.value);
    const { step, dataWaitMs } = oldest;
    const { learningRate } = this.plan;
    this.deps.onEvent({
      type: 'step',
      step,
      loss: outcome.value,
      ms,
      dataWaitMs,
      learningRate,
      gradientNorm: null,
    });
  }

  /** Shows how far the network has come. Changes nothing: the weights are only read. */
  private async look(): Promise<void> {
    const { glimpse, onEvent } = this.deps;
    if (!glimpse) return;
    await this.drain();
    const seen = await this.budget.spend(glimpse);
    onEvent({ type: 'glimpse', glimpse: { ...seen, step: this.log.stepsDone } });
    this.log.restart();
  }

  /** With all that a run continues from, where the trainer can tell it. */
  private async weights(): Promise<WeightMap> {
    const state = await this.trainer.state?.();
    if (!state) return this.trainer.network.weights();
    if (allFinite(state.weights)) this.state = state;
    return state.weights;
  }

  private async validate(): Promise<void> {
    await this.drain();
    const step = this.log.stepsDone;
    const weights = await this.weights();
    if (!allFinite(weights)) throw notFinite(step);
    const found = await this.deps.evaluate();
    this.keeper.keep({ step, weights, scores: found?.scores ?? null });
    if (found) this.deps.onEvent({ type: 'validation', step, ...found });
    this.log.restart();
  }
}

function notFinite(step: number): StudioError {
  return studioError(
    'loss-not-finite',
    `The loss stopped being a finite number at step ${step}.`,
    'Lower the learning rate and train again. The weights of earlier validations are kept.',
    step,
  );
}
