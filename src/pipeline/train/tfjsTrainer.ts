/** Optimizer steps by tf.js's tape: the slow mode. PlanTrainer takes the same steps where WebGPU is. */
import { defined } from '../../common/assert';
import type { Patch } from '../../domain/augment';
import type { TrainPlan } from '../../domain/train';
import type { TrainingState } from '../../gpu/stepExecutor';
import { tf } from '../../gpu/tf';
import type { TfjsNetwork } from '../../gpu/tfjsNetwork';
import { dropoutMasks } from '../../network/dropoutMasks';
import { tfjsLogits } from '../../network/lowerings/tfjsReference';
import type { WeightMap } from '../../network/parameterTable';
import { type BatchTensors, batchTensors } from './batchTensors';
import { lossFactors } from './lossFactors';
import { softDiceLoss } from './softDiceLoss';
import { TfjsOptimizer, type TfjsOptimizerPlan } from './tfjsOptimizer';
import type { StepRecord, Trainer } from './trainer';
import { weightedCrossEntropy } from './weightedCrossEntropy';

export type TfjsTrainerPlan = TfjsOptimizerPlan & Pick<TrainPlan, 'loss' | 'seed' | 'batch'>;

export class TfjsTrainer implements Trainer {
  private readonly optimizer: TfjsOptimizer;
  /** By parameter name. */
  private readonly variables: ReadonlyMap<string, tf.Variable>;
  private steps = 0;

  constructor(
    readonly network: TfjsNetwork,
    private readonly plan: TfjsTrainerPlan,
  ) {
    this.variables = network.variables();
    this.optimizer = new TfjsOptimizer([...this.variables.values()], plan);
  }

  async step(batch: readonly Patch[], learningRate: number): Promise<StepRecord> {
    const step = this.steps++;
    const record = tf.tidy(() => {
      const tensors = batchTensors(batch);
      const variables = [...this.variables.values()];
      const { value, grads } = tf.variableGrads(() => this.loss(tensors, step), variables);
      return tf.stack([value, this.optimizer.apply(grads, learningRate, step)]);
    });
    try {
      const [loss = Number.NaN, gradientNorm = Number.NaN] = await record.data();
      return { loss, gradientNorm };
    } finally {
      record.dispose();
    }
  }

  async averaged<T>(work: () => Promise<T>): Promise<T> {
    if (this.plan.emaDecay === 0) return work();
    const trained = await this.network.weights();
    this.network.setWeights(await this.slot('average'));
    try {
      return await work();
    } finally {
      this.network.setWeights(trained);
    }
  }

  /** As the compiled trainer's, but that a run which goes on from it is equal only as far as tf.js repeats itself. */
  async state(): Promise<TrainingState> {
    const names = this.optimizer.names();
    const slots = await Promise.all(names.map(async (name) => [name, await this.slot(name)] as const));
    const weights = await this.network.weights();
    return { step: this.steps, microBatch: this.plan.batch, weights, optimizer: Object.fromEntries(slots) };
  }

  async restore({ step, weights, optimizer }: TrainingState): Promise<void> {
    this.network.setWeights(weights);
    for (const name of this.optimizer.names()) this.setSlot(name, defined(optimizer[name], name));
    this.steps = step;
  }

  dispose(): void {
    this.optimizer.dispose();
  }

  private async slot(name: string): Promise<WeightMap> {
    const values = new Map<string, Float32Array<ArrayBuffer>>();
    for (const [parameter, variable] of this.slotVariables(name)) {
      values.set(parameter, Float32Array.from(await variable.data()));
    }
    return values;
  }

  private setSlot(name: string, values: WeightMap): void {
    for (const [parameter, variable] of this.slotVariables(name)) {
      tf.tidy(() => variable.assign(tf.tensor(defined(values.get(parameter), parameter), variable.shape)));
    }
  }

  private slotVariables(name: string): [parameter: string, variable: tf.Variable][] {
    return [...this.variables.keys()].map((parameter, i) => [
      parameter,
      defined(this.optimizer.slots[i]?.get(name), name),
    ]);
  }

  private loss({ images, labels, weights }: BatchTensors, step: number): tf.Scalar {
    const { graph } = this.network;
    const masks = this.masks(images, step);
    const logits = tfjsLogits(tf, { graph, weights: this.network.tensors(), input: images, masks });
    const { crossEntropy, dice } = lossFactors(this.plan.loss);
    const entropy = tf.mul(weightedCrossEntropy(logits, labels, weights), crossEntropy) as tf.Scalar;
    return dice === 0 ? entropy : tf.add(entropy, tf.mul(softDiceLoss(logits, labels, weights), dice));
  }

  private masks(images: tf.Tensor4D, step: number): ReadonlyMap<string, tf.Tensor4D> {
    const [batch, side] = images.shape;
    const drawn = dropoutMasks(this.network.graph, {
      batch,
      side,
      seed: this.plan.seed,
      step,
      firstSample: 0,
    });
    return new Map([...drawn].map(([name, { shape, values }]) => [name, tf.tensor4d(values, [...shape])]));
  }
}
