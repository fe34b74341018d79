import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabelMap } from '../../domain/labels';
import { scatteredIds } from '../../testing/labelImages';
import { labelComponents } from '../labelComponents';
import { mapScores, objectScores } from './objectScores';

/** Rows of digits, 0 for none. */
function ids(...rows: string[]): Uint32Array<ArrayBuffer> {
  return Uint32Array.from(rows.join(''), Number);
}

/** Every id an object of class 1. */
function truthOf(
  width: number,
  instances: Uint32Array<ArrayBuffer>,
  ignore: LabelMap['ignore'] = null,
): LabelMap {
  const classes = Uint8Array.from(instances, (id) => (id === 0 ? 0 : 1));
  return { width, height: instances.length / width, classes, ignore, instances };
}

const labels = (...rows: string[]) => Uint8Array.from(rows.join(''), Number);

describe('objectScores', () => {
  it('matches by hand: one object whole, one by half, one missed, one invented', () => {
    const truth = truthOf(9, ids('110220003', '110220003', '000220000', '000000000'));
    const found = labels('110110000', '110110000', '000000000', '000000011');
    const scores = objectScores(truth, found);
    // Object 1: IoU 4 / 4; object 2: 4 / 6; object 3: missed; one of 2 px is invented.
    const at = (iou: number) => scores?.averagePrecision.find((point) => point.iou === iou)?.value;
    expect([scores?.truth, scores?.predicted]).toEqual([3, 3]);
    expect(at(0.5)).toBeCloseTo(2 / 4, 12);
    expect(at(0.65)).toBeCloseTo(2 / 4, 12);
    expect(at(0.7)).toBeCloseTo(1 / 5, 12);
    expect(at(0.95)).toBeCloseTo(1 / 5, 12);
    expect(scores?.meanAveragePrecision).toBeCloseTo((4 * 0.5 + 6 * 0.2) / 10, 12);
    expect(scores?.f1).toBeCloseTo(4 / 6, 12);
    expect(scores?.seg).toBeCloseTo((1 + 4 / 6 + 0) / 3, 12);
  });

  it('asks for an IoU over the threshold, and of SEG for over half of the object', () => {
    const truth = truthOf(4, ids('1111'));
    expect(objectScores(truth, labels('1100'))).toMatchObject({ f1: 0, seg: 0 });
    expect(objectScores(truth, labels('1110'))).toMatchObject({ f1: 1, seg: 0.75 });
  });

  it('counts two objects that are found as one as one match at most', () => {
    const truth = truthOf(5, ids('11222'));
    expect(objectScores(truth, labels('11111'))).toMatchObject({ predicted: 1, f1: 2 / 3, seg: 0.5 });
  });

  it('matches objects with those of their own class only, and leaves ignored pixels out', () => {
    const truth = truthOf(4, ids('1111'));
    expect(objectScores(truth, labels('2222'))).toMatchObject({ f1: 0, seg: 0 });
    const half = truthOf(4, ids('1100'), Uint8Array.from([0, 0, 1, 1]));
    expect(objectScores(half, labels('1111'))).toMatchObject({ f1: 1, seg: 1, predicted: 1 });
  });

  it('counts objects that are found where the truth has none as wrong, every one', () => {
    const scores = objectScores(truthOf(4, ids('0000')), labels('1011'));
    expect(scores).toMatchObject({ truth: 0, predicted: 2, f1: 0, meanAveragePrecision: 0, seg: null });
    expect(scores?.averagePrecision.map(({ value }) => value)).toEqual(Array(10).fill(0));
  });

  it('is null where neither side has objects, and where the truth numbers none', () => {
    expect(objectScores(truthOf(2, ids('00')), labels('00'))).toBeNull();
    const hidden = truthOf(2, ids('00'), Uint8Array.from([1, 0]));
    expect(objectScores(hidden, labels('10'))).toBeNull();
    expect(objectScores({ ...truthOf(2, ids('01')), instances: null }, labels('01'))).toBeNull();
  });

  it('is what comparing every object with every other one gives', () => {
    fc.assert(
      fc.property(scatteredIds, fc.nat(), ({ width, height, ids: instances }, seed) => {
        const truth = { ...truthOf(width, instances), height };
        const found = truth.classes.map((label, at) => ((at * 7919 + seed) % 5 === 0 ? 1 - label : label));
        const [seg, expected] = [objectScores(truth, found)?.seg ?? null, segByComparing(truth, found)];
        if (seg === null || expected === null) expect(seg).toBe(expected);
        else expect(seg).toBeCloseTo(expected, 12);
      }),
    );
  });
});

/** SEG by flooding each object of the prediction from each of its pixels and counting sets. */
function segByComparing({ width, height, instances }: LabelMap, found: Uint8Array): number | null {
  const known = [...new Set(instances ?? [])].filter((id) => id !== 0);
  if (known.length === 0) return null;
  const pieces = piecesOf(found, width, height);
  const best = known.map((id) => {
    const own = new Set([...(instances ?? []).keys()].filter((at) => instances?.[at] === id));
    const ious = pieces.map((piece) => {
      const both = [...piece].filter((at) => own.has(at)).length;
      return both > own.size / 2 ? both / (own.size + piece.size - both) : 0;
    });
    return Math.max(0, ...ious);
  });
  return best.reduce((all, value) => all + value, 0) / known.length;
}

function piecesOf(values: Uint8Array, width: number, height: number): Set<number>[] {
  const pieces: Set<number>[] = [];
  const seen = new Set<number>();
  values.forEach((value, start) => {
    if (value === 0 || seen.has(start)) return;
    const piece = new Set([start]);
    for (const at of piece) {
      for (const dy of [-1, 0, 1])
        for (const dx of [-1, 0, 1]) {
          const [x, y] = [(at % width) + dx, Math.floor(at / width) + dy];
          if (x < 0 || y < 0 || x >= width || y >= height) continue;
          if (values[y * width + x] === value) piece.add(y * width + x);
        }
    }
    for (const at of piece) seen.add(at);
    pieces.push(piece);
  });
  return pieces;
}

describe('mapScores', () => {
  const truth = truthOf(6, ids('111222'));
  const found = (...rows: string[]) => {
    const own = ids(...rows);
    return { width: 6, height: 1, ids: own, count: Math.max(...own), classes: Uint8Array.of(0, 1, 1) };
  };

  it('scores objects as they were cut out: those that touch are two', () => {
    expect(mapScores(truth, found('111222'))).toMatchObject({ predicted: 2, f1: 1, seg: 1 });
    expect(objectScores(truth, labels('111111'))).toMatchObject({ predicted: 1, f1: 0 });
  });

  it('takes ignored pixels off, and counts no object that has no others', () => {
    const masked = truthOf(6, ids('111222'), Uint8Array.of(0, 0, 0, 1, 1, 1));
    expect(mapScores(masked, found('111222'))).toMatchObject({ truth: 1, predicted: 1, f1: 1 });
  });

  it('is that of the pieces of the labels where objects are just those', () => {
    fc.assert(
      fc.property(scatteredIds, fc.nat(), ({ width, height, ids: instances }, seed) => {
        const known = { ...truthOf(width, instances), height };
        const own = known.classes.map((label, at) => ((at * 7919 + seed) % 5 === 0 ? 1 - label : label));
        const pieces = labelComponents(own, width, height);
        const map = { width, height, ...pieces, classes: new Uint8Array(pieces.count + 1).fill(1) };
        expect(mapScores(known, map)).toEqual(objectScores(known, own));
      }),
    );
  });
});
