/** Painting, tool by tool. That all of it can be taken back is tested in paintHistory. */
import { describe, expect, it } from 'vitest';
import { paintMapFrom, paintText } from '../../testing/paintText';
import { ACCEPTED, ERASED, type Ink, UNPAINTED } from './ink';
import { Painter } from './painter';
import { blankMap, type PaintMap, paintMapOf, unpaintedMap } from './paintMap';
import { reopenedMap } from './reopenedMap';

const CELL: Ink = { kind: 'class', classIndex: 1, instance: 7 };

/** Rows of a small map as text. */
function textOf({ width, height, classes, ignore }: PaintMap): string[] {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) =>
      ignore[y * width + x] === 1 ? '-' : String(classes[y * width + x]),
    ).join(''),
  );
}

/** A step of its own, and what it returns. */
function step<T>(painter: Painter, draw: () => T): T {
  painter.begin();
  const drawn = draw();
  painter.end();
  return drawn;
}

const at = (x: number, y: number) => ({ x, y });

describe('Painter', () => {
  it('draws a line with a round end and says which rectangle changed', () => {
    const painter = new Painter(blankMap(8, 5));
    const rect = step(painter, () =>
      painter.stroke({ from: at(1.5, 2.5), to: at(5.5, 2.5), radius: 1.2 }, CELL),
    );
    expect(textOf(painter.map)).toEqual(['00000000', '01111100', '11111110', '01111100', '00000000']);
    expect(rect).toEqual({ x: 0, y: 1, width: 7, height: 3 });
    expect([...painter.map.instances].filter((id) => id === 7)).toHaveLength(17);
    expect(painter.map.touched.reduce((sum, one) => sum + one, 0)).toBe(17);
  });

  it('erases, ignores, and paints over what was ignored', () => {
    const painter = new Painter(blankMap(4, 1));
    const dot = (x: number, ink: Ink) =>
      painter.stroke({ from: at(x, 0.5), to: at(x, 0.5), radius: 0.5 }, ink);
    step(painter, () => dot(0, CELL));
    step(painter, () => dot(1, { kind: 'ignore' }));
    step(painter, () => dot(0, ERASED));
    expect(textOf(painter.map)).toEqual(['0-00']);
    step(painter, () => dot(1, CELL));
    expect(textOf(painter.map)).toEqual(['0100']);
    expect([...painter.map.touched]).toEqual([1, 1, 0, 0]);
  });

  it('fills the area of one class, and stops at another', () => {
    const classes = Uint8Array.from([0, 0, 2, 0, 0, 0, 2, 0, 2, 2, 2, 0]);
    const painter = new Painter(paintMapOf({ width: 4, height: 3, classes, ignore: null, instances: null }));
    step(painter, () => painter.fill(0, 0, { kind: 'class', classIndex: 1, instance: 0 }));
    expect(textOf(painter.map)).toEqual(['1120', '1120', '2220']);
    expect(step(painter, () => painter.fill(9, 0, CELL))).toBeNull();
  });

  it('rejects one object and accepts another, each by its number, over corners', () => {
    const classes = Uint8Array.from([1, 0, 1, 0, 1, 1, 1, 1, 0]);
    const instances = Uint32Array.from([3, 0, 5, 0, 3, 5, 3, 5, 0]);
    const painter = new Painter(paintMapOf({ width: 3, height: 3, classes, ignore: null, instances }));
    step(painter, () => painter.object(0, 0, ERASED));
    expect([...painter.map.classes]).toEqual([0, 0, 1, 0, 0, 1, 0, 1, 0]);
    const before = painter.map.classes.slice();
    step(painter, () => painter.object(2, 0, ACCEPTED));
    expect(painter.map.classes).toEqual(before);
    expect([...painter.map.touched]).toEqual([1, 0, 1, 0, 1, 1, 1, 1, 0]);
    expect(step(painter, () => painter.object(1, 0, ACCEPTED))).toBeNull();
  });

  it('accepts every object and no background', () => {
    const classes = Uint8Array.from([1, 1, 0, 0, 2, 2]);
    const painter = new Painter(paintMapOf({ width: 3, height: 2, classes, ignore: null, instances: null }));
    step(painter, () => painter.allObjects(ACCEPTED));
    expect([...painter.map.touched]).toEqual([1, 1, 0, 0, 1, 1]);
  });

  it('gives numbers that no object has', () => {
    const instances = Uint32Array.from([4, 0]);
    const map = paintMapOf({ width: 2, height: 1, classes: new Uint8Array(2), ignore: null, instances });
    const painter = new Painter(map);
    expect([painter.newInstance(), painter.newInstance()]).toEqual([5, 6]);
  });

  it('takes back a stroke that is not to count', () => {
    const painter = new Painter(blankMap(9, 9));
    painter.begin();
    painter.stroke({ from: at(2, 2), to: at(7, 7), radius: 2 }, CELL);
    expect(painter.cancel()).toEqual({ x: 0, y: 0, width: 9, height: 9 });
    expect(painter.map.touched.every((one) => one === 0)).toBe(true);
    expect(painter.canUndo).toBe(false);
  });

  it('makes no step of what changes nothing', () => {
    const painter = new Painter(paintMapFrom('aa.'));
    painter.begin();
    painter.object(0, 0, { kind: 'class', classIndex: 1, instance: 1 });
    expect(painter.end()).toBe(true);
    painter.begin();
    painter.object(0, 0, ACCEPTED);
    expect([painter.end(), painter.state]).toEqual([false, 1]);
  });
});

