import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureObjects } from '../../../imaging/objects/measureObjects';
import { blotches, mapOf, mapOfRows } from '../../../testing/objectMaps';
import { objectAt, objectPath } from './objectPath';

function measured(map: ReturnType<typeof mapOf>) {
  const pixels = map.ids.length;
  return measureObjects(map, {
    image: { channels: 1, data: new Uint8Array(pixels) },
    probabilities: { data: new Uint8Array(3 * pixels), one: 255 },
    pixelSize: null,
  });
}

/** Of an SVG path of closed rings, by the shoelace formula; holes count against it. */
function areaOf(path: string): number {
  const rings = path.split('Z').filter(Boolean);
  const areas = rings.map((ring) => {
    const points = ring
      .slice(1)
      .split('L')
      .map((point) => point.split(' ').map(Number));
    return points.reduce((sum, [x = 0, y = 0], index) => {
      const [nextX = 0, nextY = 0] = points[(index + 1) % points.length] ?? [];
      return sum + (x * nextY - nextX * y) / 2;
    }, 0);
  });
  return areas.reduce((sum, area) => sum + area, 0);
}

describe('objectPath', () => {
  it('runs around the pixels of one object, where they are', () => {
    const map = mapOfRows('00000', '00110', '00110');
    const [object] = measured(map);
    expect(object && objectPath(map, object)).toBe('M4 1L4 3L2 3L2 1Z');
  });

  it('encloses the area of each object, whatever its shape and neighbours', () => {
    fc.assert(
      fc.property(blotches, ({ width, height, labels }) => {
        const map = mapOf(labels, width, height);
        for (const object of measured(map)) expect(areaOf(objectPath(map, object))).toBe(object.px.area);
      }),
    );
  });
});

describe('objectAt', () => {
  it('is the object whose pixel holds the point', () => {
    const map = mapOfRows('010', '000');
    const at = (x: number, y: number) => objectAt(map, { x, y });
    expect([at(1, 0), at(1.99, 0.99), at(2, 0), at(1.5, 1), at(-0.1, 0), at(3, 0), at(1, 2)]).toEqual([
      1,
      1,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
