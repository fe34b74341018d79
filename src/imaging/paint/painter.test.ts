/** Painting, and taking back: every byte as it was, whatever was drawn. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rngStream } from '../../common/rng';
import { labelComponents } from '../labelComponents';
import { ERASED, type Ink, Painter } from './painter';
import { blankMap, type PaintMap, paintMapOf } from './paintMap';

const CELL: Ink = { kind: 'class', classIndex: 1, instance: 7 };
const ACCEPT: Ink = { kind: 'accept' };

/** Every byte of it, as one text that is compared quickly. */
function bytesOf({ classes, ignore, instances, touched }: PaintMap): string {
  const parts = [classes, ignore, new Uint8Array(instances.buffer), touched];
  return Buffer.concat(parts).toString('latin1');
}

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

/** More than one square of those that steps are kept in, and not whole ones. */
const SIDE = 75;

/** Classes as if strewn, and their pieces numbered. */
function noisyMap(seed: number): PaintMap {
  const rng = rngStream(seed, 'test', 0, 0);
  const classes = Uint8Array.from({ length: SIDE * SIDE }, () => rng.below(3));
  const { ids: instances } = labelComponents(classes, SIDE, SIDE);
  return paintMapOf({ width: SIDE, height: SIDE, classes, ignore: null, instances });
}

interface Edit {
  readonly tool: 'stroke' | 'fill' | 'object' | 'all';
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
  readonly radius: number;
  readonly ink: Ink;
}

/** Whether the edit was a step. */
function drawn(painter: Painter, { tool, from, to, radius, ink }: Edit): boolean {
  painter.begin();
  const x = Math.floor(from.x);
  if (tool === 'fill') painter.fill(x, from.y, ink);
  else if (tool === 'object') painter.object(x, from.y, ink);
  else if (tool === 'all') painter.allObjects(ink);
  else {
    painter.stroke({ from, to, radius }, ink);
    painter.stroke({ from: to, to: from, radius: 1 }, ink);
  }
  return painter.end();
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
    step(painter, () => painter.object(2, 0, ACCEPT));
    expect(painter.map.classes).toEqual(before);
    expect([...painter.map.touched]).toEqual([1, 0, 1, 0, 1, 1, 1, 1, 0]);
    expect(step(painter, () => painter.object(1, 0, ACCEPT))).toBeNull();
  });

  it('accepts every object and no background', () => {
    const classes = Uint8Array.from([1, 1, 0, 0, 2, 2]);
    const painter = new Painter(paintMapOf({ width: 3, height: 2, classes, ignore: null, instances: null }));
    step(painter, () => painter.allObjects(ACCEPT));
    expect([...painter.map.touched]).toEqual([1, 1, 0, 0, 1, 1]);
  });

  it('gives numbers that no object has', () => {
    const instances = Uint32Array.from([4, 0]);
    const map = paintMapOf({ width: 2, height: 1, classes: new Uint8Array(2), ignore: null, instances });
    const painter = new Painter(map);
    expect([painter.newInstance(), painter.newInstance()]).toEqual([5, 6]);
  });

  it('takes 200 steps and more back to the very bytes, and does them again', () => {
    const place = fc.record({
      x: fc.double({ min: -5, max: SIDE + 5, noNaN: true }),
      y: fc.integer({ min: -5, max: SIDE + 5 }),
    });
    const ink: fc.Arbitrary<Ink> = fc.oneof(
      fc.record({
        kind: fc.constant('class' as const),
        classIndex: fc.integer({ min: 0, max: 3 }),
        instance: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      }),
      fc.constantFrom<Ink>({ kind: 'ignore' }, ACCEPT),
    );
    const tool = fc.constantFrom('stroke' as const, 'fill' as const, 'object' as const, 'all' as const);
    const radius = fc.double({ min: 0.5, max: 20, noNaN: true });
    const edit = fc.record({ tool, from: place, to: place, radius, ink });
    fc.assert(
      fc.property(fc.nat(), fc.array(edit, { minLength: 200, maxLength: 230 }), (seed, edits) => {
        const painter = new Painter(noisyMap(seed));
        const states = [bytesOf(painter.map)];
        for (const each of edits) {
          if (drawn(painter, each)) states.push(bytesOf(painter.map));
        }
        const wentBack = states.slice(0, -1).map(() => {
          painter.undo();
          return bytesOf(painter.map);
        });
        expect(wentBack.reverse().every((bytes, step) => bytes === states[step])).toBe(true);
        expect(painter.canUndo).toBe(false);
        const cameAgain = states.slice(1).map(() => {
          painter.redo();
          return bytesOf(painter.map);
        });
        expect(cameAgain.every((bytes, step) => bytes === states[step + 1])).toBe(true);
        expect(painter.canRedo).toBe(false);
      }),
      { numRuns: 5 },
    );
  });

  it('takes back a stroke that is not to count', () => {
    const painter = new Painter(blankMap(9, 9));
    painter.begin();
    painter.stroke({ from: at(2, 2), to: at(7, 7), radius: 2 }, CELL);
    expect(painter.cancel()).toEqual({ x: 0, y: 0, width: 9, height: 9 });
    expect(painter.map.touched.every((one) => one === 0)).toBe(true);
    expect(painter.canUndo).toBe(false);
  });

  it('keeps its steps within a bound in bytes, the newest first', () => {
    const painter = new Painter(blankMap(256, 256), 60_000);
    for (let i = 0; i < 60; i++) {
      const spot = at((i * 37) % 256, (i * 91) % 256);
      step(painter, () => painter.stroke({ from: spot, to: spot, radius: 9 }, CELL));
    }
    expect(painter.bytes).toBeLessThanOrEqual(60_000);
    let steps = 0;
    while (painter.undo() !== null) steps += 1;
    expect(steps).toBeGreaterThan(5);
    expect(steps).toBeLessThan(60);
  });

  it('keeps of a large image only what a stroke covers', () => {
    const painter = new Painter(blankMap(4096, 4096));
    step(painter, () => painter.stroke({ from: at(5, 5), to: at(4090, 4090), radius: 8 }, CELL));
    // About 128 squares along the diagonal and their neighbours, of some hundred runs each: not 7 bytes a pixel.
    expect(painter.bytes).toBeLessThan(1_000_000);
    expect(painter.undo()).toEqual({ x: 0, y: 0, width: 4096, height: 4096 });
    expect(painter.map.touched.every((one) => one === 0)).toBe(true);
  });
});
