/** Random but seeded data of one training step of a whole network, for tests: a reference case with its loss. */
import { rngStream } from '../common/rng';
import type { UNetSpec } from '../domain/network';
import type { LossInputs } from '../kernels/loss/reference';
import { buildGraph } from '../network/buildGraph';
import { dropoutMasks } from '../network/dropoutMasks';
import type { Graph } from '../network/graph';
import { inferShapes } from '../network/inferShapes';
import { initWeights } from '../network/initWeights';
import type { WeightMap } from '../network/parameterTable';
import type { Float64Network } from '../network/reference/float64Network';
import { randomNumbers } from './randomNumbers';

export interface TrainingCase extends Float64Network {
  readonly spec: UNetSpec;
  readonly weights: WeightMap;
  /** Without logits: class of every output pixel and its weight, 0 for some. */
  readonly target: Omit<LossInputs, 'logits'>;
}

export interface TrainingCaseSize {
  readonly batch: number;
  /** Side of the input, px. */
  readonly side: number;
  readonly seed: number;
  /** Optimizer step, and first sample of the micro-batch within it: they set the dropout masks, with the seed. */
  readonly step: number;
  readonly firstSample: number;
}

export function trainingCase(spec: UNetSpec, size: TrainingCaseSize): TrainingCase {
  const graph = buildGraph(spec);
  const { batch, side, seed, firstSample } = size;
  const shape = inferShapes(graph, side, side).at(-1);
  const pixels = batch * (shape?.height ?? 0) * (shape?.width ?? 0);
  const rng = rngStream(seed, 'test', 1, firstSample);
  return {
    spec,
    graph,
    batch,
    height: side,
    width: side,
    weights: randomWeights(graph, seed),
    input: randomNumbers(batch * side * side * spec.inputChannels, seed + 1000 * firstSample),
    masks: new Map([...dropoutMasks(graph, size)].map(([name, { values }]) => [name, [...values]])),
    target: {
      labels: Array.from({ length: pixels }, () => rng.below(spec.classes)),
      weights: Array.from({ length: pixels }, () => (rng.chance(0.2) ? 0 : Math.fround(rng.uniform(0.1, 3)))),
    },
  };
}

/** Initial weights with every bias, factor and offset off its neutral value. */
function randomWeights(graph: Graph, seed: number): WeightMap {
  const rng = rngStream(seed, 'test', 0, 1);
  return new Map(
    [...initWeights(graph, seed)].map(([name, values]) => [
      name,
      values.map((value) => value + 0.2 * rng.normal()),
    ]),
  );
}
