/** Weight maps of real instance masks, against one distance transform an object. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import type { LabelMap } from '../../domain/labels';
import { DEFAULT_WEIGHTS } from '../../domain/weights';
import { squaredDistances } from '../../imaging/distanceTransform';
import { dataDir } from '../../testing/dataDir';
import { vanishingGaps } from '../data/vanishingGaps';
import { weightMap } from './weightMap';

const data = dataDir();

function maskOf(path: string): LabelMap {
  const { width, height, data: values } = decode(readFileSync(join(data ?? '', 'dsb2018', path)));
  const instances = Uint32Array.from(values);
  const classes = Uint8Array.from(instances, (id) => (id === 0 ? 0 : 1));
  return { width, height, classes, ignore: null, instances };
}

/** The two smallest distances of every pixel, from a transform of each object by itself. */
function oneByOne({ width, height, instances }: LabelMap): [Float64Array, Float64Array] {
  const ids = instances ?? new Uint32Array(0);
  const nearest = new Float64Array(ids.length).fill(Number.POSITIVE_INFINITY);
  const second = nearest.slice();
  for (const object of new Set(ids.filter((id) => id !== 0))) {
    const mask = Uint8Array.from(ids, (id) => (id === object ? 1 : 0));
    squaredDistances(mask, width, height).forEach((square, i) => {
      second[i] = Math.min(second[i] ?? 0, Math.max(square, nearest[i] ?? 0));
      nearest[i] = Math.min(nearest[i] ?? 0, square);
    });
  }
  return [nearest, second];
}

describe.skipIf(data === null)(
  'weight maps of cells that touch (skipped without the folder of real data)',
  () => {
    test('equal one distance transform a cell', () => {
      const mask = maskOf('histology/masks/histology_00.png');
      const { labels, border } = weightMap(mask, DEFAULT_WEIGHTS);
      const [nearest, second] = oneByOne(labels);
      let worst = 0;
      border.forEach((weight, i) => {
        const sum = Math.sqrt(nearest[i] ?? 0) + Math.sqrt(second[i] ?? 0);
        const expected = labels.classes[i] === 0 ? 10 * Math.exp(-(sum ** 2) / 50) : 0;
        worst = Math.max(worst, Math.abs(weight - expected));
      });
      expect(worst).toBeLessThan(1e-6);
    });

    test.each([
      'histology/masks/histology_00.png',
      'histology/masks/histology_10.png',
      'fluo/masks/fluo_34.png',
    ])('cut lines between the cells of %s and weigh them most', (path) => {
      const mask = maskOf(path);
      const { labels, border } = weightMap(mask, DEFAULT_WEIGHTS);
      expect(new Set(labels.instances)).toEqual(new Set(mask.instances));
      const cut = [...mask.classes.keys()].filter((i) => mask.classes[i] !== labels.classes[i]);
      expect(cut.length).toBeGreaterThan(250);
      // On a line of 1 px both objects are a pixel or a diagonal away; two equal ones may leave 2 px.
      const heavy = cut.filter((i) => (border[i] ?? 0) > 10 * Math.exp(-(3 ** 2) / 50));
      expect(heavy.length / cut.length).toBeGreaterThan(0.95);
    });

    test('more gaps between nuclei close as the scale goes down, none at the scale of the source', () => {
      const mask = maskOf('fluo/masks/fluo_34.png');
      const counts = [1, 0.8, 0.5, 0.25].map((x) => vanishingGaps(mask, 0, { x, y: x }).length);
      expect(counts[0]).toBe(0);
      expect([...counts].sort((a, b) => a - b)).toEqual(counts);
      expect(counts[3]).toBeGreaterThan(2 * (counts[1] ?? 0));
    });
  },
);
