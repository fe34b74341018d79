/**
 * The program behind `bench -- data`: what a pointer event costs while a large image is painted, painter and colours
 * together, and what steps of drawing take, in one Node process. `write FILE` leaves the image that the page is given.
 * data.mjs bundles and starts it.
 */
import { cpus } from 'node:os';
import { basename, dirname } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { streamResult } from '../src/cli/streamResult';
import { median } from '../src/common/median';
import { rngStream } from '../src/common/rng';
import { paintColours } from '../src/features/paintColours';
import type { Ink } from '../src/imaging/paint/ink';
import { HISTORY_BYTES, Painter } from '../src/imaging/paint/painter';
import { blankMap, type PaintMap, type PaintRect } from '../src/imaging/paint/paintMap';
import { TiffWriter } from '../src/pipeline/export/tiffWriter';
import { round3 } from './processorTime';

const SIDE = 4096;
const COLORS = ['#4d4d4d', '#e69f00', '#56b4e9'];
/** Pointer events of a stroke, and px from one to the next: a hand that crosses the image in some seconds. */
const EVENTS = 240;
const PACE = 14;
const WARM_UP = 3;
const STROKES = 12;
/** Of the discs that are there before. */
const DISC = { apart: 41, radius: 15 };

interface Row {
  readonly case: string;
  readonly ours: Readonly<Record<string, number>>;
  readonly peers: Readonly<Record<string, { readonly ms: number }>>;
  readonly ratios: Readonly<Record<string, number>>;
}

const CASES: Readonly<Record<string, (name: string) => Row>> = {
  'brush-12': (name) => brushed(name, 12, false),
  'brush-200': (name) => brushed(name, 200, false),
  'brush-200-spares': (name) => brushed(name, 200, true),
  'step-half': (name) => stepped(name, (painter) => painter.polygon(halfOf(), inkOf(painter, false))),
  'step-scribbles': (name) => stepped(name, (painter) => painter.setUnpainted('ignored')),
  'step-grow-all': (name) => stepped(name, (painter) => painter.growAll(2)),
  'step-fill-all-holes': (name) => stepped(name, (painter) => painter.fillAllHoles()),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, cases: { type: 'string' } },
});
if (positionals[0] === 'write') await writeImage(positionals[1] ?? 'image.tif');
else measureAll();

function measureAll(): void {
  const names = values.cases?.split(',') ?? Object.keys(CASES);
  const unknown = names.find((name) => !CASES[name]);
  if (unknown !== undefined) {
    process.stderr.write(`There is no case ${unknown}; there are ${Object.keys(CASES).join(', ')}.\n`);
    process.exitCode = 1;
    return;
  }
  const rows = names.flatMap((name) => {
    const row = CASES[name]?.(name);
    process.stderr.write(`${JSON.stringify(row)}\n`);
    return row ? [row] : [];
  });
  const versions = { node: process.versions.node };
  const result = { adapter: cpus()[0]?.model ?? 'unknown processor', host: 'node', versions, rows, peak: {} };
  process.stdout.write(`${JSON.stringify(result, null, values.json ? 2 : 0)}\n`);
}

/** Every pixel of the layer coloured anew, once: what an event would cost that knows no dirty rectangle. */
function wholeLayerMs(map: PaintMap): number {
  const whole = { x: 0, y: 0, width: SIDE, height: SIDE };
  return median([0, 1, 2].map(() => timed(() => coloured(map, whole)).ms)) ?? Number.NaN;
}

/** Strokes over many objects, each a step, event by event. */
function brushed(name: string, size: number, spares: boolean): Row {
  const painter = new Painter(discs());
  const events: number[] = [];
  const ends: number[] = [];
  let uploaded = 0;
  for (let stroke = 0; stroke < WARM_UP + STROKES; stroke++) {
    const points = pathOf(stroke);
    const ink = inkOf(painter, spares);
    painter.begin();
    const own = points.slice(1).map((to, index) => {
      const line = { from: points[index] ?? to, to, radius: size / 2 };
      return timed(() => {
        const rect = painter.stroke(line, ink);
        if (rect === null) return 0;
        coloured(painter.map, rect);
        return rect.width * rect.height * 4;
      });
    });
    const end = timed(() => painter.end());
    if (stroke < WARM_UP) continue;
    events.push(...own.map(({ ms }) => ms));
    ends.push(end.ms);
    uploaded += own.reduce((sum, { result }) => sum + result, 0);
  }
  const sorted = events.toSorted((a, b) => a - b);
  const ms = median(sorted) ?? Number.NaN;
  const wholeMs = wholeLayerMs(painter.map);
  return {
    case: name,
    ours: {
      ms: round3(ms),
      p95Ms: round3(sorted[Math.floor(0.95 * sorted.length)] ?? Number.NaN),
      maxMs: round3(sorted.at(-1) ?? Number.NaN),
      releaseMs: round3(median(ends) ?? Number.NaN),
      events: events.length,
      uploadedBytesPerStroke: Math.round(uploaded / STROKES),
      stepBytes: Math.round(painter.bytes / (WARM_UP + STROKES)),
    },
    peers: { 'whole layer': { ms: round3(wholeMs) } },
    ratios: { 'whole layer': Math.round(wholeMs / ms) },
  };
}

