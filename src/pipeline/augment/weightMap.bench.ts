/** What a weight map costs: 1024 x 1024 px with 500 objects, beside one distance transform of the same mask. */
import { bench, describe } from 'vitest';
import type { LabelMap } from '../../domain/labels';
import { DEFAULT_WEIGHTS } from '../../domain/weights';
import { squaredDistances } from '../../imaging/distanceTransform';
import { discIds } from '../../testing/labelImages';
import { vanishingGaps } from '../data/vanishingGaps';
import { weightMap } from './weightMap';

const SIDE = 1024;
const { ids } = discIds(SIDE, SIDE, 500, 18, 1);
const labels: LabelMap = {
  width: SIDE,
  height: SIDE,
  classes: Uint8Array.from(ids, (id) => (id === 0 ? 0 : 1)),
  ignore: null,
  instances: ids,
};

describe('1024 x 1024 px, 500 objects', () => {
  bench('one distance transform', () => {
    squaredDistances(labels.classes, SIDE, SIDE);
  });
  bench('weight map, paper', () => {
    weightMap(labels, DEFAULT_WEIGHTS);
  });
  bench('weight map, Falk', () => {
    weightMap(labels, { ...DEFAULT_WEIGHTS, kind: 'falk' });
  });
  bench('weight map, paper, components instead of ids', () => {
    weightMap({ ...labels, instances: null }, DEFAULT_WEIGHTS);
  });
  bench('gaps that vanish at half the scale', () => {
    vanishingGaps(labels, 0, { x: 0.5, y: 0.5 });
  });
});
