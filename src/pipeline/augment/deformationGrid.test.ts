import { describe, expect, test } from 'vitest';
import { rngStream } from '../../common/rng';
import { STILL } from '../../testing/stillTransform';
import { deformationGrid } from './deformationGrid';
import type { PatchTransform } from './drawTransform';
import { PatchMap } from './patchMap';

const SIZE = 64;
const ORIGIN = [11, -7] as const;

function gridOf(transform: PatchTransform) {
  const map = new PatchMap(transform, ...ORIGIN, SIZE);
  return { map, lines: deformationGrid(map, ...ORIGIN) };
}

function pointsOf(line: Float32Array): (readonly [number, number])[] {
  return Array.from({ length: line.length / 2 }, (_, i) => [line[2 * i] ?? 0, line[2 * i + 1] ?? 0] as const);
}

/** Where the map takes a point of the patch, px of the plain patch. */
function sourceOf(map: PatchMap, x: number, y: number): readonly [number, number] {
  const { xx, xy, x0, yx, yy, y0 } = map.affine;
  const [dx, dy] = map.displacement(x, y);
  const [u, v] = [x + dx, y + dy];
  return [xx * u + xy * v + x0 - ORIGIN[0], yx * u + yy * v + y0 - ORIGIN[1]];
}

describe('deformationGrid', () => {
  test('without a transform: eight straight lines each way, 8 px apart', () => {
    const { lines } = gridOf(STILL);
    expect(lines.length).toBe(16);
    lines.slice(0, 8).forEach((line, k) => {
      for (const [x, y] of pointsOf(line)) {
        expect(x).toBeCloseTo(8 * k, 4);
        expect(y >= -1e-4 && y <= 63.0001).toBe(true);
      }
    });
  });

  test('every point inside lies on a line of the plain patch, after any transform that does not fold', () => {
    const rng = rngStream(4, 'test', 0, 0);
    const vectors = Float64Array.from({ length: 18 }, () => 3 * rng.normal());
    const bent = {
      ...STILL,
      rotation: 33,
      scale: 1.3,
      shear: 10,
      flipHorizontal: true,
      elastic: { nodes: 3, vectors },
    };
    const { map, lines } = gridOf(bent);
    let inside = 0;
    for (const line of lines) {
      for (const [x, y] of pointsOf(line)) {
        if (!(x >= 0 && y >= 0 && x <= SIZE - 1 && y <= SIZE - 1)) continue;
        const off = sourceOf(map, x, y).map((at) => Math.abs(at / 8 - Math.round(at / 8)));
        expect(Math.min(...off)).toBeLessThan(0.01);
        inside++;
      }
    }
    expect(inside).toBeGreaterThan(100);
  });

  test('lines cover what comes into view when content shrinks', () => {
    expect(gridOf({ ...STILL, scale: 0.5 }).lines.length).toBeGreaterThan(28);
  });
});