describe('inks that spare', () => {
  const own: Ink = { kind: 'class', classIndex: 1, instance: 1, spares: true };
  const row = (painter: Painter, ink: Ink) =>
    step(painter, () => painter.stroke({ from: at(0, 0.5), to: at(99, 0.5), radius: 0.5 }, ink));

  it('lay on background and on their own object, not on others nor on what is ignored', () => {
    const painter = new Painter(paintMapFrom('.ab.A1-.'));
    expect(row(painter, own)).toEqual({ x: 0, y: 0, width: 8, height: 1 });
    expect(paintText(painter.map)).toEqual(['aabaA1-a']);
    expect([...painter.map.touched]).toEqual([1, 1, 0, 1, 0, 0, 1, 1]);
  });

  it('lay on what nobody painted', () => {
    const painter = new Painter(paintMapFrom('?.b-?'), { unpainted: 'ignored' });
    row(painter, own);
    expect(paintText(painter.map)).toEqual(['aab-a']);
  });

  it('keep touching objects apart with every tool', () => {
    const lines = ['..b', '.bb', '...'];
    const square = [at(0, 0), at(3, 0), at(3, 3), at(0, 3)];
    const rgba = new Uint8ClampedArray(9 * 4);
    for (const draw of [
      (painter: Painter) => painter.polygon(square, own),
      (painter: Painter) => painter.wand(0, 0, { width: 3, height: 3, rgba }, 0, own),
      (painter: Painter) => painter.fill(0, 0, own),
    ]) {
      const painter = new Painter(paintMapFrom(...lines));
      step(painter, () => draw(painter));
      expect(paintText(painter.map)).toEqual(['aab', 'abb', 'aaa']);
    }
    const painter = new Painter(paintMapFrom(...lines));
    expect(step(painter, () => painter.fill(2, 0, own))).toBeNull();
  });
});

