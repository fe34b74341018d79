import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PatchSampling } from '../../domain/augment';
import type { PatchSource } from './patchSource';
import { placePatch } from './placePatch';

/** 40 x 30 px; a square of class 1 (2 % of the pixels), one pixel of class 2, a corner ignored, else background. */
function labelled(scale = 1): PatchSource {
  const [width, height] = [40, 30];
  const classOf = (x: number, y: number) =>
    x === 33 && y === 4 ? 2 : x >= 10 && x < 16 && y >= 20 && y < 24 ? 1 : 0;
  const pixels = width * height;
  return {
    id: 'labelled',
    image: { width, height, channels: 1, data: new Float32Array(pixels) },
    labels: {
      width,
      height,
      classes: Uint8Array.from({ length: pixels }, (_, i) => classOf(i % width, Math.floor(i / width))),
      ignore: Uint8Array.from({ length: pixels }, (_, i) => (i % width < 4 ? 1 : 0)),
      instances: null,
    },
    scale: { x: scale, y: scale },
  };
}

const DRAWS = 3000;

function places(source: PatchSource, sampling: PatchSampling, side: number) {
  return Array.from({ length: DRAWS }, (_, index) =>
    placePatch([source], side, sampling, { seed: 9, step: 1, index }),
  );
}

/** Whether the output holds a pixel of the class; px of the frame. */
function holds(
  source: PatchSource,
  label: number,
  side: number,
  { x, y }: { x: number; y: number },
): boolean {
  const { width, classes } = source.labels ?? { width: 0, classes: new Uint8Array() };
  const scale = source.scale?.x ?? 1;
  return classes.some((value, i) => {
    if (value !== label) return false;
    const [px, py] = [((i % width) + 0.5) * scale - x, (Math.floor(i / width) + 0.5) * scale - y];
    return px > -0.5 && py > -0.5 && px < side + 0.5 && py < side + 0.5;
  });
}

function share<T>(values: readonly T[], test: (value: T) => boolean): number {
  return values.filter(test).length / values.length;
}

describe('placePatch', () => {
  test('patches hold a pixel that counts where most of an image counts nowhere, and lie as they did where all counts', () => {
    const source = labelled();
    const { labels } = source;
    if (!labels) throw new Error('no labels');
    const ignore = Uint8Array.from(labels.classes, (_, i) => (i % 40 < 30 ? 1 : 0));
    for (const { x } of places({ ...source, labels: { ...labels, ignore } }, 'uniform', 8)) {
      expect(x + 8).toBeGreaterThan(30);
    }
    const all = { ...source, labels: { ...labels, ignore: null } };
    const shares = places(all, 'uniform', 8).filter(({ x }) => x + 8 <= 30).length / DRAWS;
    expect(shares).toBeGreaterThan(0.6);
  });

  test('sampling leaves the drawn image and uniform places as they are', () => {
    const sources = [labelled(), labelled(), labelled()];
    for (let index = 0; index < 200; index++) {
      const key = { seed: 2, step: 0, index };
      const [uniform, third] = (['uniform', 'third'] as const).map((how) => placePatch(sources, 8, how, key));
      expect(third?.source).toBe(uniform?.source);
    }
    const [all, some] = [places(labelled(), 'uniform', 8), places(labelled(), 'third', 8)];
    const alike = share(all, (place) => place.x === some[all.indexOf(place)]?.x);
    expect(alike).toBeGreaterThan(0.6);
  });

  test('a third of the patches is drawn for a class, the classes alike often, however rare', () => {
    const source = labelled();
    for (const label of [1, 2]) {
      const uniform = share(places(source, 'uniform', 3), (place) => holds(source, label, 3, place));
      const third = share(places(source, 'third', 3), (place) => holds(source, label, 3, place));
      const expected = (uniform * 2) / 3 + 1 / 6;
      expect(Math.abs(third - expected)).toBeLessThan(4.5 * Math.sqrt(0.25 / DRAWS) + 0.01);
    }
  });

  test("Falk's weights: pixels of foreground ten times as often, ignored ones never in the middle", () => {
    const source = labelled();
    const middles = places(source, 'falk', 1).map(({ x, y }) => y * 40 + x);
    const classes = source.labels?.classes ?? new Uint8Array();
    const foreground = classes.filter((label) => label !== 0).length;
    const background = 36 * 30 - foreground;
    const expected = foreground / (foreground + 0.1 * background);
    const seen = share(middles, (pixel) => classes[pixel] !== 0);
    expect(Math.abs(seen - expected)).toBeLessThan(4.5 * Math.sqrt(0.25 / DRAWS));
    expect(middles.every((pixel) => pixel % 40 >= 4)).toBe(true);
  });

  test('outputs lie inside the image at the training scale and hold the pixel that was drawn', () => {
    const scale = fc.constantFrom(0.5, 1, 2);
    const sampling = fc.constantFrom<PatchSampling>('uniform', 'falk', 'third');
    fc.assert(
      fc.property(scale, sampling, fc.integer({ min: 1, max: 15 }), fc.nat(), (factor, how, side, index) => {
        const { x, y } = placePatch([labelled(factor)], side, how, { seed: 1, step: 0, index });
        expect(x >= 0 && y >= 0 && x + side <= 40 * factor && y + side <= 30 * factor).toBe(true);
      }),
    );
    const source = labelled(2);
    const rare = {
      ...source,
      labels: source.labels && {
        ...source.labels,
        ignore: source.labels.classes.map((c) => (c === 2 ? 0 : 1)),
      },
    };
    for (const place of places(rare, 'falk', 9)) expect(holds(rare, 2, 9, place)).toBe(true);
  });

  test('an image without foreground, or wholly ignored, is sampled uniformly', () => {
    const source = labelled();
    const labels = source.labels;
    if (!labels) throw new Error('labels');
    const empty = { ...source, labels: { ...labels, classes: new Uint8Array(1200) } };
    const hidden = { ...source, labels: { ...labels, ignore: new Uint8Array(1200).fill(1) } };
    const at = (one: PatchSource, how: PatchSampling) => places(one, how, 8).map(({ x, y }) => [x, y]);
    expect(at(empty, 'third')).toEqual(at(empty, 'uniform'));
    expect(at(hidden, 'falk')).toEqual(at(hidden, 'uniform'));
  });

  test('refuses an empty list', () => {
    expect(() => placePatch([], 8, 'uniform', { seed: 1, step: 0, index: 0 })).toThrow(
      'an example to draw from',
    );
  });
});
