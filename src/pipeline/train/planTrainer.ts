/** Optimizer steps by a plan compiled for the device: wherever WebGPU is. TfjsTrainer is its reference. */
import { defined } from '../../common/assert';
import { hasCode } from '../../common/errors';
import type { Patch } from '../../domain/augment';
import type { PlannedKernels } from '../../domain/train';
import { stepScalars } from '../../gpu/optimizerRule';
import { compileTarget } from '../../gpu/planDevice';
import type { PlanNetwork } from '../../gpu/planNetwork';
import { StepExecutor, type TrainingState } from '../../gpu/stepExecutor';
import { frozenVariants } from '../../gpu/tuner/frozenVariants';
import { tunedKernels } from '../../gpu/tuner/planKernels';
import { keepPlanTimes } from '../../gpu/tuner/planTimes';
import { tuningBudgetMs } from '../../gpu/tuner/tuneKernels';
import type { CompiledPlan } from '../../network/lowerings/webgpu/compiledPlan';
import { compileTraining } from '../../network/lowerings/webgpu/compileTraining';
import type { TrainingOptions } from '../../network/lowerings/webgpu/trainingOptions';
import { microBatches, stepOptions, type TrainerPlan } from './stepOptions';
import type { PrepareProgress, StepRecord, Trainer } from './trainer';

export interface PlanTrainerOptions {
  /** Patches at a time, a divisor of the batch; by default the most that the memory holds. */
  readonly microBatch?: number;
}

export class PlanTrainer implements Trainer {
  private made: Promise<StepExecutor> | null = null;
  /** Chosen for micro-batches of that many patches. */
  private chosen: { readonly microBatch: number; readonly kernels: PlannedKernels } | null = null;

  /** Nothing is compiled before it is needed. */
  constructor(
    readonly network: PlanNetwork,
    private readonly plan: TrainerPlan,
    private readonly options: PlanTrainerOptions = {},
  ) {}

  /**
   * Times kernels, unless the plan says which to take, and compiles ahead of the first step. Rejects with `out-of-memory` where not even single patches fit,
   * `device-error` naming the op that the device refuses, `bad-setting` where the network cannot take the tile.
   */
  async prepare(onProgress?: PrepareProgress): Promise<void> {
    await this.executor(onProgress);
  }

  /** The kernels that the steps are computed by, every tile written out. */
  async kernels(): Promise<PlannedKernels> {
    await this.executor();
    return defined(this.chosen, 'kernels of a compiled plan').kernels;
  }

  /** By the device's own times of the compiled plan, without waiting for patches; prepares where that was not done. */
  async secondsPerStep(): Promise<number> {
    return (await this.executor()).secondsPerStep(this.plan.batch);
  }

  async step(batch: readonly Patch[], learningRate: number): Promise<StepRecord> {
    const executor = await this.executor();
    return executor.step(batch, learningRate);
  }

  async averaged<T>(work: () => Promise<T>): Promise<T> {
    return (await this.executor()).averaged(work);
  }

  /** All that a run continues from, after the steps that have been started. */
  async state(): Promise<TrainingState> {
    return (await this.executor()).state();
  }

  /** Continues from a state that a trainer of the same plan gave, bit for bit. No step may be under way. */
  async restore(state: TrainingState, onProgress?: PrepareProgress): Promise<void> {
    const made = await this.made;
    if (made && made.microBatch !== state.microBatch) this.dispose();
    this.made ??= this.make([state.microBatch], onProgress);
    (await this.made).restore(state);
  }

  dispose(): void {
    const made = this.made;
    this.made = null;
    // One that is still being compiled is freed as soon as it is there; its failure was told to who asked for it.
    void made?.then(
      (executor) => executor.dispose(),
      () => undefined,
    );
  }

  private executor(onProgress?: PrepareProgress): Promise<StepExecutor> {
    this.made ??= this.make(this.microBatches(), onProgress);
    return this.made;
  }

  /** With the first of the micro-batches that fits. */
  private async make(sizes: readonly number[], onProgress?: PrepareProgress): Promise<StepExecutor> {
    const [size, ...smaller] = sizes;
    try {
      return await this.compile(defined(size, 'micro-batch'), onProgress);
    } catch (error) {
      const full = hasCode(error, 'out-of-memory');
      if (!full || smaller.length === 0) throw error;
      return this.make(smaller, onProgress);
    }
  }

  private microBatches(): number[] {
    const { microBatch } = this.options;
    return microBatch === undefined ? microBatches(this.plan.batch) : [microBatch];
  }

  private async compile(microBatch: number, onProgress?: PrepareProgress): Promise<StepExecutor> {
    const { network, plan } = this;
    const { inputSize, outputSize, seed } = plan;
    const training = stepOptions(plan, microBatch, await compileTarget(network.device));
    const compiled = await this.withKernels(training, onProgress);
    const shape = { batch: microBatch, inputSize, outputSize, channels: network.spec.inputChannels };
    const scalars = (index: number) => stepScalars(training.rule, seed, index);
    const tell = onProgress && ((done: number, total: number) => onProgress('compiling', done, total));
    const executor = await StepExecutor.create(network, { compiled, shape, scalars }, tell);
    // A plan that names its kernels teaches nothing that is to be kept: it may have been forced to slow ones.
    if (!plan.kernelVariants) await keepPlanTimes(network.device, executor.measured);
    return executor;
  }

  /** Compiled with the plan's kernels, or with those that are fastest here: then these are the run's. */
  private async withKernels(training: TrainingOptions, onProgress?: PrepareProgress): Promise<CompiledPlan> {
    const { network, plan } = this;
    const { graph, device } = network;
    const onTuning = onProgress && ((done: number, total: number) => onProgress('tuning', done, total));
    const variants =
      (this.chosen?.microBatch === training.batch ? this.chosen.kernels : plan.kernelVariants) ??
      (await tunedKernels(compileTraining(graph, training), device, {
        norm: network.spec.norm,
        budgetMs: tuningBudgetMs(plan.minutes ?? 0),
        onProgress: onTuning,
      }));
    const compiled = compileTraining(graph, { ...training, variants });
    const kernels = frozenVariants(compiled, variants);
    this.chosen = { microBatch: training.batch, kernels };
    await network.computeBy(kernels);
    return compiled;
  }
}
