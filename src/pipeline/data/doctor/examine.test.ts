/** Sets drawn here, each with one fault planted, through the library as files: found, named, and mended by its repair. */
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { studioError } from '../../../common/errors';
import type { ImageItem } from '../../../domain/data';
import type { Finding } from '../../../domain/findings';
import { drawDiscs, numbersOf, softDiscs } from '../../../testing/drawMasks';
import { nodeDataHost } from '../../../testing/nodeDataHost';
import { ImageLibrary } from '../imageLibrary';
import { samplePngs } from '../sample';
import type { SourceFile } from '../sourceFile';
import { examine } from './examine';
import { splitLeaks } from './judgeDuplicates';
import { repairLabels } from './repairLabels';

const SIZE = 128;
const COUNT = 5;
const VICTIM = 2;

function png(path: string, data: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>): SourceFile {
  const depth = data instanceof Uint16Array ? 16 : 8;
  const bytes = Uint8Array.from(encode({ width: SIZE, height: SIZE, data, channels: 1, depth }));
  return { path, blob: new Blob([bytes]) };
}

const discs = (index: number) => drawDiscs(11, index, 14, SIZE, 6);
const picture = (index: number) =>
  softDiscs(discs(index), SIZE).map((value, i) => 40 + value / 2 + ((i * 7919 + index) % 13));
const binary = (index: number) =>
  Uint8Array.from(numbersOf(discs(index), SIZE), (number) => (number > 0 ? 255 : 0));
const numbered = (index: number) => Uint16Array.from(numbersOf(discs(index), SIZE));

type Plane = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;

async function examined(maskOf: (index: number) => Plane, more: readonly SourceFile[] = []) {
  const places = Array.from({ length: COUNT }, (_, index) => index);
  const library = new ImageLibrary(nodeDataHost);
  await library.add([
    ...places.map((index) => png(`images/${index}.png`, picture(index))),
    ...places.map((index) => png(`masks/${index}.png`, maskOf(index))),
    ...more,
  ]);
  return { library, findings: await library.findings() };
}

/** The set with one mask replaced. */
const planted = (maskOf: (index: number) => Plane, fault: (mask: Plane) => Plane) =>
  examined((index) => (index === VICTIM ? fault(maskOf(index)) : maskOf(index)));

const codes = (findings: readonly Finding[]) => findings.map(({ code, imageId }) => `${code} ${imageId}`);
const moved = (mask: Plane, place: (x: number, y: number) => [number, number]): Plane =>
  mask.map((_, at) => {
    const [x, y] = place(at % SIZE, Math.floor(at / SIZE));
    return x < 0 || y < 0 || x >= SIZE || y >= SIZE ? 0 : (mask[y * SIZE + x] ?? 0);
  }) as Plane;

