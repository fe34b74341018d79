/** Public datasets dropped as the folder trees they come in, side files and all: paired by name, with no correction. */
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PlaneSource } from '../../domain/data';
import { dataDir } from '../../testing/dataDir';
import { fileFormat } from './fileFormat';
import { type Pairing, pairPlanes } from './pairPlanes';

const data = dataDir();

/** What the decoders take, told by the first bytes as they do; texts and tables fall away. */
function isPicture(path: string): boolean {
  const head = new Uint8Array(512);
  const file = openSync(path, 'r');
  const length = readSync(file, head);
  closeSync(file);
  const format = fileFormat(head.subarray(0, length));
  return format.kind !== 'text' && format.kind !== 'empty' && format.kind !== 'unknown';
}

/** Pages of a classic TIFF: its directories are counted by following their chain. 1 for everything else. */
function pageCount(path: string): number {
  if (!/\.tiff?$/.test(path)) return 1;
  const bytes = readFileSync(path);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = view.getUint16(0) === 0x4949;
  if (view.getUint16(2, little) !== 42) return 1;
  const seen = new Set<number>();
  for (let at = view.getUint32(4, little); at !== 0 && !seen.has(at) && at + 2 <= view.byteLength; ) {
    seen.add(at);
    const next = at + 2 + 12 * view.getUint16(at, little);
    at = next + 4 <= view.byteLength ? view.getUint32(next, little) : 0;
  }
  return Math.max(1, seen.size);
}

function dropOf(set: string): PlaneSource[] {
  const folder = join(data ?? '', set);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).filter(isPicture);
  return paths.flatMap((path) => {
    const pages = pageCount(path);
    return Array.from({ length: pages }, (_, page) => ({ path: path.slice(folder.length + 1), page, pages }));
  });
}

interface Expected {
  readonly images: number;
  readonly paired: number;
  /** Why planes stay alone, and how many; nothing else may. */
  readonly alone?: Readonly<Record<string, number>>;
}

/** What the sets' own descriptions state; where fewer pairs are possible by names, why. */
const SETS: Readonly<Record<string, Expected>> = {
  // 24 pairs, the same as stacks, 5 test images; of two stacks of labels one is a copy, 20 pages have no labels.
  isbi2012: {
    images: 24 + 24 + 5 + 20,
    paired: 24 + 24,
    alone: { 'already has stacks/train-labels.tif': 24 },
  },
  dic_c2dh_hela: { images: 8 + 1, paired: 8 + 1 },
  fluo_n2dl_hela: { images: 2, paired: 2 },
  // Label maps win over the binary masks derived from them; three images in the layout of the challenge.
  dsb2018: { images: 20 + 8 + 2 + 3, paired: 20 + 8 + 2 + 3, alone: { 'already has': 20 + 8 + 2 } },
  camvid: { images: 10, paired: 10 },
  cwfid: { images: 3, paired: 3, alone: { 'already has masks/': 3 } },
  magnetic_tile: { images: 12, paired: 12 },
  hela_dic_jpgmask: { images: 7, paired: 7 },
  kvasir_sample: { images: 5, paired: 5 },
  neubias_labels: { images: 3, paired: 3 },
  stardist_sample: { images: 1, paired: 1 },
  // Three photos have polygons in JSON only.
  coco_samples: { images: 3 + 2, paired: 2 },
  // Polygons in JSON only: no masks here.
  labelme: { images: 4, paired: 0 },
};

const labelled = ({ pairs }: Pairing) => pairs.filter(({ mask }) => mask !== null);

describe.skipIf(data === null)('real sets, paired by name', () => {
  it.for(Object.entries(SETS))('%s', ([set, { images, paired, alone = {} }]) => {
    const pairing = pairPlanes(dropOf(set), []);
    expect(pairing.pairs.length).toBe(images);
    expect(labelled(pairing).length).toBe(paired);
    for (const [reason, count] of Object.entries(alone)) {
      expect(pairing.unpaired.filter((plane) => plane.reason.includes(reason)).length).toBe(count);
    }
    const all = Object.values(alone).reduce((sum, count) => sum + count, 0);
    expect(pairing.unpaired.length).toBe(all);
  });

  it.for(Object.keys(SETS).filter((set) => !/coco|dsb|isbi/.test(set)))(
    '%s: each image with the mask of its own name',
    (set) => {
      const stem = (path: string) => path.replace(/^.*\/|\.[^.]*$/g, '');
      for (const { image, mask } of labelled(pairPlanes(dropOf(set), []))) {
        expect(mask?.planes.map(({ path }) => stem(path))).toEqual([stem(image.path)]);
        expect(mask?.words).toEqual([null]);
      }
    },
  );

  it('joins one file per object (DSB2018 as published)', () => {
    const raw = labelled(pairPlanes(dropOf('dsb2018/raw_layout'), []));
    const objects = raw.map(({ image, mask }) => [image.path.split('/').at(-3), mask?.planes.length]);
    const folder = join(data ?? '', 'dsb2018/raw_layout/stage1_train');
    const counted = readdirSync(folder).map((id) => [id, readdirSync(join(folder, id, 'masks')).length]);
    expect(objects.sort()).toEqual(counted.sort());
    for (const { mask } of raw) expect(new Set(mask?.words)).toEqual(new Set([null]));
  });

  it('reads the classes of single objects from their names (pycococreator)', () => {
    const masks = labelled(pairPlanes(dropOf('coco_samples'), [])).map(({ mask }) => mask);
    expect(masks.map((mask) => mask?.words)).toEqual([['square'], ['circle', 'circle', 'square', 'square']]);
  });

  it('pairs each set the same when all are dropped at once', () => {
    const together = Object.keys(SETS).flatMap((set) =>
      dropOf(set).map((plane) => ({ ...plane, path: `${set}/${plane.path}` })),
    );
    const { pairs } = pairPlanes(together, []);
    const maskPaths = ({ mask }: Pairing['pairs'][number]) => mask?.planes.map(({ path }) => path) ?? [];
    for (const set of Object.keys(SETS)) {
      const alone = pairPlanes(dropOf(set), []).pairs.map(maskPaths);
      const here = pairs.filter(({ image }) => image.path.startsWith(`${set}/`)).map(maskPaths);
      expect(here).toEqual(alone.map((paths) => paths.map((path) => `${set}/${path}`)));
    }
  });

  it('finds no pairs among files that have nothing to do with each other', () => {
    expect(labelled(pairPlanes(dropOf('awkward'), []))).toEqual([]);
  });
});
