/** Weights before the first step: He, Zhang, Ren, Sun 2015, eq. 10, as the U-Net paper uses it. */
import { rngStream } from '../common/rng';
import type { Graph } from './graph';
import { type Parameter, parameterTable, type WeightMap } from './parameterTable';

/** Normal weights of standard deviation sqrt(2/N), zero biases, norms that change nothing. Equal seeds give equal weights. */
export function initWeights(graph: Graph, seed: number): WeightMap {
  return new Map(
    parameterTable(graph).map((parameter, index) => [parameter.name, initParameter(parameter, seed, index)]),
  );
}

function initParameter(parameter: Parameter, seed: number, index: number): Float32Array<ArrayBuffer> {
  const values = new Float32Array(parameter.count);
  if (parameter.role === 'gamma') return values.fill(1);
  if (parameter.role !== 'weight') return values;
  const rng = rngStream(seed, 'init', 0, index);
  const deviation = Math.sqrt(2 / parameter.fanIn);
  return values.map(() => deviation * rng.normal());
}
