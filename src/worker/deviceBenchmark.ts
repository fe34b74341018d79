/** A small training step and a prediction, timed: the benchmark button of the diagnostics page. Ours alone. */
import { median } from '../common/median';
import { rngStream } from '../common/rng';
import type { Patch } from '../domain/augment';
import type { Benchmark } from '../domain/diagnostics';
import { DEFAULT_SPEC_PARTS, type UNetSpec } from '../domain/network';
import { DeviceMemory } from '../gpu/deviceMemory';
import type { PlanDevice } from '../gpu/planDevice';
import { PlanNetwork } from '../gpu/planNetwork';
import { buildGraph } from '../network/buildGraph';
import { initWeights } from '../network/initWeights';
import { PlanTrainer } from '../pipeline/train/planTrainer';

const SPEC: UNetSpec = {
  ...DEFAULT_SPEC_PARTS,
  depth: 2,
  width: 8,
  padding: 'same',
  inputChannels: 1,
  classes: 2,
};
const SIDE = 64;
const RUNS = 7;
const PLAN = {
  optimizer: 'sgd',
  momentum: 0.9,
  weightDecay: 0,
  clipNorm: 0,
  emaDecay: 0,
  loss: 'crossEntropy',
  inputSize: SIDE,
  outputSize: SIDE,
  batch: 1,
  seed: 1,
} as const;

/** Rejects as PlanTrainer does. */
export async function deviceBenchmark(device: PlanDevice, adapter: string): Promise<Benchmark> {
  const memory = new DeviceMemory(device.memory.device);
  const network = new PlanNetwork(SPEC, initWeights(buildGraph(SPEC), 1), { ...device, memory });
  const trainer = new PlanTrainer(network, PLAN);
  const patch = noise();
  try {
    const compileMs = await timed(async () => {
      await trainer.prepare();
      await network.prepare(SIDE);
    });
    const stepMs = await medianOf(() => trainer.step([patch], 0.01));
    const predictMs = await medianOf(() => network.logits(patch.image, 1, SIDE));
    const { peakBytes } = memory;
    return { adapter, network: `width 8, depth 2, ${SIDE} px`, compileMs, stepMs, predictMs, peakBytes };
  } finally {
    trainer.dispose();
    network.dispose();
  }
}

function noise(): Patch {
  const rng = rngStream(1, 'self-check', 1, 0);
  const pixels = SIDE ** 2;
  return {
    inputSize: SIDE,
    outputSize: SIDE,
    channels: 1,
    image: Float32Array.from({ length: pixels }, () => rng.normal()),
    labels: Uint8Array.from({ length: pixels }, () => rng.below(2)),
    weights: new Float32Array(pixels).fill(1),
    imageId: 'noise',
  };
}

/** The first run is not counted. */
async function medianOf(work: () => Promise<unknown>): Promise<number> {
  await work();
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) times.push(await timed(work));
  return median(times) ?? Number.NaN;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
