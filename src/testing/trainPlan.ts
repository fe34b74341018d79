/** A frozen plan for tests of runs: small, with every field of its own choice. */
import { NO_AUGMENT } from '../domain/augment';
import type { UNetSpec } from '../domain/network';
import type { TrainPlan } from '../domain/train';
import { DEFAULT_WEIGHTS } from '../domain/weights';
import { tileGeometry } from '../network/tileGeometry';

/** Tiles of about `tile` px of a network. */
export function trainPlan(spec: UNetSpec, tile: number, changes: Partial<TrainPlan> = {}): TrainPlan {
  const { inputSize, outputSize } = tileGeometry(spec, tile);
  return {
    spec,
    loss: 'crossEntropy',
    inputSize,
    outputSize,
    batch: 2,
    steps: 5,
    optimizer: 'adam',
    learningRate: 0.02,
    schedule: { kind: 'constant', warmupSteps: 0 },
    momentum: 0.9,
    weightDecay: 0,
    clipNorm: 0,
    emaDecay: 0,
    minutes: 0,
    patience: 0,
    classWeights: [1, 1],
    split: { kind: 'last', train: ['a'], validation: ['b'], spatial: null },
    augment: NO_AUGMENT,
    weights: DEFAULT_WEIGHTS,
    normalisation: { kind: 'zscore' },
    scale: { kind: 'asIs' },
    channelChoice: null,
    seed: 1,
    validateEvery: 2,
    ...changes,
  };
}
