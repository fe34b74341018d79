/** A network computed by tf.js, on whichever backend is open. */
import type { UNetSpec } from '../domain/network';
import { buildGraph } from '../network/buildGraph';
import type { Graph } from '../network/graph';
import { loadWeights, toLayersModel, variablesOf, weightsOf, weightTensors } from '../network/lowerings/tfjs';
import type { WeightMap } from '../network/parameterTable';
import type { Network } from './network';
import { tf } from './tf';

export class TfjsNetwork implements Network {
  readonly model: tf.LayersModel;
  readonly graph: Graph;

  constructor(
    readonly spec: UNetSpec,
    weights: WeightMap,
  ) {
    this.graph = buildGraph(spec);
    this.model = toLayersModel(tf, this.graph, { weights });
  }

  /** The same as `logits`, on tensors: [N,H,W,C] to [N,H',W',classes]. */
  apply(input: tf.Tensor4D): tf.Tensor4D {
    return this.model.apply(input) as tf.Tensor4D;
  }

  /** The weights as the tape sees them, in the parameter table's shapes. Call it in a tidy. */
  tensors(): ReadonlyMap<string, tf.Tensor> {
    return weightTensors(this.model, this.graph);
  }

  /** The variables by parameter name, in tf.js's own shapes. */
  variables(): ReadonlyMap<string, tf.Variable> {
    return variablesOf(this.model, this.graph);
  }

  async logits(input: Float32Array<ArrayBuffer>, count: number, side: number): Promise<Float32Array> {
    const output = tf.tidy(() =>
      this.apply(tf.tensor4d(input, [count, side, side, this.spec.inputChannels])),
    );
    try {
      return (await output.data()) as Float32Array;
    } finally {
      output.dispose();
    }
  }

  /** tf.js makes room as it computes, and says only then that there is none. */
  async prepare(): Promise<void> {}

  /** tf.js keeps nothing between tiles but what it takes up again by itself. */
  async release(): Promise<void> {}

  weights(): Promise<WeightMap> {
    return weightsOf(this.model, this.graph);
  }

  setWeights(weights: WeightMap): void {
    loadWeights(tf, this.model, this.graph, weights);
  }

  dispose(): void {
    this.model.dispose();
  }
}
