/** Labels that are being drawn or corrected: changed in place, so that a stroke costs what it covers. Not the labels of a dataset. */
import type { LabelMap } from '../../domain/labels';

/** All planes are [height, width]. Only the functions of this folder write to them. */
export interface PaintMap {
  readonly width: number;
  readonly height: number;
  readonly classes: Uint8Array<ArrayBuffer>;
  /** 1 where the pixel counts nowhere; its class is 0 then. */
  readonly ignore: Uint8Array<ArrayBuffer>;
  /** Number of the object, 0 for none. */
  readonly instances: Uint32Array<ArrayBuffer>;
  /** 1 where somebody painted, accepted or rejected. */
  readonly touched: Uint8Array<ArrayBuffer>;
}

/** What a pixel is that nobody painted: background, or not labelled at all, as between scribbles. */
export type Unpainted = 'background' | 'ignored';

/** An upright rectangle of pixels. */
export interface PaintRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Visits the pixels `from` to `to`, both included, of row `y`. */
export type RowVisitor = (y: number, from: number, to: number) => void;

/** A copy of labels to be changed; nothing of it is touched yet. */
export function paintMapOf(labels: LabelMap): PaintMap {
  const { width, height, classes, ignore, instances } = labels;
  const pixels = width * height;
  return {
    width,
    height,
    classes: classes.slice(),
    ignore: ignore?.slice() ?? new Uint8Array(pixels),
    instances: instances?.slice() ?? new Uint32Array(pixels),
    touched: new Uint8Array(pixels),
  };
}

/** Where nothing is labelled yet: every pixel is of class 0. */
export function blankMap(width: number, height: number): PaintMap {
  return paintMapOf({
    width,
    height,
    classes: new Uint8Array(width * height),
    ignore: null,
    instances: null,
  });
}

/** Where nothing is labelled and nothing counts yet: scribbles will. */
export function unpaintedMap(width: number, height: number): PaintMap {
  const map = blankMap(width, height);
  map.ignore.fill(1);
  return map;
}

/** Whether the pixel at this place is nobody's: neither an object's nor painted as ignored. */
export function isFree(map: PaintMap, unpainted: Unpainted, place: number): boolean {
  if (map.classes[place] !== 0) return false;
  return map.ignore[place] === 0 || (unpainted === 'ignored' && map.touched[place] === 0);
}

/** The smallest rectangle around both. */
export function joinRects(one: PaintRect | null, other: PaintRect | null): PaintRect | null {
  if (one === null || other === null) return one ?? other;
  const x = Math.min(one.x, other.x);
  const y = Math.min(one.y, other.y);
  const right = Math.max(one.x + one.width, other.x + other.width);
  const bottom = Math.max(one.y + one.height, other.y + other.height);
  return { x, y, width: right - x, height: bottom - y };
}
