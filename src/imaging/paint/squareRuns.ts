/**
 * Squares of a map as bytes, kept small: a palette of the pixels there, and runs of them, most of which take one byte.
 * Steps of drawing are made of them.
 */
import type { PaintMap, PaintRect } from './paintMap';

/** Side, px. */
export const SQUARE = 64;

/** What a pixel is in each plane of a map. Of `flags` the lower bit is ignored, the next one touched. */
export interface PaintedPixel {
  readonly ofClass: number;
  readonly flags: number;
  readonly instance: number;
}

/** Of a run's first byte; what does not fit follows as a number. */
const LENGTH_BITS = 5;
const LENGTHS = 2 ** LENGTH_BITS;
const INDICES = 2 ** (8 - LENGTH_BITS);
const FIRST_BYTES = 1024;

/** Numbers from 0 on, one after another, small ones in one byte (LEB128). In an array that grows. */
class NumberWriter {
  private data = new Uint8Array(FIRST_BYTES);
  private size = 0;

  get length(): number {
    return this.size;
  }

  /** To be read until another number is written. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.data;
  }

  number(value: number): void {
    let rest = value;
    for (; rest > 0x7f; rest = Math.floor(rest / 128)) this.byte((rest % 128) | 0x80);
    this.byte(rest);
  }

  byte(value: number): void {
    if (this.size === this.data.length) this.grow();
    this.data[this.size] = value;
    this.size += 1;
  }

  clear(): void {
    this.size = 0;
  }

  append(bytes: Uint8Array): void {
    while (this.size + bytes.length > this.data.length) this.grow();
    this.data.set(bytes, this.size);
    this.size += bytes.length;
  }

  private grow(): void {
    const larger = new Uint8Array(2 * this.data.length);
    larger.set(this.data);
    this.data = larger;
  }
}

/** Squares one after another. */
export class SquareWriter {
  private readonly out = new NumberWriter();
  private readonly body = new NumberWriter();
  private readonly palette = new Map<number, number>();
  private readonly runs = {
    lengths: new Uint16Array(SQUARE * SQUARE),
    indices: new Uint16Array(SQUARE * SQUARE),
  };
  private count = 0;

  /** A copy of all, no longer than they are. */
  done(): Uint8Array<ArrayBuffer> {
    return this.out.bytes.slice(0, this.out.length);
  }

  /** What the map is in a square. */
  write(map: PaintMap, column: number, row: number): void {
    const rect = squareRect(map, column, row);
    const { classes, ignore, instances, touched } = map;
    this.palette.clear();
    this.count = 0;
    for (let y = rect.y; y < rect.y + rect.height; y++) {
      const end = y * map.width + rect.x + rect.width;
      for (let at = end - rect.width; at < end; ) {
        const [ofClass, ignored, instance, seen] = [classes[at], ignore[at], instances[at], touched[at]];
        const start = at;
        at += 1;
        while (
          at < end &&
          classes[at] === ofClass &&
          instances[at] === instance &&
          touched[at] === seen &&
          ignore[at] === ignored
        ) {
          at += 1;
        }
        const flags = (ignored ?? 0) | ((seen ?? 0) << 1);
        this.add(at - start, (instance ?? 0) * 1024 + (ofClass ?? 0) * 4 + flags);
      }
    }
    this.end(column, row);
  }

  /** Joined with the run before where nothing tells them apart. */
  private add(length: number, key: number): void {
    let index = this.palette.get(key);
    if (index === undefined) {
      index = this.palette.size;
      this.palette.set(key, index);
    }
    const { lengths, indices } = this.runs;
    const last = this.count - 1;
    if (last >= 0 && indices[last] === index) {
      lengths[last] = (lengths[last] ?? 0) + length;
      return;
    }
    lengths[this.count] = length;
    indices[this.count] = index;
    this.count += 1;
  }

  /** Column, row, bytes that follow; how many pixels the palette has, and those; runs. */
  private end(column: number, row: number): void {
    const { body, out } = this;
    body.clear();
    body.number(this.palette.size);
    for (const key of this.palette.keys()) {
      body.number(Math.floor(key / 1024));
      body.number(key % 1024);
    }
    for (let run = 0; run < this.count; run++) {
      this.writeRun(this.runs.lengths[run] ?? 0, this.runs.indices[run] ?? 0);
    }
    for (const value of [column, row, body.length]) out.number(value);
    out.append(body.bytes.subarray(0, body.length));
  }

  private writeRun(length: number, index: number): void {
    const [isLong, isFar] = [length >= LENGTHS, index >= INDICES - 1];
    this.body.byte((isLong ? 0 : length) | ((isFar ? INDICES - 1 : index) << LENGTH_BITS));
    if (isLong) this.body.number(length - LENGTHS);
    if (isFar) this.body.number(index - (INDICES - 1));
  }
}

/** A square as it is kept. */
export interface Square {
  readonly column: number;
  readonly row: number;
  readonly bytes: Uint8Array;
  /** Of its palette, and of what comes after it. */
  readonly start: number;
  readonly end: number;
}

/** Whether `holds` for each square of what a SquareWriter has done, one after another; ends where it does not. */
export function everySquare(bytes: Uint8Array, holds: (square: Square) => boolean): boolean {
  const reader = new NumberReader(bytes, 0);
  while (reader.at < bytes.length) {
    const [column, row, length] = [reader.number(), reader.number(), reader.number()];
    const start = reader.at;
    if (!holds({ column, row, bytes, start, end: start + length })) return false;
    reader.at = start + length;
  }
  return true;
}

/** The same of the runs of a square, in the order of its rows. */
export function everyRun(
  { bytes, start, end }: Square,
  holds: (length: number, pixel: PaintedPixel) => boolean,
): boolean {
  const reader = new NumberReader(bytes, start);
  const palette = Array.from({ length: reader.number() }, (): PaintedPixel => {
    const instance = reader.number();
    const rest = reader.number();
    return { instance, ofClass: rest >> 2, flags: rest & 3 };
  });
  while (reader.at < end) {
    const byte = reader.byte();
    const short = byte & (LENGTHS - 1);
    const length = short === 0 ? LENGTHS + reader.number() : short;
    const near = byte >> LENGTH_BITS;
    const pixel = palette[near === INDICES - 1 ? near + reader.number() : near];
    if (pixel !== undefined && !holds(length, pixel)) return false;
  }
  return true;
}

class NumberReader {
  constructor(
    private readonly bytes: Uint8Array,
    public at: number,
  ) {}

  byte(): number {
    this.at += 1;
    return this.bytes[this.at - 1] ?? 0;
  }

  number(): number {
    let [value, unit] = [0, 1];
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) return value;
      unit *= 128;
    }
  }
}

/** Where a square lies; those at the right and lower edges may be smaller. */
export function squareRect(
  { width, height }: { readonly width: number; readonly height: number },
  column: number,
  row: number,
): PaintRect {
  const [x, y] = [column * SQUARE, row * SQUARE];
  return { x, y, width: Math.min(SQUARE, width - x), height: Math.min(SQUARE, height - y) };
}
