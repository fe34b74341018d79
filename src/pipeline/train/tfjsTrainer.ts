/** Optimizer steps by tf.js's tape: the slow mode, and the reference for faster trainers. */
import type { Patch } from '../../domain/augment';
import type { TrainPlan } from '../../domain/train';
import { tf } from '../../gpu/tf';
import type { TfjsNetwork } from '../../gpu/tfjsNetwork';
import { batchTensors } from './batchTensors';
import type { Trainer } from './trainer';
import { weightedCrossEntropy } from './weightedCrossEntropy';

export class TfjsTrainer implements Trainer {
  private readonly optimizer: tf.Optimizer;
  private readonly variables: tf.Variable[];

  constructor(
    readonly network: TfjsNetwork,
    plan: Pick<TrainPlan, 'optimizer' | 'learningRate' | 'momentum'>,
  ) {
    this.optimizer = makeOptimizer(plan);
    this.variables = network.model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  }

  async step(batch: readonly Patch[]): Promise<number> {
    const loss = tf.tidy(() => {
      const { images, labels, weights } = batchTensors(batch);
      const forward = () => weightedCrossEntropy(this.network.apply(images), labels, weights);
      const { value, grads } = tf.variableGrads(forward, this.variables);
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
}

function makeOptimizer({
  optimizer,
  learningRate,
  momentum,
}: Pick<TrainPlan, 'optimizer' | 'learningRate' | 'momentum'>) {
  return optimizer === 'adam' ? tf.train.adam(learningRate) : tf.train.momentum(learningRate, momentum);
}
