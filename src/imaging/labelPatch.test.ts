import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LabelPatch } from '../domain/labels';
import { fitsLabels, labelPatch, patchedLabels } from './labelPatch';
import { UNPAINTED } from './paint/ink';
import { Painter } from './paint/painter';
import { blankMap, type PaintMap, type PaintRect, unpaintedMap } from './paint/paintMap';
import { reopenedMap } from './paint/reopenedMap';

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
      const patch = labelPatch(now, part, 'background');
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
  expect(labelPatch(mapOf([]), whole, 'background')).toMatchObject({ ignore: null, instances: null });
  const ignored = labelPatch(mapOf([0, 9]), whole, 'background');
  expect(patchedLabels({ ...blank, ignore: null, instances: null }, ignored).ignore?.indexOf(1)).toBe(1);
});

it('does not fit beyond the labels, nor with planes of another size', () => {
  const patch = labelPatch(mapOf([]), { x: 1, y: 1, width: 2, height: 2 }, 'background');
  expect(fitsLabels({ ...patch, x: WIDTH - 1 }, { width: WIDTH, height: HEIGHT })).toBe(false);
  expect(fitsLabels({ ...patch, y: -1 }, { width: WIDTH, height: HEIGHT })).toBe(false);
  expect(fitsLabels({ ...patch, width: 1 }, { width: WIDTH, height: HEIGHT })).toBe(false);
});

it('tells what was painted as ignored from what nobody painted, part by part', () => {
  const scribbled = new Painter(unpaintedMap(WIDTH, HEIGHT), { unpainted: 'ignored', eraser: UNPAINTED });
  const parts: LabelPatch[] = [];
  const save = (rect: PaintRect | null) => {
    if (rect !== null) parts.push(labelPatch(scribbled.map, rect, scribbled.unpainted));
  };
  const dot = (x: number, y: number) => ({ from: { x, y }, to: { x, y }, radius: 0.5 });
  save({ x: 0, y: 0, width: WIDTH, height: HEIGHT });
  scribbled.begin();
  save(scribbled.stroke(dot(1, 1), { kind: 'class', classIndex: 1, instance: 0 }));
  save(scribbled.stroke(dot(3, 3), { kind: 'ignore' }));
  save(scribbled.stroke(dot(5, 1), { kind: 'ignore' }));
  save(scribbled.stroke(dot(5, 1), UNPAINTED));
  scribbled.end();
  const reopened = (patches: readonly LabelPatch[]) => {
    const blank = { width: WIDTH, height: HEIGHT, classes: new Uint8Array(WIDTH * HEIGHT) };
    return reopenedMap(patches.reduce(patchedLabels, { ...blank, ignore: null, instances: null }));
  };
  expect(reopened(parts)).toEqual({ map: scribbled.map, unpainted: 'ignored' });
  scribbled.begin();
  save(scribbled.setUnpainted('background'));
  scribbled.end();
  expect(reopened(parts)).toEqual({ map: scribbled.map, unpainted: 'background' });
});

it('goes on from labels that do not tell, as they are taken', () => {
  const told = { width: 3, height: 1, classes: Uint8Array.of(0, 0, 1), instances: null };
  const labels = { ...told, ignore: Uint8Array.of(1, 1, 0) };
  const { map } = reopenedMap({ ...labels, ignore: labels.ignore.slice() });
  const patch = labelPatch(map, { x: 2, y: 0, width: 1, height: 1 }, 'ignored');
  expect(patchedLabels(labels, patch).unpainted).toEqual(Uint8Array.of(1, 1, 0));
});
