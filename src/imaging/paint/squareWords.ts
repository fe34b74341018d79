/**
 * Squares of planes as words of 16 bits, kept small: a palette of the values there and runs of them. Steps of drawing are
 * made of them.
 */
import type { PaintRect } from './paintMap';

type Plane = Uint8Array | Uint32Array;

/** Longest side of a square, px: a run of all its pixels fits beside the index of its value. */
export const SQUARE = 64;

const LENGTH_BITS = 12;
const LENGTHS = 2 ** LENGTH_BITS;
/** Up to so many values a run is one word; else it is two. */
const SHORT_PALETTE = 2 ** (16 - LENGTH_BITS);
const FIRST_WORDS = 1024;

/** Words one after another, in one array that grows; and what is needed to write a square. */
export class SquareWriter {
  private data = new Uint16Array(FIRST_WORDS);
  private size = 0;
  private readonly palette = new Map<number, number>();
  /** Length - 1 and index of each run of the square that is being written. */
  private readonly runs = new Uint16Array(2 * SQUARE * SQUARE);
  private runCount = 0;

  get length(): number {
    return this.size;
  }

  /** To be read until another word is written. */
  get words(): Uint16Array<ArrayBuffer> {
    return this.data;
  }

  push(word: number): void {
    if (this.size === this.data.length) this.reserve(1);
    this.data[this.size] = word;
    this.size += 1;
  }

  /** The words of another list from `from` up to `end`. */
  copy(words: Uint16Array, from: number, end: number): void {
    this.reserve(end - from);
    this.data.set(words.subarray(from, end), this.size);
    this.size += end - from;
  }

  /** Forgets all from the word `length` on. */
  cut(length: number): void {
    this.size = length;
  }

  set(at: number, word: number): void {
    this.data[at] = word;
  }

  /** A copy of all, no longer than they are. */
  done(): Uint16Array<ArrayBuffer> {
    return this.data.slice(0, this.size);
  }

  /** `plane` is [height, width] of an image `width` px wide, of which `rect`, at most a square, is inside. */
  writePlane(plane: Plane, width: number, rect: PaintRect): void {
    this.findRuns(plane, width, rect);
    const values = this.palette.size;
    const isShort = values <= SHORT_PALETTE;
    const length = 1 + 2 * values + this.runCount * (isShort ? 1 : 2);
    this.reserve(1 + length);
    this.push(length);
    this.push(values);
    for (const value of this.palette.keys()) {
      this.push(value & 0xffff);
      this.push(value >>> 16);
    }
    const { runs } = this;
    for (let at = 0; at < 2 * this.runCount; at += 2) {
      const [less, index] = [runs[at] ?? 0, runs[at + 1] ?? 0];
      if (isShort) this.push(less | (index << LENGTH_BITS));
      else {
        this.push(less);
        this.push(index);
      }
    }
  }

  private findRuns(plane: Plane, width: number, rect: PaintRect): void {
    this.palette.clear();
    this.runCount = 0;
    let value = plane[rect.y * width + rect.x] ?? 0;
    let length = 0;
    for (let row = 0; row < rect.height; row++) {
      const start = (rect.y + row) * width + rect.x;
      for (let at = start; at < start + rect.width; at++) {
        if (plane[at] === value) length += 1;
        else {
          this.addRun(length, value);
          value = plane[at] ?? 0;
          length = 1;
        }
      }
    }
    this.addRun(length, value);
  }

  private addRun(length: number, value: number): void {
    let index = this.palette.get(value);
    if (index === undefined) {
      index = this.palette.size;
      this.palette.set(value, index);
    }
    this.runs[2 * this.runCount] = length - 1;
    this.runs[2 * this.runCount + 1] = index;
    this.runCount += 1;
  }

  private reserve(words: number): void {
    const needed = this.size + words;
    if (needed <= this.data.length) return;
    const larger = new Uint16Array(Math.max(needed, 2 * this.data.length));
    larger.set(this.data);
    this.data = larger;
  }
}

/** Where the words of the plane that begins at `at` end. */
export function endOfPlane(words: Uint16Array, at: number): number {
  return at + 1 + (words[at] ?? 0);
}

/** Puts back what writePlane wrote of this rectangle, from the word `at` on. */
export function putPlane(words: Uint16Array, at: number, plane: Plane, width: number, rect: PaintRect): void {
  everyStretch(words, at, width, rect, (value, from, end) => {
    plane.fill(value, from, end);
    return true;
  });
}

/** Whether the plane is in this rectangle what writePlane wrote. Ends at the first difference. */
export function isPlane(
  words: Uint16Array,
  at: number,
  plane: Plane,
  width: number,
  rect: PaintRect,
): boolean {
  return everyStretch(words, at, width, rect, (value, from, end) => {
    for (let place = from; place < end; place++) if (plane[place] !== value) return false;
    return true;
  });
}

/** Whether `holds` for the places `from` up to `end` of each stretch of one value in one row; ends where it does not. */
function everyStretch(
  words: Uint16Array,
  at: number,
  width: number,
  rect: PaintRect,
  holds: (value: number, from: number, end: number) => boolean,
): boolean {
  const values = words[at + 1] ?? 0;
  const isShort = values <= SHORT_PALETTE;
  const end = endOfPlane(words, at);
  let [column, row] = [0, 0];
  for (let run = at + 2 + 2 * values; run < end; run += isShort ? 1 : 2) {
    const word = words[run] ?? 0;
    const index = isShort ? word >>> LENGTH_BITS : (words[run + 1] ?? 0);
    const value = ((words[at + 2 + 2 * index] ?? 0) | ((words[at + 3 + 2 * index] ?? 0) << 16)) >>> 0;
    let left = (word & (LENGTHS - 1)) + 1;
    while (left > 0) {
      const count = Math.min(left, rect.width - column);
      const start = (rect.y + row) * width + rect.x + column;
      if (!holds(value, start, start + count)) return false;
      left -= count;
      column += count;
      if (column === rect.width) [column, row] = [0, row + 1];
    }
  }
  return true;
}
