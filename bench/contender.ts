/** What the bench asks of every contender, ours and the peers: the same network, weights and image for all. */
import type { Patch } from '../src/domain/augment';
import { DEFAULT_SPEC_PARTS, type UNetSpec } from '../src/domain/network';
import { buildGraph } from '../src/network/buildGraph';
import { initWeights } from '../src/network/initWeights';
import type { WeightMap } from '../src/network/parameterTable';
import { syntheticPatch } from '../src/testing/syntheticPatch';

/** Batch 1, `same` padding, one channel, two classes. */
export interface BenchCase {
  readonly width: number;
  readonly depth: number;
  /** px */
  readonly side: number;
}

export interface Contender {
  /** One step, or one prediction, to its end; resolves to numbers that have to agree between contenders. */
  run(): Promise<readonly number[]>;
  /** What it knows of itself besides times. */
  facts?(): Promise<Readonly<Record<string, number>>>;
}

/** Opens its own device; compiles at the first run. */
export type OpenContender = (subject: BenchSubject) => Promise<Contender>;

export interface BenchSubject {
  readonly spec: UNetSpec;
  readonly side: number;
  readonly weights: WeightMap;
  readonly patch: Patch;
}

/** Optimizer of all training contenders: tf.train.momentum. */
export const BENCH_RATE = 0.01;
export const BENCH_MOMENTUM = 0.9;

export function benchSubject({ width, depth, side }: BenchCase): BenchSubject {
  const spec: UNetSpec = {
    ...DEFAULT_SPEC_PARTS,
    depth,
    width,
    padding: 'same',
    inputChannels: 1,
    classes: 2,
  };
  return { spec, side, weights: initWeights(buildGraph(spec), 1), patch: syntheticPatch(spec, side, 0) };
}

/** Sixteen logits spread over the image: enough to see that contenders compute the same. */
export function logitSample(at: (pixel: number, channel: number) => number, side: number): number[] {
  return Array.from({ length: 16 }, (_, i) => at(Math.floor(((i + 0.5) * side * side) / 16), i % 2));
}
