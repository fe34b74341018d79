/** Masks of round objects with known truth, drawn the ways in which people save masks. Tests only. */
import { rngStream } from '../common/rng';
import type { MaskCoding, MaskRaster } from '../domain/masks';
import type { Raster, SampleArray } from '../domain/raster';

export interface Disc {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Discs of `least` to twice `least` px radius, at least 3 px apart, at most `count`; the same for the same seed. */
export function drawDiscs(seed: number, index: number, count: number, size: number, least = 3): Disc[] {
  const rng = rngStream(seed, 'test', 0, index);
  const discs: Disc[] = [];
  for (let tries = 0; tries < 60 * count && discs.length < count; tries++) {
    const disc = { x: rng.uniform(0, size), y: rng.uniform(0, size), radius: rng.uniform(least, 2 * least) };
    const isApart = ({ x, y, radius }: Disc) => Math.hypot(x - disc.x, y - disc.y) > radius + disc.radius + 3;
    if (discs.every(isApart)) discs.push(disc);
  }
  return discs;
}

/** [size, size]: 1 + the index of the disc that holds the pixel's middle, 0 for none. */
export function numbersOf(discs: readonly Disc[], size: number): Uint32Array<ArrayBuffer> {
  return Uint32Array.from({ length: size * size }, (_, pixel) => {
    const [x, y] = [pixel % size, Math.floor(pixel / size)];
    return 1 + discs.findIndex((disc) => Math.hypot(disc.x - x, disc.y - y) <= disc.radius);
  });
}

/** [size, size], 0..255: 1 px wide ramps at the discs' edges, above 127 where numbersOf has an object. */
export function softDiscs(discs: readonly Disc[], size: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: size * size }, (_, pixel) => {
    const [x, y] = [pixel % size, Math.floor(pixel / size)];
    const depth = Math.max(-1, ...discs.map((disc) => disc.radius - Math.hypot(disc.x - x, disc.y - y)));
    return Math.min(255, Math.max(0, Math.ceil(127 + 128 * depth)));
  });
}

/** A square mask of one channel. */
export function maskOf(data: SampleArray, coding: MaskCoding = 'values', palette?: number[]): MaskRaster {
  const size = Math.sqrt(data.length);
  const raster = { width: size, height: size, channels: 1, type: typeOf(data), data, coding };
  return palette === undefined ? raster : { ...raster, palette: Uint8Array.from(palette) };
}

/** Small masks by hand: rows of digits, `.` for 255. */
export function rowsMask(...lines: string[]): MaskRaster {
  const values = lines
    .join('')
    .split('')
    .map((digit) => (digit === '.' ? 255 : Number.parseInt(digit, 36)));
  const raster = { width: lines[0]?.length ?? 0, height: lines.length, channels: 1, type: 'uint8' as const };
  return { ...raster, data: Uint8Array.from(values), coding: 'values' };
}

/** A square raster of RGB from colours 0xRRGGBB. */
export function rgbOf(colours: readonly number[]): Raster {
  const data = Uint8Array.from(
    colours.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]),
  );
  const size = Math.sqrt(colours.length);
  return { width: size, height: size, channels: 3, type: 'uint8', data };
}

function typeOf(data: SampleArray): Raster['type'] {
  if (data instanceof Uint8Array) return 'uint8';
  if (data instanceof Uint16Array) return 'uint16';
  if (data instanceof Uint32Array) return 'uint32';
  if (data instanceof Int8Array) return 'int8';
  if (data instanceof Int16Array) return 'int16';
  if (data instanceof Int32Array) return 'int32';
  return data instanceof Float32Array ? 'float32' : 'float64';
}
