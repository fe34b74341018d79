/**
 * Steps on their way: asks for patches ahead, hands steps to the trainer so that the device is never without work, and
 * tells of each once its loss is known. Owned by trainModel.
 */
import { type StudioError, studioError } from '../../common/errors';
import type { TrainPlan } from '../../domain/train';
import type { TrainEvent } from '../../domain/trainEvents';
import { PatchQueue, type PatchSource } from './patchQueue';
import { StepLog } from './stepLog';
import type { StepRecord, Trainer } from './trainer';

export interface StepDeps {
  readonly patch: PatchSource;
  readonly onEvent: (event: TrainEvent) => void;
  readonly now: () => number;
}

interface StepInFlight {
  readonly step: number;
  readonly dataWaitMs: number;
  readonly learningRate: number;
  /** Held as a value, so that a failure is reported when its turn comes. */
  readonly record: Promise<PromiseSettledResult<StepRecord>[]>;
}

export class StepPipeline {
  readonly log: StepLog;
  private queue: PatchQueue;
  private inFlight: StepInFlight[] = [];

  constructor(
    private trainer: Trainer,
    plan: Pick<TrainPlan, 'batch' | 'steps'>,
    private readonly deps: StepDeps,
  ) {
    this.log = new StepLog(deps.now);
    this.queue = new PatchQueue(deps.patch, plan.batch, plan.steps);
  }

  /** Goes on after `step` steps; what was under way, or asked for, is forgotten. */
  goTo(step: number, trainer: Trainer, plan: Pick<TrainPlan, 'batch' | 'steps'>): void {
    this.inFlight = [];
    this.trainer = trainer;
    this.queue = new PatchQueue(this.deps.patch, plan.batch, plan.steps, { from: step });
    this.log.goBack(step);
  }

  /** Hands one step, counted from 1, to the device and waits for the one before it. */
  async start(step: number, learningRate: number): Promise<void> {
    const asked = this.deps.now();
    const batch = await this.queue.next();
    const dataWaitMs = this.deps.now() - asked;
    const record = Promise.allSettled([this.trainer.step(batch, learningRate)]);
    this.inFlight.push({ step, dataWaitMs, learningRate, record });
    if (this.inFlight.length > 1) await this.finishOldest();
  }

  async drain(): Promise<void> {
    while (this.inFlight.length > 0) await this.finishOldest();
  }

  private async finishOldest(): Promise<void> {
    const oldest = this.inFlight.shift();
    if (!oldest) return;
    const { step, dataWaitMs, learningRate } = oldest;
    const [outcome] = await oldest.record;
    if (outcome?.status !== 'fulfilled') throw outcome?.reason;
    const { loss, gradientNorm } = outcome.value;
    if (!Number.isFinite(loss)) throw notFinite(step);
    const ms = this.log.finish(step, loss);
    this.deps.onEvent({ type: 'step', step, loss, ms, dataWaitMs, learningRate, gradientNorm });
  }
}

export function notFinite(step: number): StudioError {
  return studioError(
    'loss-not-finite',
    `The loss stopped being a finite number at step ${step}.`,
    'Lower the learning rate and train again. The weights of earlier validations are kept.',
    step,
  );
}
