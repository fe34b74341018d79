/**
 * Training steps by core operations of tf.js on its CPU backend, with dropout and Dice, whose gradients tf.js
 * derives: the independent reference of compiled plans. Slow; for tiny shapes.
 */
import { defined } from '../common/assert';
import type { Patch } from '../domain/augment';
import { tf } from '../gpu/tf';
import { DICE_SMOOTHING } from '../kernels/loss/lossOptions';
import { dropoutMasks } from '../network/dropoutMasks';
import type { Graph } from '../network/graph';
import { tfjsLogits } from '../network/lowerings/tfjsReference';
import { parameterTable, type WeightMap } from '../network/parameterTable';

export interface ReferenceOptions {
  readonly loss: { readonly crossEntropy: number; readonly dice: number };
  /** Of the dropouts' masks. */
  readonly seed: number;
  readonly step: number;
}

export interface ReferenceRun {
  /** [N,H',W',classes] */
  readonly logits: Float32Array;
  readonly loss: number;
  readonly gradients: WeightMap;
}

export class ReferenceNetwork {
  private readonly variables: ReadonlyMap<string, tf.Variable>;

  constructor(
    private readonly graph: Graph,
    weights: WeightMap,
  ) {
    this.variables = new Map(
      parameterTable(graph).map(({ name, shape }) => [
        name,
        tf.variable(tf.tensor(defined(weights.get(name), name), [...shape])),
      ]),
    );
  }

  /** Logits, loss and gradients of a batch; with an optimizer also its step. */
  run(patches: readonly Patch[], options: ReferenceOptions, optimizer?: tf.Optimizer): ReferenceRun {
    const runs: ReferenceRun[] = [];
    tf.tidy(() => {
      const logits = this.logits(patches, options);
      const { value, grads } = tf.variableGrads(
        () => lossOf(this.logits(patches, options), patches, options.loss),
        [...this.variables.values()],
      );
      const gradientOf = ({ name }: tf.Variable) => Float32Array.from(defined(grads[name], name).dataSync());
      runs.push({
        logits: logits.dataSync() as Float32Array,
        loss: value.dataSync()[0] ?? Number.NaN,
        gradients: new Map([...this.variables].map(([name, variable]) => [name, gradientOf(variable)])),
      });
      optimizer?.applyGradients(grads);
    });
    return defined(runs[0], 'run');
  }

  weights(): WeightMap {
    return new Map(
      [...this.variables].map(([name, variable]) => [name, Float32Array.from(variable.dataSync())]),
    );
  }

  dispose(): void {
    tf.dispose([...this.variables.values()]);
  }

  private logits(patches: readonly Patch[], { seed, step }: ReferenceOptions): tf.Tensor4D {
    const { inputSize: side, channels } = defined(patches[0], 'patch');
    const input = tf.stack(patches.map(({ image }) => tf.tensor3d(image, [side, side, channels])));
    const drawn = dropoutMasks(this.graph, { batch: patches.length, side, seed, step, firstSample: 0 });
    const masks = new Map(
      [...drawn].map(([name, { shape, values }]) => [name, tf.tensor4d(values, [...shape])]),
    );
    return tfjsLogits(tf, {
      graph: this.graph,
      weights: this.variables,
      input: input as tf.Tensor4D,
      masks,
    });
  }
}

/** The loss of kernels/loss/lossOptions.ts. */
function lossOf(logits: tf.Tensor4D, patches: readonly Patch[], loss: ReferenceOptions['loss']): tf.Scalar {
  const [, , , classes] = logits.shape;
  const labels = tf.concat(patches.map((patch) => tf.tensor1d(Int32Array.from(patch.labels), 'int32')));
  const weights = tf.concat(patches.map((patch) => tf.tensor1d(patch.weights))).expandDims(1);
  const truth = tf.oneHot(labels, classes).cast('float32');
  const logProbability = tf.logSoftmax(logits.reshape([-1, classes]));
  const all = weights.sum().dataSync()[0] ?? 0;
  const sum = tf.neg(tf.sum(tf.mul(tf.mul(truth, logProbability), weights)));
  const crossEntropy = tf.mul(sum, all === 0 ? 0 : loss.crossEntropy / all);
  const dice = diceLoss(tf.exp(logProbability), truth, weights);
  return tf.add(crossEntropy, tf.mul(dice, loss.dice)) as tf.Scalar;
}

function diceLoss(probability: tf.Tensor, truth: tf.Tensor, weights: tf.Tensor): tf.Tensor {
  const counts = tf.cast(tf.greater(weights, 0), 'float32');
  const sumOf = (values: tf.Tensor) => tf.sum(tf.mul(values, counts), 0);
  const both = sumOf(tf.mul(probability, truth));
  const either = tf.add(sumOf(probability), sumOf(truth));
  const score = tf.div(tf.add(tf.mul(both, 2), DICE_SMOOTHING), tf.add(either, DICE_SMOOTHING));
  return tf.sub(1, tf.mean(score));
}
