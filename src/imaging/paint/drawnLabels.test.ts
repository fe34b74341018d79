/** What of a corrected prediction is the truth. */
import { describe, expect, it } from 'vitest';
import { drawnLabels } from './drawnLabels';
import { Painter } from './painter';
import { paintMapOf } from './paintMap';

/** One row: background, an object, background, another object. */
function painter(): Painter {
  const classes = Uint8Array.from([0, 0, 0, 1, 1, 0, 0, 1, 1, 0]);
  const instances = Uint32Array.from([0, 0, 0, 1, 1, 0, 0, 2, 2, 0]);
  return new Painter(paintMapOf({ width: 10, height: 1, classes, ignore: null, instances }));
}

function accepted(): Painter {
  const made = painter();
  made.begin();
  made.object(3, 0, { kind: 'accept' });
  made.end();
  return made;
}

describe('drawnLabels', () => {
  it('counts every pixel of the whole image, without planes that say nothing', () => {
    const labels = drawnLabels(painter().map, 'image', 2);
    expect(labels.ignore).toBeNull();
    expect([...labels.classes]).toEqual([0, 0, 0, 1, 1, 0, 0, 1, 1, 0]);
    expect([...(labels.instances ?? [])]).toEqual([0, 0, 0, 1, 1, 0, 0, 2, 2, 0]);
  });

  it('counts of the corrected region what was touched and the background around it, no other object', () => {
    const labels = drawnLabels(accepted().map, 'region', 3);
    expect([...(labels.ignore ?? [])]).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1, 1]);
    expect([...labels.classes]).toEqual([0, 0, 0, 1, 1, 0, 0, 0, 0, 0]);
    expect([...(labels.instances ?? [])]).toEqual([0, 0, 0, 1, 1, 0, 0, 0, 0, 0]);
  });

  it('ignores everything where nothing was touched, and what was painted as ignored in either case', () => {
    expect(drawnLabels(painter().map, 'region', 3).ignore?.every((one) => one === 1)).toBe(true);
    const made = accepted();
    made.begin();
    made.stroke({ from: { x: 2, y: 0.5 }, to: { x: 2, y: 0.5 }, radius: 0.5 }, { kind: 'ignore' });
    made.end();
    expect([...(drawnLabels(made.map, 'image', 1).ignore ?? [])]).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
    const region = drawnLabels(made.map, 'region', 1);
    expect([...(region.ignore ?? [])]).toEqual([1, 1, 1, 0, 0, 0, 1, 1, 1, 1]);
    expect([...(region.unpainted ?? [])]).toEqual([1, 1, 0, 0, 0, 0, 1, 1, 1, 1]);
  });
});
