/** The line between touching objects: what it parts, how thin it is, and that no direction is preferred. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { separateTouching } from './separateTouching';

const SIDE = 7;
const numbers = fc.array(fc.constantFrom(0, 1, 2, 7), { minLength: SIDE * SIDE, maxLength: SIDE * SIDE });

function neighbours(pixel: number): number[] {
  const [x, y] = [pixel % SIDE, Math.floor(pixel / SIDE)];
  return [-1, 0, 1]
    .flatMap((dy) => [-1, 0, 1].map((dx) => [x + dx, y + dy] as const))
    .filter(([u, v]) => u >= 0 && v >= 0 && u < SIDE && v < SIDE)
    .map(([u, v]) => v * SIDE + u);
}

/** Where each pixel goes when the picture is mirrored, and when it is turned by 90 degrees. */
const mirrored = (pixel: number) => Math.floor(pixel / SIDE) * SIDE + (SIDE - 1 - (pixel % SIDE));
const turned = (pixel: number) => (pixel % SIDE) * SIDE + (SIDE - 1 - Math.floor(pixel / SIDE));

describe('separateTouching', () => {
  it('leaves no two objects that touch, not even across a corner, and cuts only where some did', () => {
    fc.assert(
      fc.property(numbers, (list) => {
        const cut = separateTouching(Uint32Array.from(list), SIDE, SIDE);
        const left = list.map((value, pixel) => (cut.includes(pixel) ? 0 : value));
        for (const [pixel, own] of left.entries()) {
          const others = neighbours(pixel).map((near) => left[near]);
          if (own !== 0) expect(others.every((other) => other === 0 || other === own)).toBe(true);
        }
        for (const pixel of cut) {
          const own = list[pixel];
          expect(neighbours(pixel).some((near) => list[near] !== 0 && list[near] !== own)).toBe(true);
        }
      }),
    );
  });

  it.for([
    ['mirrored', mirrored],
    ['turned', turned],
  ] as const)('gives the %s line for the %s mask', ([, move]) => {
    fc.assert(
      fc.property(numbers, (list) => {
        const moved = new Uint32Array(list.length);
        for (const [pixel, value] of list.entries()) moved[move(pixel)] = value;
        const cut = separateTouching(Uint32Array.from(list), SIDE, SIDE);
        expect(separateTouching(moved, SIDE, SIDE)).toEqual(cut.map(move).sort((a, b) => a - b));
      }),
    );
  });

  it('takes a line of one pixel, from the larger object', () => {
    const row = [1, 1, 1, 1, 2, 2, 2];
    const list = Array.from({ length: SIDE * SIDE }, (_, pixel) => row[pixel % SIDE] ?? 0);
    const cut = separateTouching(Uint32Array.from(list), SIDE, SIDE);
    expect(cut).toEqual(Array.from({ length: SIDE }, (_, y) => y * SIDE + 3));
  });
});
