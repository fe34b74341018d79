/** What tells whether two images show the same: a checksum of their pixels, and a small picture. */
import { crc32 } from '../../../common/crc32';
import type { Raster } from '../../../domain/raster';
import { meanOfChannels } from './edgeMap';

/** Sides of the small picture. */
const SIDE = 48;
/** Correlation of two small pictures that are one: copies saved as JPEG have 0.999 and more. */
const SAME = 0.995;
/** Without a divisor in common with SIDE: all pixels have their turn. */
const STRIDE = 619;

export interface PictureKey {
  readonly width: number;
  readonly height: number;
  readonly checksum: number;
  /** [SIDE, SIDE], mean 0, length 1; null where the image is flat. */
  readonly small: Float32Array<ArrayBuffer> | null;
}

export function pictureKey(image: Raster): PictureKey {
  const { width, height, data } = image;
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { width, height, checksum: crc32(bytes), small: smallPicture(meanOfChannels(image), width, height) };
}

/** Whether two images have the same pixels, or look the same ("alike"). */
export function sameness(a: PictureKey, b: PictureKey): 'same' | 'alike' | null {
  if (a.width === b.width && a.height === b.height && a.checksum === b.checksum) return 'same';
  if (
    a.small === null ||
    b.small === null ||
    Math.abs(Math.log((a.width * b.height) / (a.height * b.width))) > 0.02
  )
    return null;
  return areNear(a.small, b.small) ? 'alike' : null;
}

/**
 * Whether their correlation is SAME or more: both have length 1, so that it tells how far they are apart. Most are so after
 * a few pixels from all over the picture, which lets thousands of images be compared with one another.
 */
function areNear(a: Float32Array, b: Float32Array): boolean {
  let left = 2 * (1 - SAME);
  for (let i = 0; i < a.length; i++) {
    const at = (i * STRIDE) % a.length;
    const apart = (a[at] ?? 0) - (b[at] ?? 0);
    left -= apart * apart;
    if (left < 0) return false;
  }
  return true;
}

/** Means of blocks, less their neighbourhood's mean, so that shading that all images of a set share counts little. */
function smallPicture(grey: Float32Array, width: number, height: number): PictureKey['small'] {
  const small = new Float32Array(SIDE * SIDE);
  for (let row = 0; row < SIDE; row++) {
    const [top, bottom] = [Math.floor((row * height) / SIDE), Math.ceil(((row + 1) * height) / SIDE)];
    for (let column = 0; column < SIDE; column++) {
      const [left, right] = [Math.floor((column * width) / SIDE), Math.ceil(((column + 1) * width) / SIDE)];
      let sum = 0;
      for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += grey[y * width + x] ?? 0;
      small[row * SIDE + column] = sum / ((bottom - top) * (right - left));
    }
  }
  return normalised(withoutShading(small));
}

function withoutShading(small: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  return small.map((value, at) => {
    const [x, y] = [at % SIDE, Math.floor(at / SIDE)];
    let [sum, count] = [0, 0];
    for (let dy = -2; dy <= 2; dy++) {
      for (let dx = -2; dx <= 2; dx++) {
        if (x + dx < 0 || x + dx >= SIDE || y + dy < 0 || y + dy >= SIDE) continue;
        sum += small[at + dy * SIDE + dx] ?? 0;
        count += 1;
      }
    }
    return value - sum / count;
  });
}

function normalised(values: Float32Array<ArrayBuffer>): PictureKey['small'] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const length = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0));
  return length > 0 && Number.isFinite(length) ? values.map((value) => (value - mean) / length) : null;
}
