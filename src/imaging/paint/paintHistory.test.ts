/** Taking back, and doing again: every byte as it was, whatever was drawn, at a cost that follows what was drawn. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rngStream } from '../../common/rng';
import { labelComponents } from '../labelComponents';
import { ACCEPTED, type Ink, UNPAINTED } from './ink';
import { HISTORY_BYTES, Painter } from './painter';
import { blankMap, joinRects, type PaintMap, type PaintRect, paintMapOf } from './paintMap';

/** More than one square of those that steps are kept in, and not whole ones. */
const SIDE = 75;
const CELL: Ink = { kind: 'class', classIndex: 1, instance: 7 };

/** Every byte of it, and what unpainted means, as one text that is compared quickly. */
function stateOf({ map: { classes, ignore, instances, touched }, unpainted }: Painter): string {
  const parts = [classes, ignore, new Uint8Array(instances.buffer), touched];
  return unpainted + Buffer.concat(parts).toString('latin1');
}

/** Classes as if strewn, and their pieces numbered. */
function noisyMap(seed: number): PaintMap {
  const rng = rngStream(seed, 'test', 0, 0);
  const classes = Uint8Array.from({ length: SIDE * SIDE }, () => rng.below(3));
  const { ids: instances } = labelComponents(classes, SIDE, SIDE);
  return paintMapOf({ width: SIDE, height: SIDE, classes, ignore: null, instances });
}

/** Greys as if strewn. */
function noisyPicture(seed: number) {
  const rng = rngStream(seed, 'test', 0, 1);
  const rgba = Uint8ClampedArray.from({ length: SIDE * SIDE * 4 }, () => rng.below(8) * 30);
  return { width: SIDE, height: SIDE, rgba };
}

type Edit = (painter: Painter) => PaintRect | null;

const place = fc.record({
  x: fc.double({ min: -5, max: SIDE + 5, noNaN: true }),
  y: fc.double({ min: -5, max: SIDE + 5, noNaN: true }),
});
const pixel = fc.record({
  x: fc.integer({ min: -3, max: SIDE + 3 }),
  y: fc.integer({ min: -3, max: SIDE + 3 }),
});
const inside = fc.record({ x: fc.nat({ max: SIDE - 1 }), y: fc.nat({ max: SIDE - 1 }) });
const ink: fc.Arbitrary<Ink> = fc.oneof(
  fc.record({
    kind: fc.constant('class' as const),
    classIndex: fc.integer({ min: 0, max: 3 }),
    instance: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    spares: fc.boolean(),
  }),
  fc.constantFrom<Ink>({ kind: 'ignore' }, ACCEPTED, UNPAINTED),
);
const radius = fc.double({ min: 0.5, max: 20, noNaN: true });
const px = fc.constantFrom(-3, -1, 1, 2.5);

/** One of each operation of the painter. */
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(place, place, radius, ink).map(
    ([from, to, width, laid]): Edit =>
      (painter) => {
        const there = painter.stroke({ from, to, radius: width }, laid);
        return joinRects(there, painter.stroke({ from: to, to: from, radius: 1 }, laid));
      },
  ),
  fc.tuple(fc.array(place, { maxLength: 8 }), ink).map(
    ([points, laid]): Edit =>
      (painter) =>
        painter.polygon(points, laid),
  ),
  fc.tuple(pixel, ink).map(
    ([{ x, y }, laid]): Edit =>
      (painter) =>
        painter.fill(x, y, laid),
  ),
  fc.tuple(pixel, fc.nat({ max: 255 }), fc.nat(), ink).map(
    ([{ x, y }, tolerance, seed, laid]): Edit =>
      (painter) =>
        painter.wand(x, y, noisyPicture(seed), tolerance, laid),
  ),
  fc.tuple(pixel, ink).map(
    ([{ x, y }, laid]): Edit =>
      (painter) =>
        painter.object(x, y, laid),
  ),
  ink.map(
    (laid): Edit =>
      (painter) =>
        painter.allObjects(laid),
  ),
  fc.tuple(inside, px).map(
    ([{ x, y }, by]): Edit =>
      (painter) =>
        painter.growObject(x, y, by),
  ),
  px.map(
    (by): Edit =>
      (painter) =>
        painter.growAll(by),
  ),
  inside.map(
    ({ x, y }): Edit =>
      (painter) =>
        painter.fillHoles(x, y),
  ),
  fc.constant<Edit>((painter) => painter.fillAllHoles()),
  fc.constantFrom('background' as const, 'ignored' as const).map(
    (unpainted): Edit =>
      (painter) =>
        painter.setUnpainted(unpainted),
  ),
);

type Move = { readonly move: 'undo' | 'redo' | 'replace' | 'cancel'; readonly seed: number };
const move: fc.Arbitrary<Move> = fc.record({
  move: fc.constantFrom(
    'undo' as const,
    'undo' as const,
    'redo' as const,
    'replace' as const,
    'cancel' as const,
  ),
  seed: fc.nat(),
});

