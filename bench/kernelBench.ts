/**
 * The program behind `bench -- kernels`: processor time of the process, which a busy machine moves less than the clock,
 * each contender once a round, in turn. kernels.mjs bundles and starts it.
 */
import '../src/cli/installWebGpu';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { median } from '../src/common/median';
import { conv3x3Forward } from '../src/kernels/conv3x3/forward';
import { conv3x3InputGradient } from '../src/kernels/conv3x3/inputGradient';
import type { Conv3x3Shape } from '../src/kernels/conv3x3/shape';
import type { StreamingTile } from '../src/kernels/correlation/tiles';
import { wholeSource } from '../src/kernels/wgsl/source';
import { prepareDispatch } from '../src/testing/prepareDispatch';
import { stepContenders } from './stepContenders';

type Contenders = Readonly<Record<string, () => Promise<unknown>>>;

/** Channels and side, px. */
const LAYERS = [
  [16, 64],
  [32, 32],
  [64, 16],
  [128, 16],
] as const;

const TILES = (['direct', 'subgroup'] as const).flatMap((kind) =>
  [2, 4].map((groups): StreamingTile => ({ kind, pixels: 16, groups, rows: 1 })),
);

const RELU = { kind: 'relu' } as const;

function layerContenders(channels: number, side: number, pass: 'forward' | 'input gradient') {
  return async (): Promise<Contenders> => {
    const source = wholeSource(side, side, channels);
    const shape: Conv3x3Shape = {
      batch: 1,
      sources: [source],
      region: source,
      outChannels: channels,
      pad: 1,
    };
    const contenders: Record<string, () => Promise<unknown>> = {};
    for (const variant of TILES) {
      const program =
        pass === 'forward'
          ? conv3x3Forward(shape, { variant, bias: true, activation: RELU, statistics: false })
          : conv3x3InputGradient(shape, { variant, source: 0, mask: RELU });
      contenders[`${variant.kind} 16x${variant.groups}`] = await prepareDispatch(program);
    }
    return contenders;
  };
}

const CASES: Readonly<Record<string, () => Promise<Contenders>>> = {
  ...Object.fromEntries(
    LAYERS.flatMap(([channels, side]) =>
      (['forward', 'input gradient'] as const).map((pass) => [
        `${pass} ${channels}@${side}`,
        layerContenders(channels, side, pass),
      ]),
    ),
  ),
  step: stepContenders,
};

/** Processor time of each, ms: the least of all rounds and their median. */
async function measured(contenders: Contenders, rounds: number) {
  const times = new Map<string, number[]>(Object.keys(contenders).map((name) => [name, []]));
  for (const run of Object.values(contenders)) await run();
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(contenders)) {
      const before = process.cpuUsage();
      await run();
      const { user, system } = process.cpuUsage(before);
      times.get(name)?.push((user + system) / 1000);
    }
  }
  return [...times].map(([name, all]) => {
    return { name, leastMs: Math.min(...all), medianMs: median(all) ?? Number.NaN };
  });
}

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: Object.keys(CASES).join(',') },
    rounds: { type: 'string', default: '30' },
  },
});
const results: Record<string, Awaited<ReturnType<typeof measured>>> = {};
for (const [name, open] of Object.entries(CASES)) {
  if (!values.cases.split(',').includes(name)) continue;
  const rows = await measured(await open(), Number(values.rounds));
  results[name] = rows;
  for (const row of rows) {
    process.stderr.write(
      `${name}, ${row.name}: ${row.leastMs.toFixed(1)} ms, median ${row.medianMs.toFixed(1)}\n`,
    );
  }
}
process.stdout.write(`${JSON.stringify(results)}\n`);
process.exit(0);
