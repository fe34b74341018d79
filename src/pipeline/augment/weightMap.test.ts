import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rngStream } from '../../common/rng';
import type { LabelMap } from '../../domain/labels';
import { DEFAULT_WEIGHTS, type WeightSettings } from '../../domain/weights';
import { GRID_MOVES, type GridMove, moved } from '../../testing/gridMoves';
import {
  discIds,
  distancesByComparing,
  type IdImage,
  paintDisc,
  scatteredIds,
} from '../../testing/labelImages';
import { separateLabels } from '../data/separateLabels';
import { baseWeights } from './baseWeights';
import { borderWeights } from './borderWeights';
import { weightMap } from './weightMap';

const PAPER = DEFAULT_WEIGHTS;
const FALK: WeightSettings = { ...DEFAULT_WEIGHTS, kind: 'falk' };

/** Every object of class 1. */
function labelled({ width, height, ids }: IdImage): LabelMap {
  const classes = Uint8Array.from(ids, (id) => (id === 0 ? 0 : 1));
  return { width, height, classes, ignore: null, instances: ids };
}

/** Scattered ids, each of class 1 or 2, with pixels that are ignored. */
const anyLabels: fc.Arbitrary<LabelMap> = fc
  .record({ image: scatteredIds, seed: fc.nat(), ignored: fc.constantFrom(0, 0.1, 0.5) })
  .map(({ image, seed, ignored }) => {
    const rng = rngStream(seed, 'test', 2, 0);
    const ignore = Uint8Array.from(image.ids, () => (rng.chance(ignored) ? 1 : 0));
    const instances = image.ids.map((id, i) => (ignore[i] ? 0 : id));
    const classes = Uint8Array.from(instances, (id) => (id === 0 ? 0 : 1 + (id % 2)));
    return { width: image.width, height: image.height, classes, ignore, instances };
  });

/** The formulas over distances found by comparing every pixel with every other one. */
function byComparing(labels: LabelMap, { kind, w0, sigma, falk }: WeightSettings): number[] {
  const { width, height, classes, ignore } = labels;
  const ofClass = [1, 2].map((label) => ({
    width,
    height,
    ids: Uint32Array.from(labels.instances ?? [], (id, i) => (classes[i] === label ? id : 0)),
  }));
  return Array.from(classes, (label, i) => {
    if (label !== 0 || ignore?.[i]) return 0;
    return ofClass.reduce((weight, image) => {
      const [d1, d2] = distancesByComparing(image, i).map(Math.sqrt);
      if (d1 === undefined) return weight;
      const sum = d2 === undefined ? null : d1 + d2;
      if (kind === 'paper')
        return weight + (sum === null ? 0 : w0 * Math.exp(-(sum ** 2) / (2 * sigma ** 2)));
      const gap = sum === null ? 0 : falk.w0 * Math.exp(-(sum ** 2) / (2 * falk.sigma ** 2));
      return weight + gap + (1 - falk.base) * Math.exp(-(d1 ** 2) / (2 * falk.reach ** 2));
    }, 0);
  });
}

function expectFloats(actual: Float32Array, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs((actual[i] ?? Number.NaN) - value)).toBeLessThanOrEqual(2e-7 * Math.abs(value) + 1e-40);
  });
}

function movedLabels({ width, height, classes, ignore, instances }: LabelMap, move: GridMove): LabelMap {
  const [w, h] = move.swaps ? [height, width] : [width, height];
  return {
    width: w,
    height: h,
    classes: moved(classes, width, height, move),
    ignore: ignore && moved(ignore, width, height, move),
    instances: instances && moved(instances, width, height, move),
  };
}