/** One step over the whole image, taken back and done again. */
function stepped(name: string, draw: (painter: Painter) => PaintRect | null): Row {
  const painter = new Painter(discs());
  painter.begin();
  const drawn = timed(() => {
    draw(painter);
    return painter.end();
  });
  const { bytes } = painter;
  const [undone, redone] = [timed(() => painter.undo()), timed(() => painter.redo())];
  const ours = {
    ms: round3(drawn.ms),
    undoMs: round3(undone.ms),
    redoMs: round3(redone.ms),
    stepBytes: bytes,
    stepsKept: Math.floor(HISTORY_BYTES / bytes),
  };
  return { case: name, ours, peers: {}, ratios: {} };
}

/** By the processor's time, all threads of the process: other work on the machine does not count. */
function timed<T>(work: () => T): { readonly ms: number; readonly result: T } {
  const started = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(started);
  return { ms: (user + system) / 1000, result };
}

function coloured(map: PaintMap, rect: PaintRect): Uint8ClampedArray {
  return paintColours(map, rect, {
    colors: COLORS,
    hidden: new Set(),
    regionOnly: false,
    unpainted: 'background',
    outlines: false,
  });
}

function inkOf(painter: Painter, spares: boolean): Ink {
  return { kind: 'class', classIndex: 1, instance: painter.newInstance(), spares };
}

/** Loops over the image, another one each time. */
function pathOf(stroke: number): { readonly x: number; readonly y: number }[] {
  const radius = 300 + 110 * stroke;
  return Array.from({ length: EVENTS }, (_, event) => {
    const angle = (event * PACE) / radius + stroke;
    return {
      x: SIDE / 2 + Math.cos(angle) * radius * 0.9 + 0.3,
      y: SIDE / 2 + Math.sin(1.3 * angle) * radius * 0.9 + 0.7,
    };
  });
}

function halfOf() {
  const corners = [
    [100, 90],
    [3000, 60],
    [2500, 4000],
    [150, 3900],
  ] as const;
  return corners.map(([x, y]) => ({ x, y }));
}

/** Ten thousand numbered objects, every third with a hole. */
function discs(): PaintMap {
  const map = blankMap(SIDE, SIDE);
  const across = Math.floor(SIDE / DISC.apart);
  for (let at = 0; at < SIDE * SIDE; at++) {
    const [x, y] = [at % SIDE, Math.floor(at / SIDE)];
    const [column, row] = [Math.floor(x / DISC.apart), Math.floor(y / DISC.apart)];
    if (column >= across || row >= across) continue;
    const number = 1 + row * across + column;
    const far = Math.hypot((x % DISC.apart) - 20, (y % DISC.apart) - 20);
    if (far > DISC.radius || (number % 3 === 0 && far < 4)) continue;
    map.classes[at] = 1 + (number % 2);
    map.instances[at] = number;
  }
  return map;
}

/** Discs of 16 bits in noise. */
async function writeImage(path: string): Promise<void> {
  const rng = rngStream(1, 'test', 0, 0);
  const file = await streamResult(dirname(path), basename(path));
  const writer = new TiffWriter(file, false);
  const shape = { width: SIDE, height: SIDE, rowsPerStrip: 64, description: null, resolution: null };
  const page = writer.addPage({ ...shape, type: 'uint16', deflate: true });
  for (let top = 0; top < SIDE; top += 64) {
    const rows = Uint16Array.from({ length: 64 * SIDE }, (_, at) => {
      const [x, y] = [at % SIDE, top + Math.floor(at / SIDE)];
      const isIn = Math.hypot((x % 100) - 50, (y % 100) - 50) < 30;
      return (isIn ? 9000 : 2500) + rng.below(1500);
    });
    await writer.append(page, rows);
  }
  await writer.end();
  await file.keep();
}
