import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabelMap } from '../../domain/labels';
import { contingencyOf, informationFScore, randFScore } from './contingency';
import { growSegments } from './growSegments';
import { lineClass } from './lineClass';
import { membraneScores } from './membraneScores';

const segmentations = fc.integer({ min: 1, max: 30 }).chain((length) => {
  const ids = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: length, maxLength: length });
  return fc
    .tuple(ids, ids)
    .map(([truth, proposal]) => [Uint32Array.from(truth), Uint32Array.from(proposal)] as const);
});

/** Pairs of pixels, each with itself and both orders, told together by both, by the truth, by the proposal. */
function randByPairs(truth: Uint32Array, proposal: Uint32Array): number | null {
  const counted = [...truth.keys()].filter((at) => truth[at] !== 0);
  let [both, same, found] = [0, 0, 0];
  for (const a of counted)
    for (const b of counted) {
      if (truth[a] === truth[b]) same++;
      if (proposal[a] === proposal[b]) found++;
      if (truth[a] === truth[b] && proposal[a] === proposal[b]) both++;
    }
  if (counted.length === 0) return null;
  const [recall, precision] = [both / same, both / found];
  return (2 * recall * precision) / (recall + precision);
}

/** I(S; T) as the sum over pairs of segments of p log(p / (p_s p_t)), in bits. */
function informationBySums(truth: Uint32Array, proposal: Uint32Array): number | null {
  const counted = [...truth.keys()].filter((at) => truth[at] !== 0);
  if (counted.length === 0) return null;
  const share = (test: (at: number) => boolean) => counted.filter(test).length / counted.length;
  let [shared, first, second] = [0, 0, 0];
  for (const t of new Set(counted.map((at) => truth[at]))) {
    const pt = share((at) => truth[at] === t);
    first -= pt * Math.log2(pt);
    for (const s of new Set(counted.map((at) => proposal[at]))) {
      const p = share((at) => truth[at] === t && proposal[at] === s);
      if (p > 0) shared += p * Math.log2(p / (pt * share((at) => proposal[at] === s)));
    }
  }
  for (const s of new Set(counted.map((at) => proposal[at]))) {
    const ps = share((at) => proposal[at] === s);
    second -= ps * Math.log2(ps);
  }
  // F-score of I / H(S) and I / H(T), which is 2 I / (H(S) + H(T)).
  return first + second === 0 ? 1 : (2 * shared) / (first + second);
}

describe('V_Rand and V_Info', () => {
  it('agree with counting every pair of pixels, and with the sums of the definition', () => {
    fc.assert(
      fc.property(segmentations, ([truth, proposal]) => {
        const overlap = contingencyOf(truth, proposal);
        const close = (value: number | null, expected: number | null) =>
          expected === null ? expect(value).toBeNull() : expect(value).toBeCloseTo(expected, 10);
        close(randFScore(overlap), randByPairs(truth, proposal));
        close(informationFScore(overlap), informationBySums(truth, proposal));
      }),
    );
  });

  it('tell pairs of segments apart whatever their ids', () => {
    const overlap = contingencyOf(Uint32Array.of(1, 2), Uint32Array.of(4, 2));
    expect(overlap.joint).toEqual([1, 1]);
  });

  it('are 1 for the same segments under other names', () => {
    const overlap = contingencyOf(Uint32Array.of(1, 1, 2, 3, 0), Uint32Array.of(9, 9, 7, 8, 8));
    expect([randFScore(overlap), informationFScore(overlap)]).toEqual([1, 1]);
  });
});

/** Cells of `side` px divided by lines of `thick` px, class 1; `gap` opens one of the lines. */
function grid(cells: number, side: number, thick: number, gap = false): LabelMap {
  const size = cells * (side + thick) - thick;
  const classes = new Uint8Array(size * size);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const onLine = x % (side + thick) >= side || y % (side + thick) >= side;
      const open = gap && x % (side + thick) >= side && x < side + thick && y === 2;
      classes[y * size + x] = onLine && !open ? 1 : 0;
    }
  return { width: size, height: size, classes, ignore: null, instances: null };
}

describe('membraneScores', () => {
  const truth = grid(3, 9, 2);

  it('cost nothing for lines that are thicker or thinner but close', () => {
    expect(membraneScores(truth, truth.classes, 1)).toEqual({ vRand: 1, vInfo: 1 });
    const thick = truth.classes.map((label, at) => (label === 1 || truth.classes[at - 1] === 1 ? 1 : 0));
    expect(membraneScores(truth, thick, 1)).toEqual({ vRand: 1, vInfo: 1 });
  });

  it('fall by what the pairs say where a gap merges two cells', () => {
    const found = grid(3, 9, 2, true).classes;
    // Nine cells of 81 px, two of which become one: Σ p² = 9, Σ t² = 9, Σ s² = 7 + 4, each in units of 81².
    expect(membraneScores(truth, found, 1)?.vRand).toBeCloseTo(18 / 20, 12);
    expect(membraneScores(truth, found, 1)?.vInfo).toBeLessThan(1);
  });

  it('are 0 for a prediction of nothing but lines, and null where the truth encloses nothing', () => {
    expect(
      membraneScores(
        truth,
        truth.classes.map(() => 1),
        1,
      ),
    ).toEqual({ vRand: 0, vInfo: 0 });
    expect(membraneScores({ ...truth, classes: truth.classes.map(() => 1) }, truth.classes, 1)).toBeNull();
  });
});

describe('lineClass', () => {
  it('finds lines that enclose regions, whichever of the two classes they are', () => {
    const truth = grid(3, 12, 2);
    expect(lineClass(truth)).toBe(1);
    expect(lineClass({ ...truth, classes: truth.classes.map((label) => 1 - label) })).toBe(0);
  });

  it('finds none among scattered blobs, in one class, in three, or where objects are numbered', () => {
    const truth = grid(3, 12, 2);
    const blobs = new Uint8Array(60 * 60);
    for (const at of [5, 30, 50])
      for (let y = at; y < at + 6; y++) blobs.fill(1, y * 60 + at, y * 60 + at + 6);
    const size = { width: 60, height: 60, ignore: null, instances: null };
    expect(lineClass({ ...size, classes: blobs })).toBeNull();
    expect(lineClass({ ...size, classes: new Uint8Array(3600) })).toBeNull();
    expect(
      lineClass({ ...truth, classes: truth.classes.map((label, at) => (at === 0 ? 2 : label)) }),
    ).toBeNull();
    expect(lineClass({ ...truth, instances: new Uint32Array(truth.classes.length) })).toBeNull();
  });
});

it('grows segments to the nearest one, in steps along edges', () => {
  const size = fc.integer({ min: 1, max: 9 });
  fc.assert(
    fc.property(size, size, fc.nat(), (width, height, seed) => {
      const ids = Uint32Array.from({ length: width * height }, (_, at) =>
        at === seed % (width * height) || (at * 31 + seed) % 11 === 0 ? (at % 3) + 1 : 0,
      );
      const steps = (a: number, b: number) =>
        Math.abs((a % width) - (b % width)) + Math.abs(Math.floor(a / width) - Math.floor(b / width));
      const seeds = [...ids.keys()].filter((at) => ids[at] !== 0);
      growSegments(ids, width, height).forEach((id, at) => {
        const least = Math.min(...seeds.map((other) => steps(at, other)));
        const nearest = seeds.filter((other) => steps(at, other) === least).map((other) => ids[other]);
        expect(nearest).toContain(id);
      });
    }),
  );
});
