import { encode } from 'fast-png';
import { expect, it } from 'vitest';
import { defined } from '../common/assert';
import type { Dataset } from '../domain/data';
import { ImageLibrary } from '../pipeline/data/imageLibrary';
import { nodeDataHost } from '../testing/nodeDataHost';
import { DoctorDesk } from './doctorDesk';
import { imageStamps } from './imageStamps';

const SIDE = 24;

function png(path: string, seed: number) {
  const data = Uint8Array.from({ length: SIDE * SIDE }, (_, at) => ((at * seed) % 7 > 3 ? 255 : 0));
  const bytes = Uint8Array.from(encode({ width: SIDE, height: SIDE, data, channels: 1, depth: 8 }));
  return { path, blob: new Blob([bytes]) };
}

/** A set of three images, two of them with a mask, and how often one of them was measured since it was asked last. */
async function examinedSet() {
  const library = new ImageLibrary(nodeDataHost);
  const names = ['a.png', 'b.png', 'c.png'];
  await library.add([
    ...names.map((name, seed) => png(`images/${name}`, 3 + seed)),
    ...['a.png', 'b.png'].map((name) => png(`masks/${name}`, 1)),
  ]);
  const desk = new DoctorDesk();
  const stampsOf = (dataset: Dataset) => imageStamps(dataset, () => '');
  const told: number[] = [];
  const look = async () => {
    told.length = 0;
    const onImage = (done: number) => told.push(done);
    await desk.examine(library, stampsOf, { signal: new AbortController().signal, onImage });
    return [...told];
  };
  const draw = async (value: number) => {
    const labels = defined(await library.labels('images/b.png'), 'labels');
    labels.classes[0] = value;
    await library.draw('images/b.png', labels);
  };
  return { library, look, draw };
}

it('measures each image once, and again only where something changed', async () => {
  const { library, look } = await examinedSet();
  expect(await look()).toEqual([0, 1, 2]);
  // Now and then a word, for sets of a thousand.
  expect(await look()).toEqual([0]);
  await library.choose({ scale: { kind: 'factor', factor: 0.5 } });
  expect(await look()).toEqual([0, 1]);
});

it('measures nothing after a stroke on labels that are drawn by hand: they are not judged', async () => {
  const { look, draw } = await examinedSet();
  await look();
  await draw(1);
  expect(await look()).toEqual([0, 1]);
  await draw(0);
  expect(await look()).toEqual([0]);
});
