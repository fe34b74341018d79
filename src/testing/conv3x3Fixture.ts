/** Random data of a 3x3 convolution for tests: plain arrays for the reference, padded ones for the kernels. */

import { defined } from '../common/assert';
import type { ConvReferenceShape } from '../kernels/conv3x3/reference';
import { CONV3X3_SOURCES, type Conv3x3Shape, conv3x3OutputSize } from '../kernels/conv3x3/shape';
import type { Activation } from '../kernels/wgsl/activation';
import { type Source, scaleShiftName } from '../kernels/wgsl/source';
import { padChannels } from './paddedTensor';
import { randomNumbers } from './randomNumbers';

type Words = Float32Array<ArrayBuffer>;

export interface Fixture {
  /** The convolution as the reference sees it: one source, cropped, activated and concatenated. */
  readonly plain: ConvReferenceShape;
  readonly x: number[];
  readonly weights: number[];
  readonly bias: number[];
  readonly dy: number[];
  /** Each source as it is stored: [N,height,width,C], before its crop and its load. */
  readonly stored: readonly number[][];
  /** Kernel inputs by binding name. */
  readonly bindings: Record<string, Words>;
}

export function activateNumber(activation: Activation, x: number): number {
  if (activation.kind === 'none' || x > 0) return x;
  return activation.kind === 'relu' ? 0 : activation.slope * x;
}

export function activationSlopeNumber(activation: Activation, h: number): number {
  if (activation.kind === 'none' || h > 0) return 1;
  return activation.kind === 'relu' ? 0 : activation.slope;
}

export function conv3x3Fixture(shape: Conv3x3Shape, seed = 1): Fixture {
  const { batch, region, outChannels, pad, sources } = shape;
  const inputs = sources.reduce((sum, { channels }) => sum + channels, 0);
  const output = conv3x3OutputSize(shape);
  const weights = randomNumbers(9 * inputs * outChannels, seed + 1);
  const bias = randomNumbers(outChannels, seed + 2);
  const dy = randomNumbers(batch * output.height * output.width * outChannels, seed + 3);
  const bindings: Record<string, Words> = {
    weights: padWeights(weights, sources, outChannels),
    bias: padChannels(bias, outChannels),
    dy: padChannels(dy, outChannels),
  };
  const kept = sources.map((source, i) => storedSource(batch, source, seed + 10 * (i + 1)));
  const regions = kept.map((stored, i) => {
    const source = defined(sources[i], 'source');
    const name = defined(CONV3X3_SOURCES[i], 'source name');
    bindings[name] = padChannels(stored.values, source.channels);
    bindings[scaleShiftName(name)] = padScaleShift(stored.scaleShift, batch, source.channels);
    return sourceRegion(batch, source, stored, shape);
  });
  const plain = { batch, ...region, inputs, outputs: outChannels, pad };
  const stored = kept.map(({ values }) => values);
  return { plain, x: concatenate(regions, sources), weights, bias, dy, stored, bindings };
}

/** The region of one source as it is stored, [N,H,W,C], before its load. */
export function storedRegion(shape: Conv3x3Shape, fixture: Fixture, index: number): number[] {
  const source = defined(shape.sources[index], 'source');
  const values = defined(fixture.stored[index], 'stored source');
  return sourceRegion(
    shape.batch,
    { ...source, onLoad: { kind: 'none' } },
    { values, scaleShift: [] },
    shape,
  );
}

interface Stored {
  values: number[];
  scaleShift: number[];
}

function storedSource(batch: number, { height, width, channels }: Source, seed: number): Stored {
  return {
    values: randomNumbers(batch * height * width * channels, seed),
    scaleShift: randomNumbers(batch * channels * 2, seed + 1),
  };
}

/** The region that is read, after the load's activation: [N,H,W,C]. */
function sourceRegion(batch: number, source: Source, stored: Stored, { region }: Conv3x3Shape): number[] {
  const result: number[] = [];
  for (let n = 0; n < batch; n++)
    for (let y = 0; y < region.height; y++)
      for (let x = 0; x < region.width; x++)
        for (let c = 0; c < source.channels; c++) {
          const row = n * source.height + y + source.cropY;
          const value = stored.values[(row * source.width + x + source.cropX) * source.channels + c] ?? 0;
          if (source.onLoad.kind === 'none') result.push(value);
          else {
            const pair = (n * source.channels + c) * 2;
            const normal = value * (stored.scaleShift[pair] ?? 0) + (stored.scaleShift[pair + 1] ?? 0);
            result.push(activateNumber(source.onLoad.activation, normal));
          }
        }
  return result;
}

function concatenate(regions: number[][], sources: readonly Source[]): number[] {
  const first = regions[0] ?? [];
  const pixels = first.length / (sources[0]?.channels ?? 1);
  return Array.from({ length: pixels }, (_, p) =>
    regions.flatMap((values, i) => {
      const channels = sources[i]?.channels ?? 0;
      return values.slice(p * channels, (p + 1) * channels);
    }),
  ).flat();
}

/** [3,3,I,O] to [3,3,I',O']: the input channels of each source are padded on their own. */
export function padWeights(weights: number[], sources: readonly Source[], outputs: number): Words {
  const inputs = sources.reduce((sum, { channels }) => sum + channels, 0);
  const rows: number[] = [];
  for (let tap = 0; tap < 9; tap++) {
    let input = 0;
    for (const { channels } of sources) {
      const start = (tap * inputs + input) * outputs;
      rows.push(...weights.slice(start, start + channels * outputs));
      for (let c = channels; c % 4 !== 0; c++) rows.push(...new Array<number>(outputs).fill(0));
      input += channels;
    }
  }
  return padChannels(rows, outputs);
}

/** [N,C,2] to [N,C',2]. */
function padScaleShift(pairs: number[], batch: number, channels: number): Words {
  const samples = Array.from({ length: batch }, (_, n) =>
    pairs.slice(n * channels * 2, (n + 1) * channels * 2),
  );
  const padded = Math.ceil(channels / 4) * 8;
  return new Float32Array(samples.flatMap((s) => [...s, ...new Array<number>(padded - s.length).fill(0)]));
}
