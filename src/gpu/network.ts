/** A network with weights on a device, whatever computes it. Predicting and evaluating know nothing else of it. */
import type { UNetSpec } from '../domain/network';
import type { WeightMap } from '../network/parameterTable';

export interface Network {
  readonly spec: UNetSpec;
  /** `input` is [count, side, side, inputChannels]; resolves to logits, [count, out, out, classes]. */
  logits(input: Float32Array<ArrayBuffer>, count: number, side: number): Promise<Float32Array>;
  /** Makes room for tiles of `side` px ahead of the first. Rejects with `out-of-memory` where there is none. */
  prepare(side: number): Promise<void>;
  /** Gives back what is held for tiles; the weights stay. */
  release(): Promise<void>;
  /** A copy of the weights, in the parameter table's layouts. */
  weights(): Promise<WeightMap>;
  setWeights(weights: WeightMap): void;
  /** Frees the weights; the network cannot be used afterwards. */
  dispose(): void;
}