describe.each([PAPER, FALK])('the weights of $kind', (settings) => {
  test('equal the formula over distances found by comparing all pixels, to float precision', () => {
    fc.assert(
      fc.property(anyLabels, (labels) => {
        const { labels: separated, border } = weightMap(labels, settings);
        expectFloats(border, byComparing(separated, settings));
      }),
      { numRuns: 100 },
    );
    for (const seed of [1, 2]) {
      const { labels, border } = weightMap(labelled(discIds(50, 40, 25, 5, seed)), settings);
      expectFloats(border, byComparing(labels, settings));
    }
  });

  test.each(GRID_MOVES)('move along with a $name', (move) => {
    fc.assert(
      fc.property(anyLabels, (labels) => {
        const still = weightMap(labels, settings);
        const after = weightMap(movedLabels(labels, move), settings);
        expect(after.labels).toEqual(movedLabels(still.labels, move));
        expectFloats(after.border, [...moved(still.border, labels.width, labels.height, move)]);
      }),
      { numRuns: 30 },
    );
  });

  test('move along with the objects, and do not depend on their ids', () => {
    fc.assert(
      fc.property(scatteredIds, fc.nat(5), fc.nat(5), (image, dx, dy) => {
        const wide = { width: image.width + 5, height: image.height + 5 };
        const at = (x: number, y: number): IdImage => {
          const ids = new Uint32Array(wide.width * wide.height);
          image.ids.forEach((id, i) => {
            ids[(Math.floor(i / image.width) + y) * wide.width + (i % image.width) + x] = Math.imul(
              id,
              2 * x + 5,
            );
          });
          return { ...wide, ids };
        };
        const still = weightMap(labelled(at(0, 0)), settings).border;
        const after = weightMap(labelled(at(dx, dy)), settings).border;
        for (let y = dy; y < wide.height; y++) {
          for (let x = dx; x < wide.width; x++) {
            expect(after[y * wide.width + x]).toBe(still[(y - dy) * wide.width + x - dx]);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('weightMap', () => {
  test('of two half planes is the same everywhere in the gap, as the paper has it', () => {
    const ids = Uint32Array.from({ length: 60 }, (_, i) => (i % 20 < 8 ? 1 : i % 20 >= 11 ? 2 : 0));
    const { border } = weightMap(labelled({ width: 20, height: 3, ids }), PAPER);
    // A gap of 3 px: distances to the two sides add up to 4.
    for (let i = 0; i < 60; i++) {
      const isGap = i % 20 >= 8 && i % 20 < 11;
      expect(border[i]).toBe(isGap ? Math.fround(10 * Math.exp(-16 / 50)) : 0);
    }
  });

  test('of two discs follows their radii on the line through their centres', () => {
    const image = { width: 80, height: 31, ids: new Uint32Array(80 * 31) };
    paintDisc(image, 15, 15, 10, 1);
    paintDisc(image, 55, 15, 12, 2);
    const [paper, falk] = [PAPER, FALK].map((settings) => borderWeights(labelled(image), settings));
    for (let x = 26; x < 43; x++) {
      const [d1, d2] = [x - 25, 43 - x].sort((a, b) => a - b) as [number, number];
      expect(paper?.[15 * 80 + x]).toBeCloseTo(10 * Math.exp(-((d1 + d2) ** 2) / 50), 6);
      const beside = 0.9 * Math.exp(-(d1 ** 2) / 200);
      expect(falk?.[15 * 80 + x]).toBeCloseTo(beside + 50 * Math.exp(-((d1 + d2) ** 2) / 72), 5);
    }
    const x = 75;
    expect(paper?.[15 * 80 + x]).toBeCloseTo(10 * Math.exp(-((x - 67 + x - 25) ** 2) / 50), 6);
  });

  test('touching objects are separated in the labels too, and the line between them weighs most', () => {
    const ids = Uint32Array.from({ length: 36 }, (_, i) => (i % 12 < 7 ? 1 : 2));
    const { labels, border } = weightMap(labelled({ width: 12, height: 3, ids }), PAPER);
    expect([...labels.classes.slice(0, 12)].join('')).toBe('111111011111');
    expect([...(labels.instances ?? [])].slice(0, 12).join('')).toBe('111111022222');
    expect(border[6]).toBe(Math.fround(10 * Math.exp(-4 / 50)));
    expect(border.filter((weight) => weight > 0).length).toBe(3);
  });

  test('with kind none changes and adds nothing', () => {
    const labels = labelled(discIds(40, 30, 20, 6, 1));
    const { labels: same, border } = weightMap(labels, { ...PAPER, kind: 'none' });
    expect(same).toBe(labels);
    expect(border.every((weight) => weight === 0)).toBe(true);
  });

  test('one object alone: the paper adds nothing, Falk adds what is due to its nearness', () => {
    const image = { width: 9, height: 1, ids: Uint32Array.of(7, 0, 0, 0, 0, 0, 0, 0, 0) };
    expect(borderWeights(labelled(image), PAPER).every((weight) => weight === 0)).toBe(true);
    const falk = borderWeights(labelled(image), FALK);
    expect(falk[4]).toBe(Math.fround(0.9 * Math.exp(-16 / 200)));
    const none = { ...image, ids: new Uint32Array(9) };
    expect(borderWeights(labelled(none), FALK).every((weight) => weight === 0)).toBe(true);
  });

  test('without ids, components of a class are its objects; two classes do not push each other apart', () => {
    const classes = Uint8Array.from('1101022', Number);
    const labels = { width: 7, height: 1, classes, ignore: null, instances: null };
    const weight = (sum: number) => Math.fround(10 * Math.exp(-(sum ** 2) / 50));
    expect([...borderWeights(labels, PAPER)]).toEqual([0, 0, weight(2), 0, weight(4), 0, 0]);
    const ids = Uint32Array.of(1, 1, 0, 2, 0, 3, 3);
    expect(borderWeights({ ...labels, instances: ids }, PAPER)).toEqual(borderWeights(labels, PAPER));
  });

  test('another class than 0 can be the background', () => {
    const classes = Uint8Array.from('00100', Number);
    const labels = { width: 5, height: 1, classes, ignore: null, instances: null };
    const weights = borderWeights(labels, { ...PAPER, background: 1 });
    expect([...weights]).toEqual([0, 0, Math.fround(10 * Math.exp(-4 / 50)), 0, 0]);
    expect(borderWeights(labels, PAPER).every((weight) => weight === 0)).toBe(true);
  });

  test('pixels painted without an id beside objects with one are objects of their own', () => {
    const classes = Uint8Array.from('11011011', Number);
    const instances = Uint32Array.from('55000000', Number);
    const { border } = weightMap({ width: 8, height: 1, classes, ignore: null, instances }, PAPER);
    expect(border[2]).toBe(Math.fround(10 * Math.exp(-4 / 50)));
    expect(border[5]).toBe(Math.fround(10 * Math.exp(-4 / 50)));
  });
});

describe('separateLabels', () => {
  test('leaves pixels alone that it does not cut, and the whole map where nothing touches', () => {
    fc.assert(
      fc.property(anyLabels, (labels) => {
        const after = separateLabels(labels, 0);
        expect(after.ignore).toBe(labels.ignore);
        after.classes.forEach((label, i) => {
          const isCut = label !== labels.classes[i];
          expect(after.instances?.[i]).toBe(isCut ? 0 : labels.instances?.[i]);
          if (isCut) expect(label).toBe(0);
        });
        if (after.classes.every((label, i) => label === labels.classes[i])) expect(after).toBe(labels);
      }),
    );
    const plain = { ...labelled(discIds(30, 30, 9, 5, 1)), instances: null };
    expect(separateLabels(plain, 0)).toBe(plain);
  });
});

describe('baseWeights', () => {
  test('Falk weighs the background by itself and everything else by 1', () => {
    expect(baseWeights(FALK, [900, 90, 10])).toEqual([0.1, 1, 1]);
    expect(baseWeights({ ...FALK, background: 1 }, [900, 90, 10])).toEqual([1, 0.1, 1]);
  });

  test('the paper balances by frequency, or weighs all classes alike', () => {
    const weights = baseWeights(PAPER, [300, 100]);
    expect((weights[1] ?? 0) / (weights[0] ?? 1)).toBeCloseTo(3, 12);
    expect(300 * (weights[0] ?? 0) + 100 * (weights[1] ?? 0)).toBeCloseTo(400, 9);
    expect(baseWeights({ ...PAPER, balance: 'none' }, [300, 100])).toEqual([1, 1]);
  });

  test("with Falk's border, background far from objects weighs base, and the sum follows his formula", () => {
    const ids = new Uint32Array(200);
    ids[0] = 1;
    const border = borderWeights(labelled({ width: 200, height: 1, ids }), FALK);
    const [background = 0] = baseWeights(FALK, [199, 1]);
    expect(background + (border[199] ?? 1)).toBeCloseTo(0.1, 7);
    expect(background + (border[1] ?? 0)).toBeCloseTo(0.1 + 0.9 * Math.exp(-1 / 200), 6);
  });
});
