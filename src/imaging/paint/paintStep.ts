/**
 * One step of drawing that can be taken back: what the squares that it painted in looked like before. Cost and size follow what was painted over, not the image. Made by Painter.
 */
import { DirtyRect } from './dirtyRect';
import type { PaintMap, PaintRect } from './paintMap';
import {
  everyRun,
  everySquare,
  type PaintedPixel,
  SQUARE,
  type Square,
  SquareWriter,
  squareRect,
} from './squareRuns';

/** Beside its squares. */
const STEP_BYTES = 200;

export interface PaintStep {
  /** Of a SquareWriter. */
  readonly squares: Uint8Array<ArrayBuffer>;
  /** Around all that it changes; null where it changes no pixel. */
  readonly rect: PaintRect | null;
  /** What it takes in memory. */
  readonly bytes: number;
}

/** Of a step after which only what unpainted means is another. */
export const NO_CHANGE: PaintStep = { squares: new Uint8Array(0), rect: null, bytes: STEP_BYTES };

/** Keeps each square of the map before its first change. */
export class StepRecorder {
  private readonly before = new SquareWriter();
  private readonly isKept: Uint8Array;
  private readonly across: number;

  constructor(private readonly map: PaintMap) {
    this.across = Math.ceil(map.width / SQUARE);
    this.isKept = new Uint8Array(this.across * Math.ceil(map.height / SQUARE));
  }

  /** To be called before the pixels `from` to `to` of row `y` change. */
  keep(y: number, from: number, to: number): void {
    const row = Math.floor(y / SQUARE);
    const last = Math.floor(to / SQUARE);
    for (let column = Math.floor(from / SQUARE); column <= last; column++) {
      const square = row * this.across + column;
      if (this.isKept[square] === 1) continue;
      this.isKept[square] = 1;
      this.before.write(this.map, column, row);
    }
  }

  /** Null where every pixel is again, or still, as it was. */
  step(): PaintStep | null {
    const step = stepOf(this.map, this.before);
    return everySquare(step.squares, (square) => isUnchanged(this.map, square)) ? null : step;
  }
}

/** Brings the map to what the step kept; the step that leads back again. */
export function applyStep(map: PaintMap, { squares }: PaintStep): PaintStep {
  const opposite = new SquareWriter();
  everySquare(squares, (square) => {
    opposite.write(map, square.column, square.row);
    putSquare(map, square);
    return true;
  });
  return stepOf(map, opposite);
}

function stepOf(map: PaintMap, writer: SquareWriter): PaintStep {
  const squares = writer.done();
  const dirty = new DirtyRect();
  everySquare(squares, ({ column, row }) => {
    const { x, y, width, height } = squareRect(map, column, row);
    dirty.add(y, x, x + width - 1);
    dirty.add(y + height - 1, x, x);
    return true;
  });
  return { squares, rect: dirty.rect(), bytes: squares.byteLength + STEP_BYTES };
}

function putSquare({ width, height, classes, ignore, instances, touched }: PaintMap, square: Square): void {
  everyStretch({ width, height }, square, ({ ofClass, flags, instance }, from, end) => {
    classes.fill(ofClass, from, end);
    ignore.fill(flags & 1, from, end);
    instances.fill(instance, from, end);
    touched.fill(flags >> 1, from, end);
    return true;
  });
}

function isUnchanged(map: PaintMap, square: Square): boolean {
  const { classes, ignore, instances, touched } = map;
  return everyStretch(
    map,
    square,
    ({ ofClass, flags, instance }, from, end) =>
      isAll(touched, flags >> 1, from, end) &&
      isAll(classes, ofClass, from, end) &&
      isAll(ignore, flags & 1, from, end) &&
      isAll(instances, instance, from, end),
  );
}

function isAll(plane: Uint8Array | Uint32Array, value: number, from: number, end: number): boolean {
  for (let at = from; at < end; at++) if (plane[at] !== value) return false;
  return true;
}

/** Whether `holds` for the places `from` up to `end` of each stretch of one pixel in one row of the square; ends where not. */
function everyStretch(
  size: { readonly width: number; readonly height: number },
  square: Square,
  holds: (pixel: PaintedPixel, from: number, end: number) => boolean,
): boolean {
  const rect = squareRect(size, square.column, square.row);
  let [column, row] = [0, 0];
  return everyRun(square, (length, pixel) => {
    for (let left = length; left > 0; ) {
      const count = Math.min(left, rect.width - column);
      const start = (rect.y + row) * size.width + rect.x + column;
      if (!holds(pixel, start, start + count)) return false;
      left -= count;
      column += count;
      if (column === rect.width) [column, row] = [0, row + 1];
    }
    return true;
  });
}
