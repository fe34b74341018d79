/**
 * One step of drawing that can be taken back: what the squares that it changed looked like before, of the planes that it
 * changed there. Cost and size follow what was painted over, not the image. Made by Painter.
 */
import { DirtyRect } from './dirtyRect';
import type { PaintMap, PaintRect } from './paintMap';
import { endOfPlane, isPlane, putPlane, SQUARE, SquareWriter } from './squareWords';

const PLANES = ['classes', 'ignore', 'instances', 'touched'] as const;
const ALL_PLANES = 2 ** PLANES.length - 1;

/** Column, row and which planes: what goes before the planes of a square. */
const HEAD = 3;

/** Beside its words. */
const STEP_BYTES = 200;

export interface PaintStep {
  /** Square after square: column, row, a bit for each of its planes in the order of PLANES, those planes. */
  readonly words: Uint16Array<ArrayBuffer>;
  /** Around all that it changes; null where it changes no pixel. */
  readonly rect: PaintRect | null;
  /** What it takes in memory. */
  readonly bytes: number;
}

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
      writeSquare(this.before, this.map, column, row, ALL_PLANES);
    }
  }

  /** Without what is again, or still, as it was. */
  step(): PaintStep {
    const { map, before } = this;
    const changed = new SquareWriter();
    forEachSquare(before.words, before.length, (column, row, _, start) => {
      const head = changed.length;
      const rect = squareRect(map, column, row);
      let planes = 0;
      for (const word of [column, row, 0]) changed.push(word);
      forEachPlane(before.words, start, ALL_PLANES, (bit, at, end) => {
        if (isPlane(before.words, at, map[PLANES[bit] ?? 'classes'], map.width, rect)) return;
        changed.copy(before.words, at, end);
        planes |= 1 << bit;
      });
      if (planes === 0) changed.cut(head);
      else changed.set(head + HEAD - 1, planes);
    });
    return stepOf(map, changed);
  }
}

/** Brings the map to what the step kept; the step that leads back again. */
export function applyStep(map: PaintMap, { words }: PaintStep): PaintStep {
  const opposite = new SquareWriter();
  forEachSquare(words, words.length, (column, row, planes, start) => {
    writeSquare(opposite, map, column, row, planes);
    const rect = squareRect(map, column, row);
    forEachPlane(words, start, planes, (bit, at) => {
      putPlane(words, at, map[PLANES[bit] ?? 'classes'], map.width, rect);
    });
  });
  return stepOf(map, opposite);
}

function stepOf(map: PaintMap, writer: SquareWriter): PaintStep {
  const words = writer.done();
  const dirty = new DirtyRect();
  forEachSquare(words, words.length, (column, row) => {
    const { x, y, width, height } = squareRect(map, column, row);
    dirty.add(y, x, x + width - 1);
    dirty.add(y + height - 1, x, x);
  });
  return { words, rect: dirty.rect(), bytes: words.byteLength + STEP_BYTES };
}

function writeSquare(writer: SquareWriter, map: PaintMap, column: number, row: number, planes: number): void {
  const rect = squareRect(map, column, row);
  for (const word of [column, row, planes]) writer.push(word);
  for (const [bit, name] of PLANES.entries()) {
    if (planes & (1 << bit)) writer.writePlane(map[name], map.width, rect);
  }
}

type SquareVisitor = (column: number, row: number, planes: number, firstPlane: number) => void;

function forEachSquare(words: Uint16Array, length: number, visit: SquareVisitor): void {
  for (let at = 0; at < length; ) {
    const [column, row, planes] = [words[at] ?? 0, words[at + 1] ?? 0, words[at + 2] ?? 0];
    const start = at + HEAD;
    at = start;
    for (let bit = 0; bit < PLANES.length; bit++) if (planes & (1 << bit)) at = endOfPlane(words, at);
    visit(column, row, planes, start);
  }
}

function forEachPlane(
  words: Uint16Array,
  start: number,
  planes: number,
  visit: (bit: number, at: number, end: number) => void,
): void {
  let at = start;
  for (let bit = 0; bit < PLANES.length; bit++) {
    if (!(planes & (1 << bit))) continue;
    const end = endOfPlane(words, at);
    visit(bit, at, end);
    at = end;
  }
}

function squareRect({ width, height }: PaintMap, column: number, row: number): PaintRect {
  const [x, y] = [column * SQUARE, row * SQUARE];
  return { x, y, width: Math.min(SQUARE, width - x), height: Math.min(SQUARE, height - y) };
}
