/** Numbers of objects and probabilities as grey PNGs, for programs that read no TIFF. Class labels: labelPng. */
import { encode } from 'fast-png';
import { studioError } from '../../common/errors';
import type { ObjectMap } from '../../domain/objects';

/**
 * The value of a pixel is the number of its object, 0 for none, in 16 bits. Throws `too-many-objects` beyond 65,535,
 * naming the image by `name`.
 */
export function objectPng({ ids, width, height, count }: ObjectMap, name: string): Uint8Array<ArrayBuffer> {
  if (count >= 2 ** 16) throw tooMany(name, count);
  return new Uint8Array(encode({ width, height, data: Uint16Array.from(ids), channels: 1, depth: 16 }));
}

/** Of one class: `probabilities` [height, width], `one` standing for 1, as 16 bits, 65,535 for 1. */
export function probabilityPng(
  probabilities: Float32Array | Uint8Array,
  one: number,
  width: number,
  height: number,
): Uint8Array<ArrayBuffer> {
  const data = new Uint16Array(width * height);
  for (let at = 0; at < data.length; at++) data[at] = Math.round(((probabilities[at] ?? 0) / one) * 65_535);
  return new Uint8Array(encode({ width, height, data, channels: 1, depth: 16 }));
}

function tooMany(name: string, count: number) {
  return studioError(
    'too-many-objects',
    `${name} has ${count} objects; a PNG numbers 65535.`,
    'Export its objects as TIFF, or leave small ones out.',
    name,
  );
}
