/** Masks of another size: found, shown as they would lie, and laid on their images by a choice of the pairing. */
import { encode } from 'fast-png';
import { expect, it } from 'vitest';
import { defined } from '../../../common/assert';
import { planeId } from '../../../domain/data';
import { drawDiscs, numbersOf, softDiscs } from '../../../testing/drawMasks';
import { nodeDataHost } from '../../../testing/nodeDataHost';
import { ImageLibrary } from '../imageLibrary';

const SIZE = 128;
/** Of the images: their right and lower edges are cut off. */
const [WIDTH, HEIGHT] = [128, 96];

function png(path: string, width: number, height: number, valueAt: (x: number, y: number) => number) {
  const data = Uint8Array.from({ length: width * height }, (_, at) =>
    valueAt(at % width, Math.floor(at / width)),
  );
  return { path, blob: new Blob([Uint8Array.from(encode({ width, height, data, channels: 1, depth: 8 }))]) };
}

const discs = (index: number) => drawDiscs(11, index, 14, SIZE, 6);

function pair(index: number, maskSize: [number, number], from: (x: number, y: number) => [number, number]) {
  const soft = softDiscs(discs(index), SIZE);
  const numbers = numbersOf(discs(index), SIZE);
  return [
    png(`images/${index}.png`, WIDTH, HEIGHT, (x, y) => 40 + (soft[y * SIZE + x] ?? 0) / 2),
    png(`masks/${index}.png`, ...maskSize, (x, y) => {
      const [u, v] = from(x, y);
      return (numbers[v * SIZE + u] ?? 0) > 0 ? 255 : 0;
    }),
  ];
}

async function libraryOf(size: [number, number], from: (x: number, y: number) => [number, number]) {
  const library = new ImageLibrary(nodeDataHost);
  await library.add([
    ...pair(0, [WIDTH, HEIGHT], (x, y) => [x, y]),
    ...pair(1, size, from),
    ...pair(2, size, from),
  ]);
  return library;
}

/** As the page does it: every finding's fit becomes a choice. */
async function mend(library: ImageLibrary) {
  const { images } = library.dataset();
  const pairs = (await library.findings()).flatMap(({ imageId, repair }) => {
    const misfit = images.find(({ id }) => id === imageId)?.misfit;
    return misfit && repair?.kind === 'fit'
      ? [{ imageId, maskIds: misfit.planes.map(planeId), fit: { turn: repair.turn } }]
      : [];
  });
  return library.choose({ pairs });
}

/** Pixels of image 1 whose label is not that of its objects. */
async function wrongPixels(library: ImageLibrary): Promise<number> {
  const { labels } = await library.source('images/1.png');
  const numbers = numbersOf(discs(1), SIZE);
  const isWrong = (index: number, at: number) => {
    const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
    return index > 0 !== (numbers[y * SIZE + x] ?? 0) > 0;
  };
  return defined(labels, 'labels').classes.filter(isWrong).length;
}

it.each<[string, [number, number], (x: number, y: number) => [number, number], RegExp, number]>([
  ['twice as large', [256, 192], (x, y) => [x >> 1, y >> 1], /Scaled/, 0],
  ['half as large', [64, 48], (x, y) => [2 * x, 2 * y], /Scaled/, 0.05],
  ['turned to the left', [HEIGHT, WIDTH], (x, y) => [WIDTH - 1 - y, x], /Turned by 90°/, 0],
  ['turned to the right', [HEIGHT, WIDTH], (x, y) => [y, HEIGHT - 1 - x], /Turned by 90°/, 0],
  ['turned and half as large', [48, 64], (x, y) => [WIDTH - 1 - 2 * y, 2 * x], /Turned by 90°/, 0.05],
])('%s: laid on the image, the labels are its objects', async (_, size, from, words, most) => {
  const library = await libraryOf(size, from);
  const findings = await library.findings();
  expect(findings.map(({ code, imageId }) => `${code} ${imageId}`)).toEqual([
    'other-size images/1.png',
    'other-size images/2.png',
  ]);
  expect(findings[0]?.message).toMatch(words);
  const shown = await library.repaired('images/1.png', defined(findings[0]?.repair, 'a repair'));
  const { images, refused } = await mend(library);
  expect(refused).toEqual([]);
  expect(images.map(({ reason }) => /to fit$/.test(reason))).toEqual([false, true, true]);
  expect(await wrongPixels(library)).toBeLessThanOrEqual(most * WIDTH * HEIGHT);
  expect((await library.source('images/1.png')).labels).toEqual(shown);
  expect(await library.findings()).toEqual([]);
});

it('mends a whole set without one mask that fits', async () => {
  const library = new ImageLibrary(nodeDataHost);
  await library.add([0, 1].flatMap((index) => pair(index, [256, 192], (x, y) => [x >> 1, y >> 1])));
  expect(library.dataset().reading).toBeNull();
  const [finding] = await library.findings();
  const shown = await library.repaired('images/0.png', defined(finding?.repair, 'a repair'));
  expect(new Set(shown.classes)).toEqual(new Set([0, 1]));
  await mend(library);
  expect(library.dataset().reading).toMatchObject({ kind: 'classes' });
  expect(await wrongPixels(library)).toBe(0);
});

it('offers nothing where the mask shows something else', async () => {
  const library = await libraryOf([100, 96], (x, y) => [x, y]);
  const [finding] = await library.findings();
  expect(finding).toMatchObject({ code: 'other-size', repair: null });
  expect(finding?.message).toContain('is 100 × 96 px, its image 128 × 96 px. Export it');
});

it('lays nothing anew once the mask has the right size', async () => {
  const library = await libraryOf([HEIGHT, WIDTH], (x, y) => [WIDTH - 1 - y, x]);
  await mend(library);
  await library.add(pair(1, [WIDTH, HEIGHT], (x, y) => [x, y]));
  expect(library.dataset().images[1]?.mask?.fit).toBeUndefined();
  expect(await wrongPixels(library)).toBe(0);
});
