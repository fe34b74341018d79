import { describe, expect, test } from 'vitest';
import type { LabelMap } from '../../domain/labels';
import { paintDisc } from '../../testing/labelImages';
import { vanishingGaps, vanishingGapsSentence } from './vanishingGaps';

const same = (factor: number) => ({ x: factor, y: factor });

function labelled(width: number, height: number, idAt: (x: number, y: number) => number): LabelMap {
  const instances = Uint32Array.from({ length: width * height }, (_, i) =>
    idAt(i % width, Math.floor(i / width)),
  );
  const classes = Uint8Array.from(instances, (id) => (id === 0 ? 0 : 1));
  return { width, height, classes, ignore: null, instances };
}

/** Two half planes with `gap` columns of background between them. */
const halves = (gap: number) => labelled(40, 9, (x) => (x < 20 ? 1 : x >= 20 + gap ? 2 : 0));

/** Whether, for some position of the samples, both objects are met one after the other, `step` px apart. */
function closesForSomeShift({ width, instances }: LabelMap, step: number): boolean {
  for (let shift = 0; shift < step; shift += 0.125) {
    const met: (number | undefined)[] = [];
    for (let x = shift; x < width; x += step) met.push(instances?.[Math.floor(x)]);
    if (met.some((id, k) => k > 0 && id === 2 && met[k - 1] === 1)) return true;
  }
  return false;
}

describe('vanishingGaps', () => {
  test('names a gap exactly where nearest sampling can step over it', () => {
    for (const gap of [1, 2, 3, 5]) {
      for (const step of [1, 1.5, 2, 2.5, 3, 4, 6]) {
        const found = vanishingGaps(halves(gap), 0, same(1 / step));
        expect(found.length).toBe(closesForSomeShift(halves(gap), step) ? 1 : 0);
        if (found[0]) expect(found[0].width).toBeCloseTo(gap / step, 12);
      }
    }
  });

  test('points at the middle of the gap', () => {
    expect(vanishingGaps(halves(1), 0, same(0.5))).toEqual([{ x: 20, y: 4, width: 0.5 }]);
    const discs = { width: 61, height: 41, ids: new Uint32Array(61 * 41) };
    paintDisc(discs, 18, 20, 11, 1);
    paintDisc(discs, 42, 20, 11, 2);
    const [gap, ...more] = vanishingGaps(
      labelled(61, 41, (x, y) => discs.ids[y * 61 + x] ?? 0),
      0,
      same(0.4),
    );
    expect(more).toEqual([]);
    expect(gap).toEqual({ x: 30, y: 20, width: 0.4 });
  });

  test('counts every pair once, and only pairs that are apart at the source', () => {
    // A grid of 3 x 4 squares, 2 px apart: 17 gaps along edges; diagonal neighbours are 2.8 px apart.
    const grid = labelled(40, 30, (x, y) =>
      x % 10 < 8 && y % 10 < 8 ? 1 + Math.floor(x / 10) + 4 * Math.floor(y / 10) : 0,
    );
    expect(vanishingGaps(grid, 0, same(0.5))).toEqual([]);
    const found = vanishingGaps(grid, 0, same(0.45));
    expect(found.length).toBe(17);
    expect(new Set(found.map(({ x, y }) => `${x},${y}`)).size).toBe(17);
    const touching = labelled(20, 9, (x, y) => (x < 10 ? 1 : x === 10 && y > 3 ? 0 : 2));
    expect(vanishingGaps(touching, 0, same(0.25))).toEqual([]);
  });

  test('measures along the axis that is scaled', () => {
    expect(vanishingGaps(halves(2), 0, { x: 0.4, y: 0.9 }).map(({ width }) => width)).toEqual([0.8]);
    expect(vanishingGaps(halves(2), 0, { x: 0.6, y: 0.1 })).toEqual([]);
  });

  test('takes components without ids, one class at a time, and no gap of ignored pixels', () => {
    const row = (text: string): LabelMap => ({
      width: text.length,
      height: 1,
      classes: Uint8Array.from(text, (letter) => Number(letter === '?' ? 0 : letter)),
      ignore: Uint8Array.from(text, (letter) => (letter === '?' ? 1 : 0)),
      instances: null,
    });
    const at = (text: string) => vanishingGaps(row(text), 0, same(0.5)).map(({ x }) => x);
    expect(at('1110111')).toEqual([3]);
    expect(at('1110222')).toEqual([]);
    expect(at('111?111')).toEqual([]);
    expect(at('1110111022202')).toEqual([3, 11]);
  });

  test('finds nothing at the scale of the source or a finer one, nor without two objects', () => {
    expect(vanishingGaps(halves(1), 0, same(1))).toEqual([]);
    expect(vanishingGaps(halves(1), 0, same(3))).toEqual([]);
    expect(
      vanishingGaps(
        labelled(9, 9, () => 0),
        0,
        same(0.1),
      ),
    ).toEqual([]);
    expect(
      vanishingGaps(
        labelled(9, 9, (x) => (x < 4 ? 1 : 0)),
        0,
        same(0.1),
      ),
    ).toEqual([]);
  });
});

describe('vanishingGapsSentence', () => {
  test('counts the gaps and names the scale that keeps them', () => {
    expect(vanishingGapsSentence([])).toBeNull();
    expect(vanishingGapsSentence([{ x: 1, y: 1, width: 0.5 }])).toBe(
      '1 gap between objects is narrower than one pixel of the training scale, so the objects grow together there; ' +
        'a scale 2 times as fine keeps it open.',
    );
    const many = [0.9, 0.3, 0.5].map((width) => ({ x: 0, y: 0, width }));
    expect(vanishingGapsSentence(many)).toContain('3 gaps between objects are');
    expect(vanishingGapsSentence(many)).toContain('3.4 times as fine keeps them open');
  });
});
