/** A whole image by whatever network: the same preparation, tiles and sums for all, so that only the network differs. */
import type { Network } from '../../src/gpu/network';
import { predictSource } from '../../src/pipeline/predict/predictSource';
import { tinyModelInfo } from '../../src/testing/tinyModelInfo';
import { type BenchSubject, type Contender, logitSample } from '../contender';

export function wholeImage(
  network: Pick<Network, 'spec' | 'logits'>,
  { spec, side, patch }: BenchSubject,
): Pick<Contender, 'run'> {
  const whole: Network = {
    spec,
    logits: (input, count, size) => network.logits(input, count, size),
    weights: async () => new Map(),
    prepare: async () => undefined,
    release: async () => undefined,
    setWeights: () => undefined,
    dispose: () => undefined,
  };
  const info = tinyModelInfo(spec);
  const raster = {
    width: side,
    height: side,
    channels: spec.inputChannels,
    type: 'float32',
    data: patch.image,
  } as const;
  const run = async () => {
    const { probabilities } = await predictSource(whole, info, { raster, pixelSize: null });
    return logitSample((pixel, channel) => probabilities[channel * side * side + pixel] ?? Number.NaN, side);
  };
  return { run };
}