describe('findings', () => {
  it('are none in clean sets', async () => {
    expect((await examined(binary)).findings).toEqual([]);
    expect((await examined(numbered)).findings).toEqual([]);
  });

  it.each<[string, (index: number) => Plane, (mask: Plane) => Plane]>([
    ['inverted', binary, (mask) => mask.map((value) => 255 - value) as Plane],
    ['shifted', binary, (mask) => moved(mask, (x, y) => [x - 5, y + 3])],
    ['turned', numbered, (mask) => moved(mask, (x, y) => [y, x])],
    ['off-by-one', numbered, (mask) => mask.map((value) => value + 1) as Plane],
  ])(
    '%s: found in one mask, and its repair gives the labels that were there',
    async (code, maskOf, fault) => {
      const { library, findings } = await planted(maskOf, fault);
      expect(codes(findings)).toEqual([`${code} images/${VICTIM}.png`]);
      const [{ repair, message, evidence } = { repair: null, message: '', evidence: null }] = findings;
      expect(evidence === null).toBe(code === 'off-by-one');
      expect(message).toContain(`${VICTIM}.png`);
      const { labels } = await library.source(`images/${VICTIM}.png`);
      const mended = labels && repair && repair.kind !== 'fit' ? repairLabels(labels, repair) : null;
      const truth = maskOf(VICTIM);
      const wrong = mended?.classes.filter(
        (index, at) => mended.ignore?.[at] !== 1 && index > 0 !== (truth[at] ?? 0) > 0,
      );
      expect(wrong?.length).toBe(0);
    },
  );

  it.each<[string, (mask: Plane) => Plane]>([
    ['interpolated', (mask) => blurred(mask)],
    ['noisy', (mask) => mask.map((value, at) => value + (value > 0 ? -1 : 1) * ((at * 31) % 7)) as Plane],
    ['stray-values', (mask) => mask.map((value, at) => (at === 5 ? 77 : value)) as Plane],
    ['unlabelled', (mask) => mask.map((value, at) => (at % SIZE < SIZE / 2 ? 0 : value)) as Plane],
    ['empty', (mask) => mask.map(() => 0) as Plane],
    ['one-class', (mask) => mask.map(() => 255) as Plane],
  ])('%s: found in one mask', async (code, fault) => {
    expect(codes((await planted(binary, fault)).findings)).toEqual([`${code} images/${VICTIM}.png`]);
  });

  it('tell masks that all lie beside their objects by the same way', async () => {
    const { findings } = await examined((index) =>
      index === 0 ? binary(index) : moved(binary(index), (x, y) => [x - 5, y]),
    );
    const places = [1, 2, 3, 4].map((index) => `images/${index}.png`);
    expect(codes(findings)).toEqual(places.map((id) => `shifted ${id}`));
    expect(findings.map(({ repair }) => repair)).toEqual(Array(4).fill({ kind: 'shift', dx: -5, dy: 0 }));
  });

  it('say nothing of a fault that the whole set has: the judgement does', async () => {
    const { library, findings } = await examined((index) => blurred(binary(index)));
    expect(findings).toEqual([]);
    expect(library.dataset().judgement?.flaws).toEqual(['soft-edges']);
  });

  it('name an image that is there twice, saved anew too, and one that is on both sides of a split', async () => {
    const again = picture(1).map((value, at) => value + ((at * 13) % 3) - 1);
    const twice = await examined(binary, [
      png('images/again.png', again),
      png('images/same.png', picture(3)),
    ]);
    expect(codes(twice.findings)).toEqual(['duplicate images/again.png', 'duplicate images/same.png']);
    expect(twice.findings.map(({ others }) => others)).toEqual([['images/1.png'], ['images/3.png']]);
    expect(
      splitLeaks(twice.findings, {
        train: ['images/1.png'],
        validation: ['images/again.png', 'images/3.png'],
      }),
    ).toEqual([{ heldOut: 'images/again.png', trained: 'images/1.png' }]);
    const library = new ImageLibrary(nodeDataHost);
    await library.add([
      png('train/a.png', picture(1)),
      png('val/b.png', picture(1)),
      png('val/c.png', picture(2)),
    ]);
    expect(codes(await library.findings())).toEqual(['split-leak val/b.png']);
  });

  it('would have the copy without labels left out, whichever comes first', async () => {
    const { findings } = await examined(binary, [png('images/0 copy.png', picture(1))]);
    expect(codes(findings)).toEqual(['duplicate images/0 copy.png']);
    expect(findings[0]?.others).toEqual(['images/1.png']);
  });

  function blurred(mask: Plane): Plane {
    return mask.map((value, at) => {
      const right = at % SIZE < SIZE - 1 ? (mask[at + 1] ?? 0) : value;
      const below = mask[at + SIZE] ?? value;
      const corner = at % SIZE < SIZE - 1 ? (mask[at + SIZE + 1] ?? below) : below;
      return Math.round((2 * value + right + below + corner) / 5);
    }) as Plane;
  }
});

it('has nothing to say of the sample', async () => {
  const library = new ImageLibrary(nodeDataHost);
  await library.add(samplePngs());
  expect(await library.findings()).toEqual([]);
});
it('says once where the training scale closes gaps, when it does', async () => {
  const { library } = await examined(numbered);
  await library.choose({ scale: { kind: 'factor', factor: 0.125 } });
  expect((await library.findings()).map(({ code }) => code)).toEqual(['closing-gaps']);
});

it('goes on beyond an image that cannot be read, and says which', async () => {
  const library = new ImageLibrary(nodeDataHost);
  await library.add([1, 2, 1].map((seed, index) => png(`${index}.png`, picture(seed))));
  const source = async ({ id }: ImageItem) => {
    if (id === '1.png') throw studioError('mask-unreadable', 'Its end is missing.', 'Save it again.', id);
    return library.source(id);
  };
  const raster = async (item: ImageItem) => (await source(item)).raster;
  const facts = (): Promise<never> => Promise.reject(new Error('there is no mask'));
  const found = await examine(library.dataset(), { source, raster, facts, misfit: facts });
  expect(codes(found)).toEqual(['unreadable 1.png', 'duplicate 2.png']);
  expect(found[0]?.message).toBe('1.png cannot be read: Its end is missing. Save it again.');
});
