import { describe, expect, test } from 'vitest';
import { NO_AUGMENT } from '../../domain/augment';
import type { TrainingImage } from '../../domain/example';
import type { LabelMap } from '../../domain/labels';
import { DEFAULT_WEIGHTS, type WeightKind } from '../../domain/weights';
import { discIds } from '../../testing/labelImages';
import { baseWeights } from './baseWeights';
import { countClasses } from './classWeights';
import { drawPatch } from './drawPatch';
import { weighedSources } from './weighedSources';
import { weightView } from './weightView';

const SIDE = 40;

/** Discs that touch in places, a strip of ignored pixels down the left. */
function image(): TrainingImage {
  const { ids } = discIds(SIDE, SIDE, 14, 6, 2);
  const labels: LabelMap = {
    width: SIDE,
    height: SIDE,
    classes: Uint8Array.from(ids, (id) => (id === 0 ? 0 : 1)),
    ignore: Uint8Array.from(ids, (_, i) => (i % SIDE < 3 ? 1 : 0)),
    instances: ids,
  };
  const data = Float32Array.from({ length: SIDE * SIDE }, (_, i) => Math.sin(i));
  return {
    id: 'discs',
    image: { width: SIDE, height: SIDE, channels: 1, data },
    labels,
    scale: { x: 1, y: 1 },
  };
}

describe('weightView', () => {
  test.each<WeightKind>(['none', 'paper', 'falk'])('of kind %s shows what training weighs', (kind) => {
    const weights = { ...DEFAULT_WEIGHTS, kind };
    const given = image();
    const sources = weighedSources([given], weights);
    const classWeights = baseWeights(
      weights,
      countClasses(
        sources.map(({ labels }) => labels),
        2,
      ),
    );
    const view = weightView(given, { labels: given.labels }, weights, classWeights);
    const whole = { inputSize: SIDE, outputSize: SIDE };
    const patch = drawPatch(sources, whole, NO_AUGMENT, classWeights, { seed: 1, step: 0, index: 0 });
    expect(view.weights).toEqual(patch.weights);
    view.weights.forEach((weight, i) => {
      if (i % SIDE < 3) expect(weight).toBe(0);
      else expect(weight).toBeGreaterThan(0);
    });
  });
});

describe('balanced weights', () => {
  test('hold a rare class, and one that is absent, to twenty times the most common', () => {
    const [common = 0, rare, absent] = baseWeights(DEFAULT_WEIGHTS, [10_000, 10, 0]);
    expect((rare ?? 0) / common).toBeCloseTo(20, 10);
    expect(absent).toBe(rare);
    expect((10_000 * common + 10 * (rare ?? 0)) / 10_010).toBeCloseTo(1, 12);
  });
});
