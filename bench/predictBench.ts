/**
 * The program behind `bench -- predict`: times what happens to an image before and after the network, without one, and
 * objects found and measured, beside plain passes over the same pixels, in turn. predict.mjs bundles and starts it.
 */
import { cpus } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { median } from '../src/common/median';
import { DEFAULT_OBJECTS, type ObjectSettings } from '../src/domain/objects';
import { findObjects } from '../src/imaging/objects/findObjects';
import { measureObjects } from '../src/imaging/objects/measureObjects';
import type { Labelled } from '../src/imaging/objects/splitTouching';
import { paintDisc } from '../src/testing/labelImages';
import { AROUND_CASES, aroundNetwork } from './aroundNetwork';
import { processorMs, round3 } from './processorTime';

const ROUNDS = 3;

interface Row {
  readonly case: string;
  readonly ours: Readonly<Record<string, number | string>>;
  readonly peers: Readonly<Record<string, { readonly ms: number }>>;
  readonly ratios: Readonly<Record<string, number>>;
}

/** A square mask of so many discs in rows and columns, and how it is cut into objects. */
interface ObjectCase {
  readonly side: number;
  /** A whole number squared. */
  readonly objects: number;
  /** Diameter over the distance between neighbours' middles: over 1 they touch. */
  readonly size: number;
  readonly settings: ObjectSettings;
}

const CASES: Readonly<Record<string, ObjectCase>> = {
  'objects-1024': { side: 1024, objects: 625, size: 0.8, settings: DEFAULT_OBJECTS },
  'objects-4096': { side: 4096, objects: 10_000, size: 0.8, settings: DEFAULT_OBJECTS },
  'split-1024': {
    side: 1024,
    objects: 625,
    size: 1.1,
    settings: { ...DEFAULT_OBJECTS, split: 'distance', openRadius: 1, largestHole: 100 },
  },
};

const { values } = parseArgs({ options: { json: { type: 'boolean' }, cases: { type: 'string' } } });
const names = values.cases?.split(',') ?? [...Object.keys(AROUND_CASES), ...Object.keys(CASES)];
const rows: Row[] = [];
for (const name of names) {
  const around = AROUND_CASES[name];
  const row = around ? await aroundNetwork(name, around) : measured(name, caseNamed(name));
  process.stderr.write(`${JSON.stringify(row)}\n`);
  rows.push(row);
}
const adapter = cpus()[0]?.model ?? 'unknown processor';
const result = { adapter, host: 'node', versions: { node: process.version }, rows };
process.stdout.write(values.json ? `${JSON.stringify(result, null, 2)}\n` : `${table()}\n`);

function caseNamed(name: string): ObjectCase {
  const found = CASES[name];
  if (found) return found;
  process.stderr.write(
    `There is no case ${name}; there are ${[...Object.keys(AROUND_CASES), ...Object.keys(CASES)].join(', ')}.\n`,
  );
  process.exit(1);
}

/** Medians of rounds in turn, after one that compiles. */
function measured(name: string, { side, objects, size, settings }: ObjectCase): Row {
  const found = gridOfDiscs(side, Math.sqrt(objects), size);
  const { probabilities } = found;
  const image = { channels: 1, data: Uint16Array.from(found.labels, (label, at) => 900 * label + (at % 97)) };
  const cut = findObjects(found, settings);
  const works = {
    find: () => findObjects(found, settings),
    measure: () => measureObjects(cut, { image, probabilities, pixelSize: { x: 0.5, y: 0.5 } }),
    pass: () => onePass(found.labels, new Float64Array(2)),
  };
  const times = { find: [] as number[], measure: [] as number[], pass: [] as number[] };
  const keys = ['find', 'measure', 'pass'] as const;
  for (const key of keys) works[key]();
  for (let round = 0; round < ROUNDS; round++) {
    for (const key of keys) times[key].push(processorMs(works[key], 0, 1));
  }
  const [find, measure, pass] = keys.map((key) => median(times[key]) ?? Number.NaN) as [
    number,
    number,
    number,
  ];
  const ms = find + measure;
  return {
    case: name,
    ours: { ms: round3(ms), findMs: round3(find), measureMs: round3(measure), objects: cut.count },
    peers: { 'one-pass': { ms: round3(pass) } },
    ratios: { 'one-pass': round3(pass / ms) },
  };
}

/** What any look at every pixel costs: pixels counted by their label. */
function onePass(labels: Uint8Array, counts: Float64Array): Float64Array {
  for (let at = 0; at < labels.length; at++) {
    const label = labels[at] ?? 0;
    counts[label] = (counts[label] ?? 0) + 1;
  }
  return counts;
}

function gridOfDiscs(side: number, across: number, size: number): Labelled {
  const apart = side / across;
  const ids = new Uint32Array(side * side);
  for (let n = 0; n < across * across; n++) {
    const [x, y] = [((n % across) + 0.5) * apart, (Math.floor(n / across) + 0.5) * apart];
    paintDisc({ width: side, height: side, ids }, x, y, (size * apart) / 2, n + 1);
  }
  const labels = Uint8Array.from(ids, (id) => (id > 0 ? 1 : 0));
  const data = new Float32Array(2 * side * side);
  for (let at = 0; at < labels.length; at++) data[(labels[at] ?? 0) * labels.length + at] = 1;
  return { width: side, height: side, labels, probabilities: { data, one: 1 } };
}

function table(): string {
  const list = (values: Readonly<Record<string, unknown>>) =>
    Object.entries(values)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
  return rows
    .map(({ case: name, ours, peers }) => {
      const others = Object.entries(peers).map(([peer, { ms }]) => `${peer} ${ms} ms`);
      return `${name}: ${list(ours)}; ${others.join(', ')}`;
    })
    .join('\n');
}
