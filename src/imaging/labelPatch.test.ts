import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitsLabels, labelPatch, patchedLabels } from './labelPatch';
import { blankMap, type PaintMap } from './paint/paintMap';

const WIDTH = 7;
const HEIGHT = 5;

function mapOf(values: readonly number[]): PaintMap {
  const map = blankMap(WIDTH, HEIGHT);
  values.forEach((value, at) => {
    map.ignore[at] = value === 9 ? 1 : 0;
    map.classes[at] = value === 9 ? 0 : value % 3;
    map.instances[at] = value === 9 ? 0 : value;
  });
  return map;
}

const pixels = fc.array(fc.integer({ min: 0, max: 9 }), {
  minLength: WIDTH * HEIGHT,
  maxLength: WIDTH * HEIGHT,
});
const labelsOf = ({ width, height, classes, ignore, instances }: PaintMap) => ({
  width,
  height,
  classes: classes.slice(),
  ignore: ignore.slice(),
  instances: instances.slice(),
});
const rect = fc.tuple(fc.nat(WIDTH - 1), fc.nat(HEIGHT - 1)).chain(([x, y]) =>
  fc.record({
    x: fc.constant(x),
    y: fc.constant(y),
    width: fc.integer({ min: 1, max: WIDTH - x }),
    height: fc.integer({ min: 1, max: HEIGHT - y }),
  }),
);

it('puts in what it cut out, and changes nothing beyond', () => {
  fc.assert(
    fc.property(pixels, pixels, rect, (before, after, part) => {
      const [old, now] = [mapOf(before), mapOf(after)];
      const patch = labelPatch(now, part);
      expect(fitsLabels(patch, old)).toBe(true);
      const mixed = before.map((value, at) => {
        const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
        const isIn = x >= part.x && y >= part.y && x < part.x + part.width && y < part.y + part.height;
        return isIn ? (after[at] ?? 0) : value;
      });
      const { classes, ignore, instances } = patchedLabels(labelsOf(old), patch);
      const expected = mapOf(mixed);
      expect(classes).toEqual(expected.classes);
      expect(ignore ?? new Uint8Array(WIDTH * HEIGHT)).toEqual(expected.ignore);
      expect(instances ?? new Uint32Array(WIDTH * HEIGHT)).toEqual(expected.instances);
    }),
  );
});

it('leaves planes out that say nothing, and makes them where a part brings them', () => {
  const blank = { width: WIDTH, height: HEIGHT, classes: new Uint8Array(WIDTH * HEIGHT) };
  const whole = { x: 0, y: 0, width: WIDTH, height: HEIGHT };
  expect(labelPatch(mapOf([]), whole)).toMatchObject({ ignore: null, instances: null });
  const ignored = labelPatch(mapOf([0, 9]), whole);
  expect(patchedLabels({ ...blank, ignore: null, instances: null }, ignored).ignore?.indexOf(1)).toBe(1);
});

it('does not fit beyond the labels, nor with planes of another size', () => {
  const patch = labelPatch(mapOf([]), { x: 1, y: 1, width: 2, height: 2 });
  expect(fitsLabels({ ...patch, x: WIDTH - 1 }, { width: WIDTH, height: HEIGHT })).toBe(false);
  expect(fitsLabels({ ...patch, y: -1 }, { width: WIDTH, height: HEIGHT })).toBe(false);
  expect(fitsLabels({ ...patch, width: 1 }, { width: WIDTH, height: HEIGHT })).toBe(false);
});
