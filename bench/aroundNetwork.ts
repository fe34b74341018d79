/**
 * Everything of a prediction but the network, as a row of `bench -- predict`: an image in memory is measured, normalised,
 * cut into tiles, and what comes back is made probabilities, added up, brought to the image's size and labelled. The
 * network itself answers at once.
 */
import process from 'node:process';
import { median } from '../src/common/median';
import type { UNetSpec } from '../src/domain/network';
import type { Raster } from '../src/domain/raster';
import type { TrainingScale } from '../src/domain/scale';
import type { Network } from '../src/gpu/network';
import { padChannels, unpadChannels } from '../src/gpu/padChannels';
import { SQUARE_SYMMETRIES } from '../src/imaging/squareSymmetries';
import { paddedChannels } from '../src/kernels/program';
import { tileGeometry } from '../src/network/tileGeometry';
import { rasterRows } from '../src/pipeline/data/rowSource';
import { predictSourceStrips } from '../src/pipeline/predict/predictSource';
import { tinyModelInfo } from '../src/testing/tinyModelInfo';
import { tinySpec } from '../src/testing/tinySpec';
import { round3 } from './processorTime';

const ROUNDS = 5;

interface AroundCase {
  readonly side: number;
  readonly spec: UNetSpec;
  readonly scale: TrainingScale;
  readonly tta: boolean;
}

const PLAIN: AroundCase = { side: 2048, spec: tinySpec(), scale: { kind: 'asIs' }, tta: false };

export const AROUND_CASES: Readonly<Record<string, AroundCase>> = {
  'around-2048': PLAIN,
  'around-2048-rgb-5': { ...PLAIN, spec: tinySpec({ inputChannels: 3, classes: 5 }) },
  // Tiles that share their pixels by weights: four times as many.
  'around-2048-blended': { ...PLAIN, spec: tinySpec({ norm: 'instance' }) },
  'around-2048-half': { ...PLAIN, scale: { kind: 'factor', factor: 0.5 } },
  'around-1024-tta': { ...PLAIN, side: 1024, tta: true },
};

/** Processor time a megapixel of the result, medians of rounds in turn after one that compiles. */
export async function aroundNetwork(name: string, { side, spec, scale, tta }: AroundCase) {
  const info = tinyModelInfo(spec, { scale, inputSize: tileGeometry(spec, 128).inputSize });
  const source = { rows: rasterRows(pattern(side, spec.inputChannels)), pixelSize: null };
  const network = instantNetwork(spec);
  const options = tta ? { symmetries: SQUARE_SYMMETRIES } : {};
  const megapixels = side ** 2 / 1e6;
  const result = {
    from: new Float32Array(spec.classes * side ** 2),
    to: new Float32Array(spec.classes * side ** 2),
  };
  const work = {
    around: async () => void (await predictSourceStrips(network, info, source, options, () => undefined)),
    copy: async () => result.to.set(result.from),
  };
  const times = { around: [] as number[], copy: [] as number[] };
  for (let round = 0; round <= ROUNDS; round++) {
    for (const key of ['around', 'copy'] as const) {
      const ms = (await processorTime(work[key])) / megapixels;
      if (round > 0) times[key].push(ms);
    }
  }
  const [around, copy] = [median(times.around) ?? Number.NaN, median(times.copy) ?? Number.NaN];
  return {
    case: name,
    ours: { ms: round3(around), bestMs: round3(Math.min(...times.around)), msPer: 'output megapixel' },
    peers: { 'buffer-copy': { ms: round3(copy) } },
    ratios: { 'buffer-copy': round3(copy / around) },
  };
}

/** All threads of the process, ms. */
async function processorTime(work: () => Promise<void>): Promise<number> {
  const started = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

/** What PlanNetwork does on the processor: channels padded on the way in, pads left out on the way back. */
function instantNetwork(spec: UNetSpec): Network {
  const { inputChannels, classes } = spec;
  let input = new Float32Array(0);
  let output = new Float32Array(0);
  return {
    spec,
    logits: async (tile) => {
      const pixels = tile.length / inputChannels;
      if (output.length !== pixels * paddedChannels(classes)) {
        input = new Float32Array(pixels * paddedChannels(inputChannels));
        output = Float32Array.from(
          { length: pixels * paddedChannels(classes) },
          (_, at) => ((at * 31) % 17) / 3 - 3,
        );
      }
      padChannels(tile, inputChannels, input);
      return unpadChannels(output, classes);
    },
    weights: async () => new Map(),
    prepare: async () => undefined,
    release: async () => undefined,
    setWeights: () => undefined,
    dispose: () => undefined,
  };
}

function pattern(side: number, channels: number): Raster {
  const data = Uint16Array.from({ length: side * side * channels }, (_, at) => (at * 7919) % 4001);
  return { width: side, height: side, channels, type: 'uint16', data };
}
