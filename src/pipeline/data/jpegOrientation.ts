/** The orientation in a JPEG's EXIF data, and turning by it. MozJPEG does both itself; this is for what it does not read. */
import type { Raster } from '../../domain/raster';
import { newSamples } from './sampleArrays';

const [APP1, SOS] = [0xe1, 0xda];
const ORIENTATION = 0x0112;

/** 1..8 as EXIF 2.3 tag 274 says; 1 (upright) where the file does not say, or says it in damaged data. */
export function exifOrientation(bytes: Uint8Array<ArrayBuffer>): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 4 <= bytes.length && view.getUint8(at) === 0xff; ) {
    const marker = view.getUint8(at + 1);
    const end = Math.min(bytes.length, at + 2 + view.getUint16(at + 2));
    if (marker === SOS) break;
    // "Exif", two zeros, then a TIFF.
    if (marker === APP1 && end > at + 24 && view.getUint32(at + 4) === 0x45786966) {
      return orientationIn(new DataView(bytes.buffer, bytes.byteOffset + at + 10, end - at - 10));
    }
    at = end;
  }
  return 1;
}

function orientationIn(tiff: DataView): number {
  const littleEndian = tiff.getUint16(0) === 0x4949;
  const directory = tiff.getUint32(4, littleEndian);
  if (directory + 2 > tiff.byteLength) return 1;
  const entries = tiff.getUint16(directory, littleEndian);
  for (let at = directory + 2; at + 12 <= Math.min(tiff.byteLength, directory + 2 + entries * 12); at += 12) {
    if (tiff.getUint16(at, littleEndian) !== ORIENTATION) continue;
    const value = tiff.getUint16(at + 8, littleEndian);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** The raster as it is to be seen: 5 to 8 swap width and height. */
export function upright(raster: Raster, orientation: number): Raster {
  if (orientation === 1) return raster;
  const { width: w, height: h, channels, data, type } = raster;
  const swaps = orientation >= 5;
  const [width, height] = swaps ? [h, w] : [w, h];
  const out = newSamples(type, data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [sx, sy] = storedAt(orientation, x, y, w, h);
      for (let c = 0; c < channels; c++)
        out[(y * width + x) * channels + c] = data[(sy * w + sx) * channels + c] ?? 0;
    }
  }
  return { ...raster, width, height, data: out };
}

/** Where the pixel shown at (x, y) is stored, in an image of w × h stored pixels. */
function storedAt(orientation: number, x: number, y: number, w: number, h: number): [number, number] {
  const [a, b] = orientation >= 5 ? [y, x] : [x, y];
  const flipsX = orientation === 2 || orientation === 3 || orientation === 7 || orientation === 8;
  const flipsY = orientation === 3 || orientation === 4 || orientation === 6 || orientation === 7;
  return [flipsX ? w - 1 - a : a, flipsY ? h - 1 - b : b];
}
