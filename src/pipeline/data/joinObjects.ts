/** One file an object as one mask of object numbers. Called by maskPlane. */
import { defined } from '../../common/assert';
import { studioError } from '../../common/errors';
import type { MaskRef } from '../../domain/data';
import { OBJECTS_PER_CLASS } from '../../domain/labels';
import type { MaskRaster } from '../../domain/masks';
import { UNNAMED } from '../../imaging/objects/drawOutlines';
import { naturalOrder } from './naturalOrder';

/** The classes that the files of a whole set name, in natural order; none where no file names one. */
export function wordClassesOf(words: Iterable<string | null>): string[] {
  const all = new Set(words);
  const named = [...all].flatMap((word) => (word === null ? [] : [word])).sort(naturalOrder);
  return named.length > 0 && all.has(null) && !all.has(UNNAMED) ? [...named, UNNAMED] : named;
}

/**
 * Planes of one channel, equal in size. Object n (from 1, in their order) is where plane n lies above half of its
 * largest value. Where objects overlap the smaller one is on top, of equals the earlier, so that one that lies
 * within another survives. Throws `mask-unreadable` where sizes differ or there are too many.
 */
export function joinObjects(
  planes: readonly MaskRaster[],
  words: MaskRef['words'],
  wordClasses: readonly string[],
  path: string | null,
): MaskRaster {
  const { width, height } = defined(planes[0], 'The first plane of a mask');
  if (planes.length >= OBJECTS_PER_CLASS) throw tooMany(planes.length, path);
  if (planes.some((plane) => plane.width !== width || plane.height !== height)) throw sizesDiffer(path);
  const data = new Uint32Array(width * height);
  const objects = planes.map((plane, index) => {
    const pixels = objectPixels(plane);
    return { pixels, index, value: offsetOf(words[index] ?? null, wordClasses) + index + 1 };
  });
  const largestFirst = objects.sort((a, b) => b.pixels.length - a.pixels.length || b.index - a.index);
  for (const { pixels, value } of largestFirst) {
    for (const pixel of pixels) data[pixel] = value;
  }
  return { width, height, channels: 1, type: 'uint32', data, coding: 'objects' };
}

function offsetOf(word: string | null, wordClasses: readonly string[]): number {
  return OBJECTS_PER_CLASS * Math.max(0, wordClasses.indexOf(word ?? UNNAMED));
}

/** Indices of the object's pixels. A colour is as large as its brightest channel. */
function objectPixels({ data, coding }: MaskRaster): Uint32Array {
  const level = coding === 'colours' ? brightest : (value: number) => value;
  let largest = 0;
  for (const value of data) largest = Math.max(largest, level(value));
  const found: number[] = [];
  for (let i = 0; i < data.length; i++) if (level(data[i] ?? 0) > largest / 2) found.push(i);
  return Uint32Array.from(found);
}

function brightest(colour: number): number {
  return Math.max(colour >> 16, (colour >> 8) & 255, colour & 255);
}

function tooMany(count: number, path: string | null) {
  const message = `${path ?? 'A mask'} has ${count} files, one for each object; ${OBJECTS_PER_CLASS - 1} can be joined.`;
  return studioError('mask-unreadable', message, 'Save the mask as one file of object numbers.', path);
}

function sizesDiffer(path: string | null) {
  const message = `The files of ${path ?? 'a mask'}, one for each object, differ in size.`;
  return studioError('mask-unreadable', message, 'Save each object at the size of the image.', path);
}
