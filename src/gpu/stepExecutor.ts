/**
 * Optimizer steps by a compiled training plan: uploads, submits, reads the loss, and says what went wrong where it
 * is not finite. Knows nothing of schedules or presets; used by PlanTrainer.
 */
import { defined } from '../common/assert';
import { type StudioError, studioError } from '../common/errors';
import type { Patch } from '../domain/augment';
import { packStep, type StepValues } from '../kernels/step';
import type { CompiledPlan, PlannedDispatch } from '../network/lowerings/webgpu/compiledPlan';
import { packParameters } from '../network/lowerings/webgpu/packParameters';
import { unpackParameters } from '../network/lowerings/webgpu/unpackParameters';
import type { WeightMap } from '../network/parameterTable';
import type { CompileProgress } from './compilePipelines';
import type { DispatchList } from './dispatchLists';
import { firstNotFinite } from './firstNotFinite';
import { type LossRecord, LossRing } from './lossRing';
import { PlanExecutor } from './planExecutor';
import type { PlanNetwork } from './planNetwork';
import { inverseWeight, StepInput, type StepShape } from './stepInput';
import { stepMs } from './stepMs';
import { StepQueue } from './stepQueue';

/** One computes while the next is being prepared; more would only delay pausing and the desktop. */
export const STEPS_IN_FLIGHT = 2;

/** What the optimizer is told of a step, besides its learning rate. */
export type StepScalars = Pick<StepValues, 'seed' | 'correction1' | 'correction2' | 'mostAverageDecay'>;

/** ms of each dispatch of a plan. */
export type DispatchTimes = ReadonlyMap<PlannedDispatch, number>;

/** All that a run continues from, bit for bit. */
export interface TrainingState {
  /** Steps taken. */
  readonly step: number;
  /** Patches taken at a time. Memory decided it at the start; sums of other parts would round differently. */
  readonly microBatch: number;
  readonly weights: WeightMap;
  /** The optimizer's buffers by name, laid out as weights. */
  readonly optimizer: Readonly<Record<string, WeightMap>>;
}

export interface StepPlan {
  readonly compiled: CompiledPlan;
  /** Of one micro-batch. */
  readonly shape: StepShape;
  /** Of step `index`, counting from 0. */
  readonly scalars: (index: number) => StepScalars;
}

export class StepExecutor {
  private readonly queue = new StepQueue(STEPS_IN_FLIGHT);
  private readonly input: StepInput;
  private submitted = 0;
  /** Once a step has failed, the later ones fail with the same error. */
  private failure: Promise<unknown> | null = null;

  private constructor(
    private readonly network: PlanNetwork,
    private readonly plan: StepPlan,
    private readonly executor: PlanExecutor,
    private readonly ring: LossRing,
    private readonly times: DispatchTimes,
  ) {
    this.input = new StepInput(plan.shape);
  }

  /** Rejects with `out-of-memory` or `device-error` as PlanExecutor.create does. The network's weights stay. */
  static async create(
    network: PlanNetwork,
    plan: StepPlan,
    onProgress?: CompileProgress,
  ): Promise<StepExecutor> {
    const { memory, software } = network.device;
    const { parameters, ring } = plan.compiled.regions;
    const shared = new Map([[parameters.slab, await network.parameters.gpu()]]);
    // A software adapter draws no desktop that would wait for it, and each submit costs JavaScript time.
    const submits = software ? { longestSubmitMs: Number.POSITIVE_INFINITY } : {};
    const options = { owner: 'training', shared, ...submits, ...(onProgress && { onProgress }) };
    const executor = await PlanExecutor.create(memory, plan.compiled, options);
    try {
      const times = await measure(executor);
      const records = await LossRing.create(memory, executor, defined(ring, 'ring'), STEPS_IN_FLIGHT);
      return new StepExecutor(network, plan, executor, records, times);
    } catch (error) {
      executor.dispose();
      throw error;
    }
  }

  /**
   * One step on whole micro-batches; steps take effect in the order of the calls. Rejects with `loss-not-finite`
   * naming the op (the weights are then as before the step), `device-error`, `device-lost`.
   */
  step(patches: readonly Patch[], learningRate: number): Promise<LossRecord> {
    return this.queue.run(() => this.start({ patches, learningRate }));
  }

  get microBatch(): number {
    return this.plan.shape.batch;
  }

  /** Measured of each of the plan's dispatches before the first step, ms. */
  get measured(): DispatchTimes {
    return this.times;
  }

  /** What the device takes for a step on that many patches, by what was measured; waiting for patches not included. */
  secondsPerStep(patches: number): number {
    const microBatches = Math.ceil(patches / this.microBatch);
    return stepMs(this.plan.compiled, microBatches, (dispatch) => this.times.get(dispatch) ?? 0) / 1000;
  }

  /** Of the steps submitted so far. */
  async state(): Promise<TrainingState> {
    const { regions, parameters } = this.plan.compiled;
    const names = Object.keys(regions.optimizer);
    let step = 0;
    const parts = await this.executor.read([regions.parameters, ...Object.values(regions.optimizer)], () => {
      step = this.submitted;
    });
    const [weights, ...moments] = parts.map((part) => unpackParameters(parameters, new Float32Array(part)));
    const optimizer = Object.fromEntries(names.map((name, i) => [name, defined(moments[i], name)]));
    return { step, microBatch: this.microBatch, weights: defined(weights, 'weights'), optimizer };
  }

