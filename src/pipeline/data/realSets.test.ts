/** What the masks of public datasets are taken for, by their pixels alone. Their pairing: pairPlanes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { classCount, type MaskReading } from '../../domain/labels';
import type { MaskJudgement, MaskRaster } from '../../domain/masks';
import type { Raster } from '../../domain/raster';
import { dataDir } from '../../testing/dataDir';
import { nodeDataHost } from '../../testing/nodeDataHost';
import { decodeFile } from './decodeFile';
import { wordClassesOf } from './joinObjects';
import { judgeMasks } from './judgeMasks';
import { maskFacts } from './maskFacts';
import { maskPlane } from './maskPlane';
import { naturalOrder } from './naturalOrder';
import { changedByCleaning, toLabelMap } from './toLabelMap';

const data = dataDir();

interface Masks {
  readonly names: readonly string[];
  readonly masks: readonly MaskRaster[];
}

async function planesOf(path: string): Promise<Raster[]> {
  const bytes = Uint8Array.from(readFileSync(join(data ?? '', path)));
  const { planes } = await decodeFile(path, bytes, nodeDataHost);
  return planes.map(({ raster }) => raster);
}

function filesIn(folder: string): string[] {
  return readdirSync(join(data ?? '', folder))
    .sort(naturalOrder)
    .map((name) => `${folder}/${name}`);
}

/** Every page of every file is a mask. */
async function setOf(...folders: string[]): Promise<Masks> {
  const paths = folders.flatMap((folder) => (/\.tiff?$/.test(folder) ? [folder] : filesIn(folder)));
  const files = await Promise.all(paths.map(async (path) => ({ path, planes: await planesOf(path) })));
  const pages = files.flatMap(({ path, planes }) => planes.map((plane) => ({ path, plane })));
  return {
    names: pages.map(({ path }) => path),
    masks: pages.map(({ path, plane }) => maskPlane([plane], [], [], path)),
  };
}

function judge({ names, masks }: Masks, words: readonly string[] = []) {
  return judgeMasks(masks.map(maskFacts), { words, names });
}

const objects: MaskReading = { kind: 'instances', words: [], ignore: [], separate: false };
const classes = (lists: number[][], more: Partial<MaskReading> = {}): MaskReading =>
  ({ kind: 'classes', classes: lists, ignore: [], clean: false, ...more }) as MaskReading;
const camvid = Array.from({ length: 11 }, (_, index) => [index]);

