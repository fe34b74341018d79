/** Thresholds, opening and holes, each against its definition written out pixel by pixel. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rngStream } from '../../common/rng';
import { blotches, mapOfRows } from '../../testing/objectMaps';
import { fillHoles } from './fillHoles';
import { openClasses } from './openClasses';
import { thresholdClasses } from './thresholdClasses';

describe('thresholdClasses', () => {
  test('takes the most probable class among those that reach their threshold, as floats and as bytes', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(1, 255), fc.nat(2), (seed, one, background) => {
        const rng = rngStream(seed, 'test', 0, 0);
        const pixels = 20;
        // Few values, so that equal ones occur.
        const shares = Array.from({ length: 3 * pixels }, () => rng.below(6) / 5);
        const data = one === 1 ? Float32Array.from(shares) : Uint8Array.from(shares, (share) => share * 255);
        const thresholds = [0.4, 0.6, 0.2];
        const found = thresholdClasses({ data, one }, pixels, { background }, thresholds);
        found.forEach((label, pixel) => {
          const reach = [0, 1, 2]
            .map((index) => ({ index, share: data[index * pixels + pixel] ?? 0 }))
            .filter(({ index, share }) => index !== background && share >= (thresholds[index] ?? 0) * one)
            .sort((a, b) => b.share - a.share || a.index - b.index);
          expect(label).toBe(reach[0]?.index ?? background);
        });
      }),
    );
  });
});

describe('openClasses', () => {
  test('keeps the pixels that a disc within their class covers', () => {
    fc.assert(
      fc.property(blotches, fc.constantFrom(0, 1, 1.5, 2), ({ width, height, labels }, radius) => {
        const opened = openClasses(labels, width, height, { background: 0, radius });
        expect([...opened]).toEqual(openedByTrying(labels, width, radius));
      }),
    );
  });

  test('cuts a bridge and a spike, and nothing off at the edge of the image', () => {
    const { ids, width, height } = mapOfRows('11000011', '11111111', '11000011');
    const opened = openClasses(Uint8Array.from(ids), width, height, { background: 0, radius: 1 });
    expect([...opened].join('').match(/.{8}/g)).toEqual(['11000011', '11100111', '11000011']);
  });

  function openedByTrying(labels: Uint8Array, width: number, radius: number): number[] {
    const near = (a: number, b: number) =>
      ((a % width) - (b % width)) ** 2 + (Math.floor(a / width) - Math.floor(b / width)) ** 2 <= radius ** 2;
    const all = [...labels.keys()];
    const disc = (centre: number) => all.filter((other) => near(centre, other));
    return all.map((pixel) => {
      const label = labels[pixel] ?? 0;
      const isCovered = disc(pixel).some((centre) => disc(centre).every((other) => labels[other] === label));
      return label !== 0 && isCovered ? label : 0;
    });
  }
});

describe('fillHoles', () => {
  const fill = (rows: string[], largestHole: number, neighbours: 'corners' | 'edges' = 'corners') => {
    const width = rows[0]?.length ?? 0;
    const labels = Uint8Array.from(rows.join(''), Number);
    const filled = fillHoles(labels, width, rows.length, { background: 0, largestHole, neighbours });
    return [...filled].join('').match(new RegExp(`.{${width}}`, 'g'));
  };

  test('fills what is enclosed and small enough, with the class around it', () => {
    const rows = ['11111000', '10011222', '11111202', '00000222'];
    expect(fill(rows, 1)).toEqual(['11111000', '10011222', '11111222', '00000222']);
    expect(fill(rows, 2)).toEqual(['11111000', '11111222', '11111222', '00000222']);
    expect(fill(rows, 0)).toEqual(rows);
  });

  test('goes by the majority of edges, the lower class of equals', () => {
    expect(fill(['112', '102', '112'], 9)).toEqual(['112', '112', '112']);
    expect(fill(['212', '102', '212'], 9)).toEqual(['212', '112', '212']);
  });

  test('sees a hole behind a slanting wall only where corners join objects', () => {
    const ring = ['00100', '01010', '00100', '00000'];
    expect(fill(ring, 9, 'corners')).toEqual(['00100', '01110', '00100', '00000']);
    expect(fill(ring, 9, 'edges')).toEqual(ring);
  });

  test('leaves no background but what reaches the edge, changes no object, and does nothing the second time', () => {
    fc.assert(
      fc.property(blotches, ({ width, height, labels }) => {
        const settings = { background: 0, largestHole: 1000, neighbours: 'corners' as const };
        const filled = fillHoles(labels, width, height, settings);
        expect(filled.every((label, at) => labels[at] === 0 || label === labels[at])).toBe(true);
        const open = reached(filled, width, height);
        expect(filled.every((label, at) => label !== 0 || open.has(at))).toBe(true);
        expect(
          filled.every((label, at) => label === labels[at] || !reached(labels, width, height).has(at)),
        ).toBe(true);
        expect([...fillHoles(filled, width, height, settings)]).toEqual([...filled]);
      }),
    );
  });

  /** Background reached from the image's edge by steps along edges. */
  function reached(labels: Uint8Array, width: number, height: number): Set<number> {
    const found = new Set<number>();
    const visit = (x: number, y: number) => {
      const at = y * width + x;
      if (x < 0 || y < 0 || x >= width || y >= height || labels[at] !== 0 || found.has(at)) return;
      found.add(at);
      for (const [dx, dy] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const)
        visit(x + dx, y + dy);
    };
    for (let x = 0; x < width; x++) [0, height - 1].forEach((y) => void visit(x, y));
    for (let y = 0; y < height; y++) [0, width - 1].forEach((x) => void visit(x, y));
    return found;
  }
});