  /** Continues from a state of the same network, optimizer and micro-batch; no step may be under way. */
  restore({ step, weights, optimizer }: TrainingState): void {
    const { regions, parameters } = this.plan.compiled;
    for (const [name, region] of Object.entries(regions.optimizer)) {
      this.executor.write(region, packParameters(parameters, defined(optimizer[name], name)));
    }
    this.network.setWeights(weights);
    this.submitted = step;
  }

  /**
   * Does `work` while the network has the weights' moving average in place of the trained ones, which rest where the
   * gradients are between steps; no step may be under way. Without an average the network stays as it is.
   */
  async averaged<T>(work: () => Promise<T>): Promise<T> {
    const { parameters, gradients, optimizer } = this.plan.compiled.regions;
    if (!optimizer.average) return work();
    const rest = defined(gradients, 'gradients');
    this.executor.copyWithin(parameters, rest);
    this.executor.copyWithin(optimizer.average, parameters);
    try {
      return await work();
    } finally {
      this.executor.copyWithin(rest, parameters);
    }
  }

  /** Frees all but the weights. */
  dispose(): void {
    this.ring.dispose();
    this.executor.dispose();
  }

  private async start(asked: AskedStep): Promise<LossRecord> {
    if (this.failure !== null) throw await this.failure;
    const index = this.submitted++;
    try {
      const record = await this.take(asked, index);
      if (Number.isFinite(record.loss) && Number.isFinite(record.gradientNorm)) return record;
      this.failure ??= this.explain(asked, index);
    } catch (error) {
      this.failure ??= Promise.resolve(error);
    }
    throw await this.failure;
  }

  private async take(asked: AskedStep, index: number): Promise<LossRecord> {
    const refusal = this.executor.refusalOf(() => this.submit(asked, index));
    const [refused, record] = await Promise.all([refusal, this.ring.read(index)]);
    if (refused) throw refused;
    return record;
  }

  private submit(asked: AskedStep, index: number): void {
    const passes = this.passes(asked.patches);
    const last = passes.at(-1);
    for (const pass of passes) {
      this.upload(pass, asked, index);
      this.executor.run(pass === last ? [pass.list, 'update'] : [pass.list]);
    }
  }

  /** What a step runs in its order, but for the update: each micro-batch once, or twice where Dice needs it. */
  private passes(patches: readonly Patch[]): Pass[] {
    const train = this.microBatches(patches, 'firstMicroBatch', 'nextMicroBatch');
    if (!this.plan.compiled.lossPass) return train;
    return [...this.microBatches(patches, 'firstLoss', 'nextLoss'), ...train];
  }

  private microBatches(patches: readonly Patch[], first: DispatchList, next: DispatchList): Pass[] {
    const { batch } = this.plan.shape;
    return Array.from({ length: Math.ceil(patches.length / batch) }, (_, i) => ({
      patches: patches.slice(i * batch, (i + 1) * batch),
      firstSample: i * batch,
      list: i === 0 ? first : next,
    }));
  }

  private upload({ patches, firstSample }: Pass, asked: AskedStep, index: number): void {
    const { input, labels, weights, step } = this.plan.compiled.regions;
    this.input.fill(patches);
    this.executor.write(input, this.input.images);
    this.executor.write(defined(labels, 'labels'), this.input.labels);
    this.executor.write(defined(weights, 'weights'), this.input.weights);
    const slot = this.ring.slotOf(index);
    const { learningRate } = asked;
    const whole = { learningRate, inverseWeight: inverseWeight(asked.patches) };
    const values = { ...this.plan.scalars(index), ...whole, index, firstSample, slot };
    this.executor.write(defined(step, 'step record'), packStep(values));
  }

  /** Replays a failed step on the weights there are, without its update, to name what was not finite first. */
  private async explain(asked: AskedStep, index: number): Promise<StudioError> {
    for (const pass of this.passes(asked.patches)) {
      this.upload(pass, asked, index);
      const op = await firstNotFinite(this.executor, this.executor.dispatches(pass.list));
      if (op !== null) return notFinite(index + 1, `${op} was the first to hold such a number`);
    }
    return notFinite(index + 1, 'the norm of the gradient is too large for a float');
  }
}

/** A step as it was asked for. */
interface AskedStep {
  readonly patches: readonly Patch[];
  readonly learningRate: number;
}

/** One micro-batch through one list of dispatches. */
interface Pass {
  readonly patches: readonly Patch[];
  /** Its first patch's index in the step. */
  readonly firstSample: number;
  readonly list: DispatchList;
}

/** Times every dispatch on zeros, with a learning rate of zero, and leaves the state as before the first step. */
async function measure(executor: PlanExecutor): Promise<DispatchTimes> {
  const { optimizer, parameters } = executor.plan.regions;
  const times = await executor.measure();
  for (const [name, region] of Object.entries(optimizer)) {
    if (name === 'average') executor.copyWithin(parameters, region);
    else executor.clear(region);
  }
  return times;
}

function notFinite(step: number, what: string): StudioError {
  return studioError(
    'loss-not-finite',
    `The loss stopped being a finite number at step ${step}: ${what}.`,
    'The weights of the last validation are kept. Lower the learning rate and train again.',
    step,
  );
}
