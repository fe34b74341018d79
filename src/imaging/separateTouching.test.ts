import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GRID_MOVES, moved } from '../testing/gridMoves';
import { discIds, type IdImage, scatteredIds } from '../testing/labelImages';
import { separateTouching } from './separateTouching';

const letters = (...rows: string[]) => ({
  width: rows[0]?.length ?? 0,
  height: rows.length,
  ids: Uint32Array.from(rows.join(''), (letter) => (letter === '.' ? 0 : letter.charCodeAt(0))),
});

function drawn({ width }: IdImage, ids: Uint32Array): string[] {
  const text = [...ids].map((id) => (id === 0 ? '.' : String.fromCharCode(id))).join('');
  return text.match(new RegExp(`.{${width}}`, 'g')) ?? [];
}

const separated = (image: IdImage) => separateTouching(image.ids, image.width, image.height);

/** Pairs of pixels of different objects that share an edge or a corner. */
function contacts({ width, height }: IdImage, ids: Uint32Array): number {
  let count = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const id = ids[y * width + x];
      for (const [dx, dy] of [
        [1, 0],
        [-1, 1],
        [0, 1],
        [1, 1],
      ] as const) {
        if (x + dx < 0 || x + dx >= width || y + dy >= height) continue;
        const other = ids[(y + dy) * width + x + dx];
        if (id && other && id !== other) count += 1;
      }
    }
  }
  return count;
}

describe('separateTouching', () => {
  test('the larger object gives way, by a line of one pixel', () => {
    const image = letters('aaabb', 'aaabb', 'aaabb', 'aaa..');
    expect(drawn(image, separated(image))).toEqual(['aa.bb', 'aa.bb', 'aa.bb', 'aa...']);
  });

  test('of two objects of equal size both give way', () => {
    const image = letters('aaaabbbb', 'aaaabbbb');
    expect(drawn(image, separated(image))).toEqual(['aaa..bbb', 'aaa..bbb']);
  });

  test('a corner is a contact; a gap is none', () => {
    const corner = letters('aa...', 'aa...', '..bbb', '..bbb');
    expect(drawn(corner, separated(corner))).toEqual(['aa...', 'aa...', '...bb', '..bbb']);
    const apart = letters('aa.bb', 'aa.bb');
    expect(separated(apart)).toEqual(apart.ids);
  });

  test('where neither of two objects can give way, both stay and go on touching', () => {
    // Every pixel of c touches the smaller a, every one of a the smaller b; b has one pixel.
    const rings = letters('ccccc', 'caaac', 'cabac', 'caaac', 'ccccc');
    expect(separated(rings)).toEqual(rings.ids);
  });

  test('a thin large object between smaller ones pushes them back', () => {
    const thin = letters('aaaa.dddd', 'aaaa.dddd', 'mmmmmmmmm', 'bbbb.cccc', 'bbbb.cccc');
    expect(drawn(thin, separated(thin))).toEqual([
      'aaaa.dddd',
      '.........',
      'mmmmmmmmm',
      '.........',
      'bbbb.cccc',
    ]);
  });

  test('objects of two classes do not touch', () => {
    const image = letters('aabb', 'aabb', 'ccbb');
    const classes = Uint8Array.from('11221122' + '1122', Number);
    expect(drawn(image, separateTouching(image.ids, 4, 3, classes))).toEqual(['aabb', '..bb', 'ccbb']);
  });

  test('no object vanishes, none grows, and none is created', () => {
    fc.assert(
      fc.property(scatteredIds, (image) => {
        const after = separated(image);
        expect(new Set(after.filter((id) => id !== 0))).toEqual(new Set(image.ids.filter((id) => id !== 0)));
        after.forEach((id, i) => {
          expect([0, image.ids[i]]).toContain(id);
        });
      }),
      { numRuns: 200 },
    );
  });

  test.each(GRID_MOVES)('moves along with a $name', (move) => {
    fc.assert(
      fc.property(scatteredIds, ({ width, height, ids }) => {
        const [w, h] = move.swaps ? [height, width] : [width, height];
        const movedAfter = moved(separateTouching(ids, width, height), width, height, move);
        expect(separateTouching(moved(ids, width, height, move), w, h)).toEqual(movedAfter);
      }),
    );
  });

  test('does not depend on which id an object has', () => {
    fc.assert(
      fc.property(scatteredIds, fc.integer({ min: 1, max: 2 ** 31 }), ({ width, height, ids }, odd) => {
        // Odd, so that no two ids become one.
        const rename = (id: number) => Math.imul(id, 2 * odd + 1) >>> 0;
        // Odd, so that no two ids become one.
        const renamed = separateTouching(ids.map(rename), width, height);
        expect(renamed).toEqual(separateTouching(ids, width, height).map(rename));
      }),
    );
  });

  test('leaves no contact between objects of usual shape, and nothing to do a second time', () => {
    for (const seed of [1, 2, 3, 4]) {
      const image = discIds(90, 70, 30, 9, seed);
      const after = separated(image);
      expect(contacts(image, image.ids)).toBeGreaterThan(50);
      expect(contacts(image, after)).toBe(0);
      expect(separateTouching(after, 90, 70)).toEqual(after);
    }
  });
});
