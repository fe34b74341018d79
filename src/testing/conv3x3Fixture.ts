/** Random data of a 3x3 convolution for tests: plain arrays for the reference, padded ones for the kernels. */
import { defined } from '../common/assert';
import type { ConvReferenceShape } from '../kernels/conv3x3/reference';
import { CONV3X3_SOURCES, type Conv3x3Shape, conv3x3OutputSize } from '../kernels/conv3x3/shape';
import { type Source, scaleShiftName } from '../kernels/wgsl/source';
import { padChannels } from './paddedTensor';
import { randomNumbers } from './randomNumbers';
import { type SourceFixture, sourceFixture } from './sourceFixture';

type Words = Float32Array<ArrayBuffer>;

export interface Fixture {
  /** The convolution as the reference sees it: one source, cropped, activated and concatenated. */
  readonly plain: ConvReferenceShape;
  readonly x: number[];
  readonly weights: number[];
  readonly bias: number[];
  readonly dy: number[];
  readonly sources: readonly SourceFixture[];
  /** Kernel inputs by binding name. */
  readonly bindings: Record<string, Words>;
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
  const fixtures = sources.map((source, i) => sourceFixture(batch, source, region, seed + 10 * (i + 1)));
  for (const [i, { tensor, scaleShift }] of fixtures.entries()) {
    const name = defined(CONV3X3_SOURCES[i], 'source name');
    bindings[name] = tensor;
    bindings[scaleShiftName(name)] = scaleShift;
  }
  const plain = { batch, ...region, inputs, outputs: outChannels, pad };
  return { plain, x: concatenate(fixtures, sources), weights, bias, dy, sources: fixtures, bindings };
}

/** Side by side in channels. */
function concatenate(fixtures: readonly SourceFixture[], sources: readonly Source[]): number[] {
  const pixels = defined(fixtures[0], 'source').loaded.length / defined(sources[0], 'source').channels;
  return Array.from({ length: pixels }, (_, p) =>
    fixtures.flatMap(({ loaded }, i) => {
      const { channels } = defined(sources[i], 'source');
      return loaded.slice(p * channels, (p + 1) * channels);
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
