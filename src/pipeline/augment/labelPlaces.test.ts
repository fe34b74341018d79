import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LabelMap } from '../../domain/labels';
import { LabelPlaces } from './labelPlaces';

const maps = fc.integer({ min: 1, max: 9 }).chain((width) =>
  fc.array(fc.tuple(fc.nat(3), fc.boolean()), { minLength: 1, maxLength: 8 }).map((rows): LabelMap => {
    const pixels = rows.flatMap(([first, hole]) =>
      Array.from({ length: width }, (_, x) => ({ label: (first + x * x) % 4, ignored: hole && x % 2 === 0 })),
    );
    return {
      width,
      height: rows.length,
      classes: Uint8Array.from(pixels, ({ label }) => label),
      ignore: Uint8Array.from(pixels, ({ ignored }) => (ignored ? 1 : 0)),
      instances: null,
    };
  }),
);

test('finds every pixel of every class in order, ignored ones left out', () => {
  fc.assert(
    fc.property(maps, (map) => {
      const places = new LabelPlaces(map);
      const counted = [...map.classes.keys()].filter((i) => !map.ignore?.[i]);
      expect(places.present).toEqual([...new Set(counted.map((i) => map.classes[i]))].sort());
      for (let label = 0; label < 5; label++) {
        const expected = counted.filter((i) => map.classes[i] === label);
        expect(places.count(label)).toBe(expected.length);
        const found = expected.map((_, rank) => places.pixel(label, rank));
        expect(found.map(({ x, y }) => y * map.width + x)).toEqual(expected);
      }
    }),
  );
});
