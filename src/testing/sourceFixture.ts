/** Random data of a kernel's source for tests: as it is stored, and as its consumers see it. */
import { activateNumber } from '../kernels/activationNumber';
import type { Size } from '../kernels/correlation/correlation';
import { paddedChannels } from '../kernels/program';
import type { Source } from '../kernels/wgsl/source';
import { padChannels } from './paddedTensor';
import { randomNumbers } from './randomNumbers';

export interface SourceFixture {
  /** [N,height,width,C], before crop and load. */
  readonly stored: number[];
  /** The region that is read, before the load: [N,H,W,C]. */
  readonly region: number[];
  /** The region after the load. */
  readonly loaded: number[];
  /** The kernel's bindings: the tensor, and its scale and shift. */
  readonly tensor: Float32Array<ArrayBuffer>;
  readonly scaleShift: Float32Array<ArrayBuffer>;
}

export function sourceFixture(batch: number, source: Source, size: Size, seed: number): SourceFixture {
  const { height, width, channels } = source;
  const stored = randomNumbers(batch * height * width * channels, seed);
  const pairs = randomNumbers(batch * channels * 2, seed + 1);
  const region = crop(batch, source, size, stored);
  const pixels = size.height * size.width;
  const loaded = region.map((x, i) => {
    if (source.onLoad.kind === 'none') return x;
    const pair = (Math.floor(i / (pixels * channels)) * channels + (i % channels)) * 2;
    return activateNumber(source.onLoad.activation, x * (pairs[pair] ?? 0) + (pairs[pair + 1] ?? 0));
  });
  return {
    stored,
    region,
    loaded,
    tensor: padChannels(stored, channels),
    scaleShift: padScaleShift(pairs, channels),
  };
}

function crop(batch: number, source: Source, size: Size, stored: number[]): number[] {
  const { height, width, channels, cropY, cropX } = source;
  const result: number[] = [];
  for (let n = 0; n < batch; n++)
    for (let y = cropY; y < cropY + size.height; y++) {
      const row = ((n * height + y) * width + cropX) * channels;
      result.push(...stored.slice(row, row + size.width * channels));
    }
  return result;
}

/** [N,C,2] to [N,C',2]. */
function padScaleShift(pairs: number[], channels: number): Float32Array<ArrayBuffer> {
  const padded = paddedChannels(channels);
  const samples = pairs.length / (channels * 2);
  const result = new Float32Array(samples * padded * 2);
  for (let n = 0; n < samples; n++) {
    result.set(pairs.slice(n * channels * 2, (n + 1) * channels * 2), n * padded * 2);
  }
  return result;
}
