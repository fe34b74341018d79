/**
 * The page that times optimizer steps: the compiled plan and stock tf.js, in turn, on one device and the same
 * patches. scripts/bench.mjs opens it and calls `window.trainBench`.
 */
import type { Patch } from '../src/domain/augment';
import { DEFAULT_SPEC_PARTS, type UNetSpec } from '../src/domain/network';
import { makeNetwork } from '../src/gpu/makeNetwork';
import { openWebGpu } from '../src/gpu/openWebGpu';
import { TfjsNetwork } from '../src/gpu/tfjsNetwork';
import { buildGraph } from '../src/network/buildGraph';
import { initWeights } from '../src/network/initWeights';
import { makeTrainer } from '../src/pipeline/train/makeTrainer';
import { TfjsTrainer } from '../src/pipeline/train/tfjsTrainer';
import type { Trainer } from '../src/pipeline/train/trainer';
import { syntheticPatch } from '../src/testing/syntheticPatch';

export interface TrainCase {
  readonly width: number;
  readonly depth: number;
  readonly side: number;
  /** Steps timed of each; their median counts. */
  readonly steps: number;
}

/** Times in ms. */
export interface TrainTimes {
  readonly adapter: string;
  /** The first step, which compiles. */
  readonly first: Readonly<Record<'ours' | 'tfjs', number>>;
  /** The steps after it, in the order they were made. */
  readonly steps: Readonly<Record<'ours' | 'tfjs', readonly number[]>>;
  /** Losses of the first two steps, which have to agree. */
  readonly losses: Readonly<Record<'ours' | 'tfjs', readonly number[]>>;
}

declare global {
  var trainBench: (benchCase: TrainCase) => Promise<TrainTimes>;
}

globalThis.trainBench = async ({ width, depth, side, steps }) => {
  const spec: UNetSpec = {
    ...DEFAULT_SPEC_PARTS,
    depth,
    width,
    padding: 'same',
    inputChannels: 1,
    classes: 2,
  };
  const errors: string[] = [];
  const device = await openWebGpu((error) => errors.push(error.message));
  const weights = initWeights(buildGraph(spec), 1);
  const plan = {
    optimizer: 'sgd',
    learningRate: 0.01,
    momentum: 0.9,
    loss: 'crossEntropy',
    inputSize: side,
    outputSize: side,
    batch: 1,
    seed: 1,
  } as const;
  const ours = new Timed(makeTrainer(makeNetwork(device, spec, weights), plan));
  const tfjs = new Timed(new TfjsTrainer(new TfjsNetwork(spec, weights), plan));
  const patch = syntheticPatch(spec, side, 0);
  for (let step = 0; step <= steps; step++) for (const timed of [ours, tfjs]) await timed.step(patch);
  if (errors.length > 0) throw new Error(errors.join('\n'));
  return {
    adapter: device.report.adapter,
    first: { ours: ours.times[0] ?? 0, tfjs: tfjs.times[0] ?? 0 },
    steps: { ours: ours.times.slice(1), tfjs: tfjs.times.slice(1) },
    losses: { ours: ours.losses.slice(0, 2), tfjs: tfjs.losses.slice(0, 2) },
  };
};

class Timed {
  readonly times: number[] = [];
  readonly losses: number[] = [];

  constructor(private readonly trainer: Trainer) {}

  async step(patch: Patch): Promise<void> {
    const started = performance.now();
    this.losses.push(await this.trainer.step([patch]));
    this.times.push(performance.now() - started);
  }
}
