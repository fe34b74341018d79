/** Optimizer steps by tf.js's tape: the slow mode. PlanTrainer takes the same steps where WebGPU is. */
import type { Patch } from '../../domain/augment';
import type { TrainPlan } from '../../domain/train';
import { tf } from '../../gpu/tf';
import type { TfjsNetwork } from '../../gpu/tfjsNetwork';
import { dropoutMasks } from '../../network/dropoutMasks';
import { tfjsLogits } from '../../network/lowerings/tfjsReference';
import { type BatchTensors, batchTensors } from './batchTensors';
import { lossFactors } from './lossFactors';
import { softDiceLoss } from './softDiceLoss';
import type { Trainer } from './trainer';
import { weightedCrossEntropy } from './weightedCrossEntropy';

type TfjsTrainerPlan = Pick<TrainPlan, 'optimizer' | 'learningRate' | 'momentum' | 'loss' | 'seed'>;

export class TfjsTrainer implements Trainer {
  private readonly optimizer: tf.Optimizer;
  private readonly variables: tf.Variable[];
  private steps = 0;

  constructor(
    readonly network: TfjsNetwork,
    private readonly plan: TfjsTrainerPlan,
  ) {
    this.optimizer = makeOptimizer(plan);
    this.variables = network.model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  }

  async step(batch: readonly Patch[]): Promise<number> {
    const step = this.steps++;
    const loss = tf.tidy(() => {
      const tensors = batchTensors(batch);
      const { value, grads } = tf.variableGrads(() => this.loss(tensors, step), this.variables);
      this.optimizer.applyGradients(grads);
      return value;
    });
    try {
      const [value] = await loss.data();
      return value ?? Number.NaN;
    } finally {
      loss.dispose();
    }
  }

  dispose(): void {
    this.optimizer.dispose();
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

function makeOptimizer({
  optimizer,
  learningRate,
  momentum,
}: Pick<TrainPlan, 'optimizer' | 'learningRate' | 'momentum'>) {
  return optimizer === 'adam' ? tf.train.adam(learningRate) : tf.train.momentum(learningRate, momentum);
}
