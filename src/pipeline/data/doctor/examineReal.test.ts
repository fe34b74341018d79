/** Public sets: nothing is found in them as they are, and each fault that is planted in one mask is. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { defined } from '../../../common/assert';
import type { FindingCode } from '../../../domain/findings';
import type { Raster, SampleArray } from '../../../domain/raster';
import { dataDir } from '../../../testing/dataDir';
import { nodeDataHost } from '../../../testing/nodeDataHost';
import { resizedBilinear } from '../../../testing/resizedBilinear';
import { throughJpeg } from '../../../testing/throughJpeg';
import { decodeFile } from '../decodeFile';
import { ImageLibrary } from '../imageLibrary';
import { naturalOrder } from '../naturalOrder';
import type { SourceFile } from '../sourceFile';

const data = dataDir();

/** The first `count` images of a set with their masks. */
function filesOf(set: string, masks: string, count: number): SourceFile[] {
  return ['images', masks].flatMap((folder) =>
    readdirSync(join(data ?? '', set, folder))
      .sort(naturalOrder)
      .slice(0, count)
      .map((name) => {
        const bytes = Uint8Array.from(readFileSync(join(data ?? '', set, folder, name)));
        return { path: `${folder}/${name}`, blob: new Blob([bytes]) };
      }),
  );
}

async function findingsIn(files: readonly SourceFile[]) {
  const library = new ImageLibrary(nodeDataHost);
  await library.add(files);
  return (await library.findings()).map(({ code, imageId }) => `${code} ${imageId}`);
}

const with1 = (raster: Raster, data: SampleArray): Raster => ({ ...raster, data });

const inverted = (mask: Raster) =>
  with1(
    mask,
    mask.data.map((value) => 255 - value),
  );
const offByOne = (mask: Raster) =>
  with1(
    mask,
    mask.data.map((value) => value + 1),
  );
const shifted = (mask: Raster) =>
  with1(
    mask,
    mask.data.map((_, at) => (at % mask.width < 5 ? 0 : (mask.data[at - 5] ?? 0))),
  );
const transposed = (mask: Raster) =>
  with1(
    mask,
    mask.data.map((_, at) => mask.data[(at % mask.width) * mask.width + Math.floor(at / mask.width)] ?? 0),
  );
const halfLabelled = (mask: Raster) =>
  with1(
    mask,
    mask.data.map((value, at) => (at % mask.width < mask.width / 2 ? 0 : value)),
  );
const smaller = (mask: Raster) => {
  const [width, height] = [Math.round(mask.width / 1.6), Math.round(mask.height / 1.6)];
  return resizedBilinear(resizedBilinear(mask, width, height), mask.width, mask.height);
};
const jpeg = (mask: Raster) => {
  const rgb = Uint8Array.from({ length: 3 * mask.data.length }, (_, i) => mask.data[Math.floor(i / 3)] ?? 0);
  return throughJpeg({ ...mask, channels: 3, data: rgb }, 60);
};

describe.skipIf(data === null)('the doctor on public sets', { timeout: 120_000 }, () => {
  it.for<[string, string, number]>([
    ['isbi2012', 'masks', 5],
    ['dic_c2dh_hela', 'masks', 5],
    ['fluo_n2dl_hela', 'masks', 2],
    ['dsb2018/fluo', 'masks', 8],
    ['dsb2018/fluo', 'masks_binary', 8],
    ['dsb2018/histology', 'masks', 8],
    ['camvid', 'masks', 10],
    ['magnetic_tile', 'masks', 12],
    ['hela_dic_jpgmask', 'masks', 7],
    ['kvasir_sample', 'masks', 5],
    ['neubias_labels', 'masks', 3],
    ['stardist_sample', 'masks', 1],
  ])('%s, %s: no false alarm', async ([set, masks, count]) => {
    expect(await findingsIn(filesOf(set, masks, count))).toEqual([]);
  });

  it.for<[FindingCode, string, string, number, (mask: Raster) => Raster | Promise<Raster>]>([
    ['inverted', 'isbi2012', 'masks', 4, inverted],
    ['inverted', 'dsb2018/fluo', 'masks_binary', 6, inverted],
    ['turned', 'isbi2012', 'masks', 4, transposed],
    ['turned', 'dic_c2dh_hela', 'masks', 4, transposed],
    ['shifted', 'dic_c2dh_hela', 'masks', 4, shifted],
    ['shifted', 'camvid', 'masks', 6, shifted],
    ['interpolated', 'dsb2018/histology', 'masks', 6, smaller],
    ['interpolated', 'camvid', 'masks', 6, smaller],
    ['noisy', 'dsb2018/fluo', 'masks_binary', 6, jpeg],
    ['noisy', 'camvid', 'masks', 6, jpeg],
    ['unlabelled', 'dsb2018/fluo', 'masks', 6, halfLabelled],
    ['off-by-one', 'camvid', 'masks', 6, offByOne],
    ['off-by-one', 'dsb2018/fluo', 'masks', 6, offByOne],
  ])('%s: found in %s, %s', async ([code, set, masks, count, fault]) => {
    const files = filesOf(set, masks, count);
    const victim = defined(files.at(-1), 'the last mask');
    const decoded = await decodeFile(
      victim.path,
      new Uint8Array(await victim.blob.arrayBuffer()),
      nodeDataHost,
    );
    const {
      width,
      height,
      channels,
      type,
      data: pixels,
    } = await fault(defined(decoded.planes[0], 'a plane').raster);
    const depth = type === 'uint16' ? 16 : 8;
    const bytes = encode({ width, height, channels, depth, data: pixels as Uint8Array | Uint16Array });
    const wrong = { path: victim.path.replace(/\.\w+$/, '.png'), blob: new Blob([Uint8Array.from(bytes)]) };
    const image = defined(files[count - 1], 'the last image').path;
    expect(await findingsIn([...files.slice(0, -1), wrong])).toEqual([`${code} ${image}`]);
  });

  it('finds one image twice', async () => {
    const files = filesOf('isbi2012', 'masks', 3);
    const copies = [files[1], files[4]].map((file) => ({
      path: defined(file, 'a file').path.replace('01', '77'),
      blob: defined(file, 'a file').blob,
    }));
    expect(await findingsIn([...files, ...copies])).toEqual(['duplicate images/77.png']);
  });
});
