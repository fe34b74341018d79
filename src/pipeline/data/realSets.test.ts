/** Public datasets dropped as the folders they come in: paired by name, their masks read without a hint. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MaskReading } from '../../domain/labels';
import { dataDir } from '../../testing/dataDir';
import { nodeDataHost } from '../../testing/nodeDataHost';
import { ImageLibrary } from './imageLibrary';
import type { SourceFile } from './readFiles';

const data = dataDir();

function dropOf(set: string): SourceFile[] {
  const folder = join(data ?? '', set);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /\.(png|jpe?g|tiff?)$/.test(entry.name));
  return files.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return { path: path.slice(folder.length), blob: new Blob([Uint8Array.from(readFileSync(path))]) };
  });
}

const objects: MaskReading = { kind: 'instances', ignore: null };
const classes = (count: number): MaskReading => ({
  kind: 'classes',
  values: Array.from({ length: count }, (_, i) => i),
  ignore: null,
});

describe.skipIf(data === null)('real sets', { timeout: 60_000 }, () => {
  it.for<[string, number, number, MaskReading]>([
    ['dic_c2dh_hela', 9, 9, objects],
    ['fluo_n2dl_hela', 2, 2, objects],
    ['dsb2018/brightfield', 2, 2, objects],
    ['camvid', 10, 10, classes(12)],
    ['cwfid', 3, 3, classes(2)],
    ['hela_dic_jpgmask', 7, 7, classes(3)],
    ['stardist_sample', 1, 1, objects],
  ])('%s: %i images, %i with masks', async ([set, images, paired, reading]) => {
    const dataset = await new ImageLibrary(nodeDataHost).add(dropOf(set));
    expect(dataset.images.length).toBe(images);
    expect(dataset.images.filter(({ mask }) => mask !== null).length).toBe(paired);
    expect(dataset.refused).toEqual([]);
    expect(dataset.reading).toEqual(reading);
    expect(dataset.classShares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  });
});
