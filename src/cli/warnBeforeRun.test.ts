import { encode } from 'fast-png';
import { afterEach, expect, it, vi } from 'vitest';
import type { Split, TrainPlan } from '../domain/train';
import { ImageLibrary } from '../pipeline/data/imageLibrary';
import { nodeDataHost } from '../testing/nodeDataHost';
import { warnBeforeRun } from './warnBeforeRun';

const SIDE = 48;

function png(path: string, valueAt: (x: number, y: number) => number) {
  const data = Uint8Array.from({ length: SIDE * SIDE }, (_, at) => valueAt(at % SIDE, Math.floor(at / SIDE)));
  const bytes = Uint8Array.from(encode({ width: SIDE, height: SIDE, data, channels: 1, depth: 8 }));
  return { path, blob: new Blob([bytes]) };
}

const picture = (seed: number) => (x: number, y: number) => ((x * seed + y * y) % 50) * 5;
/** Two squares with one pixel between them. */
const squares = (x: number, y: number) => (y > 10 && y < 38 && x > 5 && x < 45 && x !== 24 ? 255 : 0);

async function warnings(names: Record<string, number>, split: Partial<Split>, factor: number) {
  const library = new ImageLibrary(nodeDataHost);
  await library.add([
    ...Object.entries(names).map(([name, seed]) => png(`images/${name}.png`, picture(seed))),
    ...Object.keys(names).map((name) => png(`masks/${name}.png`, squares)),
  ]);
  const written: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  const plan = { scale: { kind: 'factor', factor }, split: { spatial: null, ...split } };
  await warnBeforeRun(library, plan as TrainPlan);
  return written.filter((line) => line.startsWith('warning'));
}

afterEach(() => vi.restoreAllMocks());

it('names the held-out image that is trained on, and no other', async () => {
  const names = { a: 3, b: 5, again: 3 };
  const split = { train: ['images/a.png', 'images/b.png'], validation: ['images/again.png'] };
  const said = await warnings(names, split, 1);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/again\.png is held out and shows the same as .*a\.png, which is trained on/);
  const apart = { train: ['images/a.png', 'images/again.png'], validation: ['images/b.png'] };
  expect(await warnings(names, apart, 1)).toEqual([]);
});

it('says in which of the images trained on gaps close at the training scale', async () => {
  const split = { train: ['images/a.png'], validation: ['images/b.png'] };
  const said = await warnings({ a: 3, b: 5 }, split, 0.25);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/in .*a\.png the training scale closes 1 of the gaps between objects/);
  expect(await warnings({ a: 3, b: 5 }, split, 1)).toEqual([]);
});