/** Whether classes, ignored and touched pixels are the same outside of the rectangle. */
function changesOnly(before: string, after: string, rect: PaintRect | null): boolean {
  const pixels = SIDE * SIDE;
  const isIn = (x: number, y: number) =>
    rect !== null && x >= rect.x && y >= rect.y && x < rect.x + rect.width && y < rect.y + rect.height;
  for (const plane of [1, 6, 7]) {
    for (let at = 0; at < pixels; at++) {
      const back = at - plane * pixels;
      const isSame = before.at(back) === after.at(back);
      if (!isSame && !isIn(at % SIDE, Math.floor(at / SIDE))) return false;
    }
  }
  return true;
}

describe('the history of a map', () => {
  it('goes back and forth through 200 steps and more of every kind to the very bytes', () => {
    const commands = fc.array(fc.oneof({ arbitrary: edit, weight: 4 }, { arbitrary: move, weight: 1 }), {
      minLength: 330,
      maxLength: 350,
    });
    fc.assert(
      fc.property(fc.nat(), commands, (seed, list) => {
        const painter = new Painter(noisyMap(seed));
        const states = [stateOf(painter)];
        let at = 0;
        const drawn = (isStep: boolean) => {
          const state = stateOf(painter);
          expect(isStep).toBe(state !== states[at]);
          if (!isStep) return;
          states.length = at + 1;
          states.push(state);
          at += 1;
        };
        for (const command of list) {
          if (typeof command === 'function') {
            painter.begin();
            const rect = command(painter);
            const before = states[at] ?? '';
            drawn(painter.end());
            if (rect !== null) expect(changesOnly(before, stateOf(painter), rect)).toBe(true);
          } else if (command.move === 'replace') {
            const before = painter.state;
            painter.replace(noisyMap(command.seed));
            drawn(painter.state !== before);
          } else if (command.move === 'cancel') {
            painter.begin();
            painter.allObjects(UNPAINTED);
            painter.setUnpainted('ignored');
            painter.cancel();
          } else {
            const to = at + (command.move === 'undo' ? -1 : 1);
            const rect = painter[command.move]();
            expect(rect === null).toBe(states[to] === undefined);
            if (rect !== null) at = to;
          }
          expect(stateOf(painter) === states[at]).toBe(true);
        }
        while (painter.undo() !== null) {
          at -= 1;
          expect(stateOf(painter) === states[at]).toBe(true);
        }
        expect(at).toBe(0);
        while (painter.redo() !== null) {
          at += 1;
          expect(stateOf(painter) === states[at]).toBe(true);
        }
        expect(at).toBe(states.length - 1);
      }),
      { numRuns: 4, endOnFailure: true },
    );
  });

  const spotAt = (painter: Painter, x: number, y: number, size: number) => {
    painter.begin();
    painter.stroke(
      { from: { x, y }, to: { x, y }, radius: size },
      { ...CELL, instance: painter.newInstance() },
    );
    painter.end();
  };

  it('stays within a bound in bytes, the newest steps first', () => {
    const painter = new Painter(blankMap(256, 256), { historyBytes: 18_000 });
    for (let i = 0; i < 60; i++) spotAt(painter, (i * 37) % 256, (i * 91) % 256, 9);
    expect(painter.bytes).toBeLessThanOrEqual(18_000);
    let steps = 0;
    while (painter.undo() !== null) steps += 1;
    expect(steps).toBeGreaterThan(5);
    expect(steps).toBeLessThan(60);
  });

  it('keeps of a large image only what a stroke covers', () => {
    const painter = new Painter(blankMap(4096, 4096));
    painter.begin();
    painter.stroke({ from: { x: 5, y: 5 }, to: { x: 4090, y: 4090 }, radius: 8 }, CELL);
    painter.end();
    // About 128 squares along the diagonal and their neighbours, each a palette and a run or two a plane.
    expect(painter.bytes).toBeLessThan(20_000);
    expect(painter.undo()).toEqual({ x: 0, y: 0, width: 4096, height: 4096 });
    expect(painter.map.touched.every((one) => one === 0)).toBe(true);
  });

  it('keeps 200 large steps of a large image with many objects', () => {
    const painter = new Painter(blankMap(4096, 4096));
    for (let i = 0; i < 400; i++) spotAt(painter, 100 + 200 * (i % 20), 100 + 200 * Math.floor(i / 20), 60);
    const spots = painter.bytes;
    // Half the image each, over objects that are there and over those of the step before.
    const polygon = (shift: number) => {
      const [left, right] = [100 + shift, 2100 + 7 * shift];
      return [
        { x: left, y: 50 },
        { x: right, y: 90 },
        { x: right - 300, y: 4000 },
        { x: left, y: 3900 },
      ];
    };
    for (let i = 0; i < 8; i++) {
      painter.begin();
      painter.polygon(polygon(i * 25), { ...CELL, instance: painter.newInstance() });
      painter.end();
    }
    const [first, large] = [painter.bytes - spots, 8];
    painter.begin();
    painter.growAll(2);
    painter.end();
    const grown = painter.bytes - spots - first;
    expect(first / large).toBeLessThan(HISTORY_BYTES / 200);
    expect(grown).toBeLessThan(HISTORY_BYTES / 200);
    let steps = 0;
    while (painter.undo() !== null) steps += 1;
    expect(steps).toBe(409);
    expect(painter.map.touched.every((one) => one === 0)).toBe(true);
  });
});
