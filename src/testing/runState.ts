/** A run's state of made-up floats, for tests of what keeps it. Every kind of finite float is among them. */
import { rngStream } from '../common/rng';
import { buildGraph } from '../network/buildGraph';
import { parameterTable, type WeightMap } from '../network/parameterTable';
import type { RunState } from '../pipeline/train/runState';
import { tinySpec } from './tinySpec';
import { trainPlan } from './trainPlan';

const SPEC = tinySpec({ width: 1 });

/** The largest, the smallest, a subnormal, both zeros. */
const SPECIAL = [-0, 0, 3.4028234663852886e38, 1.401298464324817e-45, -1e-40];

export function runState(seed: number, step: number, buffers: readonly string[] = ['m', 'v']): RunState {
  return {
    plan: trainPlan(SPEC, 12, { steps: 100 }),
    training: {
      step,
      microBatch: 1,
      weights: made(seed, 0),
      optimizer: Object.fromEntries(buffers.map((name, i) => [name, made(seed, i + 1)])),
    },
    best: { step: Math.floor(step / 2), weights: made(seed, 9), scores: null },
    sinceBest: 2,
    rateChanges: [{ step: 1, factor: 0.1 }],
  };
}

function made(seed: number, group: number): WeightMap {
  const rng = rngStream(seed, 'test', group, 0);
  const values = (count: number) =>
    Float32Array.from({ length: count }, (_, i) => SPECIAL[i] ?? rng.next() * 2 - 1);
  return new Map(parameterTable(buildGraph(SPEC)).map(({ name, count }) => [name, values(count)]));
}
