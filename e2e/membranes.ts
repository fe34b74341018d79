/** The journeys' real images: slices of the ISBI 2012 set where the data folder is there, else the generated sample. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { decode } from 'fast-png';
import { sampleFiles } from '../src/pipeline/data/sample';
import { dataDir } from '../src/testing/dataDir';
import type { DroppedFile } from './studioPage';

/** The set's folder, or null where the real data are missing. */
export function isbiFolder(): string | null {
  const root = dataDir();
  return root === null ? null : path.join(root, 'isbi2012');
}

/** `count` slices and their masks, named as people name them: 00.png and 00_mask.png. */
export function isbiPairs(folder: string, count: number): DroppedFile[] {
  const names = readdirSync(path.join(folder, 'images')).sort().slice(0, count);
  return names.flatMap((name) => [
    { name, bytes: readFileSync(path.join(folder, 'images', name)) },
    { name: name.replace('.png', '_mask.png'), bytes: readFileSync(path.join(folder, 'masks', name)) },
  ]);
}

/**
 * Class of each pixel of the last image's mask, the membranes class 1: they are black in the real slices and white
 * in the generated sample.
 */
export function lastTruth(folder: string | null, count: number): number[] {
  const bytes = folder === null ? null : isbiPairs(folder, count).at(-1)?.bytes;
  if (bytes) return Array.from(decode(bytes).data, (value) => (value === 0 ? 1 : 0));
  return Array.from(sampleFiles().at(-1)?.raster.data ?? [], (value) => (value === 0 ? 0 : 1));
}

/** Mean IoU of two classes, counted here and not by the studio. */
export function meanIou(truth: readonly number[], labels: ArrayLike<number>): number {
  const scores = [0, 1].map((label) => {
    let both = 0;
    let either = 0;
    for (const [at, wanted] of truth.entries()) {
      const found = labels[at] === label;
      if (found && wanted === label) both++;
      if (found || wanted === label) either++;
    }
    return both / either;
  });
  return ((scores[0] ?? 0) + (scores[1] ?? 0)) / 2;
}

/** What a model scores that says the commoner class everywhere. */
export function baselineIou(truth: readonly number[]): number {
  const ones = truth.filter((label) => label === 1).length;
  const common = ones * 2 > truth.length ? 1 : 0;
  return meanIou(truth, new Array<number>(truth.length).fill(common));
}