describe('the wand', () => {
  const greys = [10, 12, 30, 14, 11, 30, 40, 30, 10];
  const rgba = Uint8ClampedArray.from(greys.flatMap((grey) => [grey, 10, 10, 255]));
  const taken = (tolerance: number, x = 0, y = 0) => {
    const painter = new Painter(blankMap(3, 3));
    step(painter, () => painter.wand(x, y, { width: 3, height: 3, rgba }, tolerance, CELL));
    return [...painter.map.classes].join('');
  };

  it('takes what hangs together over edges and differs from the pressed pixel by so much at most', () => {
    expect(taken(0)).toBe('100000000');
    expect(taken(2)).toBe('110010000');
    expect(taken(4)).toBe('110110000');
    expect(taken(20)).toBe('111111011');
    expect(taken(255)).toBe('111111111');
    expect(taken(10, 0, 2)).toBe('000000110');
  });

  it('asks each channel', () => {
    const blue = rgba.map((value, index) => (index % 4 === 2 && index > 16 ? 90 : value));
    const painter = new Painter(blankMap(3, 3));
    step(painter, () => painter.wand(0, 0, { width: 3, height: 3, rgba: blue }, 30, CELL));
    expect([...painter.map.classes].join('')).toBe('111100000');
  });

  it('takes nothing beside the image', () => {
    const painter = new Painter(blankMap(3, 3));
    expect(step(painter, () => painter.wand(3, 0, { width: 3, height: 3, rgba }, 9, CELL))).toBeNull();
  });
});

describe('scribbles', () => {
  it('begin with nothing that counts, and an eraser that leaves nothing', () => {
    const painter = new Painter(unpaintedMap(4, 1), { unpainted: 'ignored', eraser: UNPAINTED });
    const dot = (x: number, ink: Ink) =>
      step(painter, () => painter.stroke({ from: at(x, 0.5), to: at(x, 0.5), radius: 0.5 }, ink));
    dot(0, CELL);
    dot(1, ERASED);
    dot(2, { kind: 'ignore' });
    expect(paintText(painter.map)).toEqual(['g.-?']);
    dot(0, painter.eraser);
    dot(2, painter.eraser);
    expect(paintText(painter.map)).toEqual(['?.??']);
    expect([...painter.map.touched]).toEqual([0, 1, 0, 0]);
  });

  it('turn into labels of the whole image and back, but for what somebody painted', () => {
    const map = paintMapFrom('?.-a');
    map.touched[1] = 1;
    const painter = new Painter(map, { unpainted: 'ignored' });
    expect(step(painter, () => painter.setUnpainted('background'))).toEqual({
      x: 0,
      y: 0,
      width: 1,
      height: 1,
    });
    expect([paintText(map)[0], painter.unpainted]).toEqual(['..-a', 'background']);
    step(painter, () => painter.stroke({ from: at(3, 0.5), to: at(3, 0.5), radius: 0.5 }, UNPAINTED));
    expect(paintText(map)).toEqual(['..-.']);
    step(painter, () => painter.setUnpainted('ignored'));
    expect(paintText(map)).toEqual(['?.-?']);
  });

  it('take a change of what unpainted means back where it changes no pixel', () => {
    const painter = new Painter(paintMapFrom('ab'));
    painter.begin();
    expect(painter.setUnpainted('ignored')).toBeNull();
    expect([painter.end(), painter.unpainted]).toEqual([true, 'ignored']);
    expect([painter.undo(), painter.unpainted]).toEqual([{ x: 0, y: 0, width: 2, height: 1 }, 'background']);
    painter.redo();
    expect(painter.unpainted).toBe('ignored');
    painter.begin();
    painter.setUnpainted('background');
    painter.cancel();
    expect(painter.unpainted).toBe('ignored');
  });

  it('are told from labels of the whole image when they are opened again', () => {
    const opened = (line: string) => {
      const { width, height, classes, ignore, instances } = paintMapFrom(line);
      const { map, unpainted } = reopenedMap({ width, height, classes, ignore, instances });
      return [unpainted, paintText(map)[0], [...map.touched].join('')];
    };
    expect(opened('..-?.a')).toEqual(['background', '..--.a', '001101']);
    expect(opened('??-.a')).toEqual(['ignored', '???.a', '00011']);
    expect(opened('.-')).toEqual(['background', '.-', '01']);
    expect(opened('--')).toEqual(['ignored', '??', '00']);
    expect(opened('ab')).toEqual(['background', 'ab', '11']);
  });
});
