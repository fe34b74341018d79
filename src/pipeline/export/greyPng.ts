/** Numbers of objects and probabilities as grey PNGs, for programs that read no TIFF. Class labels: labelPng. */
import { encode } from 'fast-png';
import { studioError } from '../../common/errors';
import type { ObjectMap } from '../../domain/objects';

/**
 * The value of a pixel is the number of its object, 0 for none: 8 bits where all fit, else 16. Throws `too-many-objects`
 * beyond 65,535.
 */
export function objectPng({ ids, width, height, count }: ObjectMap): Uint8Array<ArrayBuffer> {
  if (count >= 2 ** 16) throw tooMany(count);
  const isByte = count < 2 ** 8;
  const data = isByte ? Uint8Array.from(ids) : Uint16Array.from(ids);
  return new Uint8Array(encode({ width, height, data, channels: 1, depth: isByte ? 8 : 16 }));
}

/** Of one class: `probabilities` [height, width], 0..1, as 16 bits, 65,535 for 1. */
export function probabilityPng(
  probabilities: Float32Array,
  width: number,
  height: number,
): Uint8Array<ArrayBuffer> {
  const data = Uint16Array.from(probabilities, (share) => Math.round(share * 65_535));
  return new Uint8Array(encode({ width, height, data, channels: 1, depth: 16 }));
}

function tooMany(count: number) {
  return studioError(
    'too-many-objects',
    `The image has ${count} objects; a PNG numbers 65535.`,
    'Export the objects as TIFF, or leave small ones out.',
    count,
  );
}
