/** Outlines as the values of a mask: a class and a number a pixel. What files hold is the readers' business. */
import { assert } from '../../common/assert';
import { IGNORED_OUTLINE, type Outline } from '../../domain/annotations';
import { OBJECTS_PER_CLASS } from '../../domain/labels';
import { type Spans, shapeSpans } from './shapeSpans';

/** What an object is called that has no name, beside others that have one. */
export const UNNAMED = 'object';

/**
 * [height, width]: OBJECTS_PER_CLASS * (class - 1) + number of the object, from 1 in the order of the outlines;
 * IGNORED_OUTLINE where nothing counts; else 0. Classes 1, 2 ... are those of `names`; without names all are of class 1.
 * Where outlines overlap the smaller one is on top, of equals the later, so that one that lies within another survives.
 * At most OBJECTS_PER_CLASS - 1 outlines.
 */
export function drawOutlines(
  outlines: readonly Outline[],
  width: number,
  height: number,
  names: readonly string[],
): Uint32Array<ArrayBuffer> {
  assert(outlines.length < OBJECTS_PER_CLASS, 'outlines can be numbered');
  const drawn = outlines.map((outline, index) => {
    const parts = outline.shapes.map((shape) => shapeSpans(shape, width, height));
    const pixels = parts.reduce((sum, part) => sum + part.pixels, 0);
    return { parts, pixels, index, value: pixelValue(outline, index + 1, names) };
  });
  const values = new Uint32Array(width * height);
  for (const { parts, value } of drawn.sort((a, b) => b.pixels - a.pixels || a.index - b.index)) {
    for (const part of parts) fill(values, width, part, value);
  }
  return values;
}

function pixelValue({ role, name }: Outline, number: number, names: readonly string[]): number {
  if (role === 'background') return 0;
  if (role === 'ignored') return IGNORED_OUTLINE;
  return OBJECTS_PER_CLASS * Math.max(0, names.indexOf(name ?? UNNAMED)) + number;
}

function fill(values: Uint32Array, width: number, { data }: Spans, value: number): void {
  for (let i = 0; i < data.length; i += 3) {
    const row = (data[i] ?? 0) * width;
    values.fill(value, row + (data[i + 1] ?? 0), row + (data[i + 2] ?? 0));
  }
}
