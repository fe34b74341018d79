import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabelMap } from '../../../domain/labels';
import { SQUARE_SYMMETRIES } from '../../../imaging/squareSymmetries';
import { blotches } from '../../../testing/objectMaps';
import { repairLabels } from './repairLabels';

const mapOf = (classes: number[], width: number, more: Partial<LabelMap> = {}): LabelMap => ({
  width,
  height: classes.length / width,
  classes: Uint8Array.from(classes),
  ignore: null,
  instances: null,
  ...more,
});

describe('repairLabels', () => {
  it('swaps two classes and leaves what is ignored', () => {
    const ignore = Uint8Array.of(0, 0, 1, 0);
    const { classes } = repairLabels(mapOf([0, 1, 0, 2], 2, { ignore }), { kind: 'swap' });
    expect([...classes]).toEqual([1, 0, 0, 2]);
  });

  it('lowers classes, and numbers of objects with the first as background', () => {
    expect([...repairLabels(mapOf([1, 2, 3, 1], 2), { kind: 'lower' }).classes]).toEqual([0, 1, 2, 0]);
    const instances = Uint32Array.of(1, 2, 3, 1);
    const { classes, instances: numbers } = repairLabels(mapOf([1, 1, 1, 1], 2, { instances }), {
      kind: 'lower',
    });
    expect([[...classes], [...(numbers ?? [])]]).toEqual([
      [0, 1, 1, 0],
      [0, 1, 2, 0],
    ]);
  });

  it('shifts by whole pixels: what comes in is ignored, and the way back gives what was not pushed out', () => {
    fc.assert(
      fc.property(
        blotches,
        fc.integer({ min: -4, max: 4 }),
        fc.integer({ min: -4, max: 4 }),
        (map, dx, dy) => {
          const labels = mapOf([...map.labels], map.width, { instances: Uint32Array.from(map.labels) });
          const there = repairLabels(labels, { kind: 'shift', dx, dy });
          const back = repairLabels(there, { kind: 'shift', dx: -dx, dy: -dy });
          const kept = labels.classes.length - (back.ignore?.reduce((sum, one) => sum + one, 0) ?? 0);
          expect(kept).toBe(Math.max(0, map.width - Math.abs(dx)) * Math.max(0, map.height - Math.abs(dy)));
          back.classes.forEach((index, at) => {
            if (back.ignore?.[at] !== 1)
              expect([index, back.instances?.[at]]).toEqual([labels.classes[at], labels.classes[at]]);
          });
        },
      ),
    );
  });

  it('turns every way of a square, each undone by one of the others', () => {
    const labels = mapOf([0, 1, 2, 3, 4, 5, 6, 7, 8], 3);
    for (const turn of SQUARE_SYMMETRIES) {
      const turned = repairLabels(labels, { kind: 'turn', turn });
      const undone = SQUARE_SYMMETRIES.map((way) =>
        [...repairLabels(turned, { kind: 'turn', turn: way }).classes].join(),
      );
      expect(undone).toContain([...labels.classes].join());
      expect(turned.ignore).toBeNull();
    }
  });
});
