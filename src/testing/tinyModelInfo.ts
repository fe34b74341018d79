/** What a model file says of a tiny network with two classes, for tests that write and read models. */
import type { UNetSpec } from '../domain/network';
import type { ModelInfo } from '../domain/train';

export function tinyModelInfo(spec: UNetSpec, changes: Partial<ModelInfo> = {}): ModelInfo {
  return {
    spec,
    classes: [
      { name: 'ground', color: '#4d4d4d' },
      { name: 'disc', color: '#e69f00' },
    ],
    normalisation: { kind: 'zscore' },
    scale: { kind: 'asIs' },
    channelChoice: null,
    inputSize: 32,
    steps: 1,
    meanIou: null,
    ...changes,
  };
}