describe.skipIf(data === null)('masks of real sets', { timeout: 120_000 }, () => {
  it.for<[string, number, Omit<MaskJudgement, 'evidence'>, MaskReading]>([
    ['isbi2012/masks', 24, { kind: 'inverted', flaws: [] }, classes([[255], [0]])],
    ['isbi2012/stacks/train-labels.tif', 24, { kind: 'inverted', flaws: [] }, classes([[255], [0]])],
    ['dic_c2dh_hela/masks', 8, { kind: 'instances', flaws: [] }, objects],
    ['fluo_n2dl_hela/masks', 2, { kind: 'instances', flaws: [] }, objects],
    ['dsb2018/fluo/masks', 20, { kind: 'instances', flaws: [] }, objects],
    ['dsb2018/histology/masks', 8, { kind: 'instances', flaws: [] }, objects],
    ['dsb2018/brightfield/masks', 2, { kind: 'instances', flaws: [] }, objects],
    ['dsb2018/fluo/masks_binary', 20, { kind: 'binary', flaws: [] }, classes([[0], [255]])],
    ['dsb2018/histology/masks_binary', 8, { kind: 'binary', flaws: [] }, classes([[0], [255]])],
    ['dsb2018/brightfield/masks_binary', 2, { kind: 'binary', flaws: [] }, classes([[0], [255]])],
    ['camvid/masks', 10, { kind: 'index', flaws: [] }, classes(camvid, { ignore: [11] })],
    ['cwfid/masks', 3, { kind: 'inverted', flaws: [] }, classes([[1], [0]])],
    [
      'cwfid/annotations_rgb',
      3,
      { kind: 'colours', flaws: [] },
      classes([[0], [0x00ff00], [0xff0000]], { colours: true }),
    ],
    [
      'magnetic_tile/masks',
      12,
      { kind: 'binary', flaws: ['soft-edges'] },
      classes([[0], [255]], { clean: true }),
    ],
    [
      'hela_dic_jpgmask/masks',
      7,
      { kind: 'binary', flaws: ['stray-values'] },
      classes([[0], [1]], { clean: true }),
    ],
    ['kvasir_sample/masks', 5, { kind: 'binary', flaws: ['noise'] }, classes([[0], [255]], { clean: true })],
    ['neubias_labels/masks', 3, { kind: 'instances', flaws: [] }, objects],
    ['stardist_sample/masks', 1, { kind: 'instances', flaws: [] }, objects],
  ])('%s: %i masks', async ([folder, count, judgement, reading]) => {
    const set = await setOf(folder);
    const judged = judge(set);
    expect(set.masks.length).toBe(count);
    expect(judged.judgement).toMatchObject(judgement);
    expect(judged.reading).toEqual(reading);
    const seen = new Set(set.masks.flatMap((mask) => [...new Set(toLabelMap(mask, judged.reading).classes)]));
    expect(seen.size).toBe(classCount(judged.reading));
  });

  it('dic_c2dh_hela with a frame of which 3 of 18 cells are labelled: it is named', async () => {
    const { judgement, reading } = judge(
      await setOf('dic_c2dh_hela/masks', 'dic_c2dh_hela/partially_labelled/masks'),
    );
    expect(judgement.flaws).toEqual(['partly-labelled']);
    expect(judgement.evidence.at(-1)).toContain('01_t067.tif');
    expect(reading).toEqual(objects);
  });

  it('dsb2018/raw_layout: one file an object', async () => {
    const root = 'dsb2018/raw_layout/stage1_train';
    const folders = filesIn(root).map((folder) => filesIn(`${folder}/masks`));
    const masks = await Promise.all(
      folders.map(async (files) => {
        const planes = await Promise.all(files.map(planesOf));
        return maskPlane(
          planes.flat(),
          files.map(() => null),
          [],
        );
      }),
    );
    const judged = judge({ names: folders.map(String), masks });
    expect(judged.judgement).toMatchObject({ kind: 'objects', flaws: [] });
    expect(judged.reading).toEqual(objects);
    expect(judged.objects?.objects).toBe(folders.flat().length);
  });

  it('pycococreator_shapes: one file an object, of a class that its name says', async () => {
    const paths = filesIn('coco_samples/pycococreator_shapes/annotations');
    const wordOf = (path: string) => path.split('_').at(-2) ?? null;
    const words = wordClassesOf(paths.map(wordOf));
    const ids = [...new Set(paths.map((path) => path.replace(/.*\/(\d+)_.*/, '$1')))];
    const masks = await Promise.all(
      ids.map(async (id) => {
        const files = paths.filter((path) => path.includes(`/${id}_`));
        const planes = await Promise.all(files.map(planesOf));
        return maskPlane(planes.flat(), files.map(wordOf), words);
      }),
    );
    const judged = judge({ names: ids, masks }, words);
    expect(judged.judgement).toMatchObject({ kind: 'objects', flaws: [] });
    expect(judged.reading).toEqual({ ...objects, words: ['circle', 'square'] });
    expect(judged.objects?.objects).toBe(5);
  });

  it.for(['dsb2018/fluo/images', 'isbi2012/images', 'kvasir_sample/images'])(
    '%s are no masks',
    async (folder) => {
      const [path = ''] = filesIn(folder);
      const planes = await planesOf(path);
      expect(() => maskPlane(planes, [], [], path)).toThrow(
        expect.objectContaining({ code: 'mask-unreadable', subject: path }),
      );
    },
  );

  it('hela_dic_jpgmask: cleaning changes the strays and nothing else', async () => {
    const set = await setOf('hela_dic_jpgmask/masks');
    const { reading } = judge(set);
    for (const mask of set.masks) {
      const changed = changedByCleaning(mask, reading);
      expect(changed?.every((flag, i) => (flag === 1) === (mask.data[i] ?? 0) > 1)).toBe(true);
    }
  });
});
