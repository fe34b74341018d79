/**
 * Reading a row of points out of a raster: cubic or linear for intensities and weights, nearest for labels. Points are
 * px of a frame inside 0..side - 1; taps beyond the raster's edge are mirrored. A point on a pixel's centre copies it.
 */
import type { FloatRaster } from '../domain/raster';
import { mirrorIndex } from './mirror';
import type { Placement } from './placement';

/** A row of points in a frame, px. */
export interface PointRow {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * Writes [points, channels] to `out` from `at`: cubic convolution with a = -1/2 (Keys 1981), 16 pixels a point. In one
 * piece, with no array and no call a point: this loop is most of what a patch costs.
 */
export function cubicRow(
  image: FloatRaster,
  place: Placement,
  points: PointRow,
  out: Float32Array,
  at: number,
): void {
  const { width, height, channels, data } = image;
  const { x: xs, y: ys } = points;
  const { scaleX, x0, scaleY, y0 } = place;
  const stride = width * channels;
  const two = 2 * channels;
  const three = 3 * channels;
  for (let i = 0; i < xs.length; i++) {
    const x = scaleX * (xs[i] ?? 0) + x0;
    const y = scaleY * (ys[i] ?? 0) + y0;
    const column = Math.floor(x) | 0;
    const row = Math.floor(y) | 0;
    if (column < 1 || row < 1 || column >= width - 2 || row >= height - 2) {
      for (let c = 0; c < channels; c++) out[at++] = mirroredCubic(image, x, y, c);
      continue;
    }
    const t = x - column;
    const s = y - row;
    let from = row * stride + column * channels;
    if (t === 0 && s === 0) {
      for (let c = 0; c < channels; c++) out[at++] = data[from++] ?? 0;
      continue;
    }
    const u0 = ((-0.5 * t + 1) * t - 0.5) * t;
    const u1 = (1.5 * t - 2.5) * t * t + 1;
    const u3 = (0.5 * t - 0.5) * t * t;
    const u2 = 1 - u0 - u1 - u3;
    const v0 = ((-0.5 * s + 1) * s - 0.5) * s;
    const v1 = (1.5 * s - 2.5) * s * s + 1;
    const v3 = (0.5 * s - 0.5) * s * s;
    const v2 = 1 - v0 - v1 - v3;
    for (let c = 0; c < channels; c++, from++) {
      const a = from - stride - channels;
      const b = a + stride;
      const d = b + stride;
      const e = d + stride;
      const top =
        u0 * (data[a] ?? 0) +
        u1 * (data[a + channels] ?? 0) +
        u2 * (data[a + two] ?? 0) +
        u3 * (data[a + three] ?? 0);
      const upper =
        u0 * (data[b] ?? 0) +
        u1 * (data[b + channels] ?? 0) +
        u2 * (data[b + two] ?? 0) +
        u3 * (data[b + three] ?? 0);
      const lower =
        u0 * (data[d] ?? 0) +
        u1 * (data[d + channels] ?? 0) +
        u2 * (data[d + two] ?? 0) +
        u3 * (data[d + three] ?? 0);
      const bottom =
        u0 * (data[e] ?? 0) +
        u1 * (data[e + channels] ?? 0) +
        u2 * (data[e + two] ?? 0) +
        u3 * (data[e + three] ?? 0);
      out[at++] = v0 * top + v1 * upper + v2 * lower + v3 * bottom;
    }
  }
}

/** Writes [points, channels] to `out` from `at`, each value between the four pixels around its point. */
export function linearRow(
  image: FloatRaster,
  place: Placement,
  points: PointRow,
  out: Float32Array,
  at: number,
): void {
  const { width, height, channels, data } = image;
  const { x: xs, y: ys } = points;
  const { scaleX, x0, scaleY, y0 } = place;
  const stride = width * channels;
  for (let i = 0; i < xs.length; i++) {
    const x = scaleX * (xs[i] ?? 0) + x0;
    const y = scaleY * (ys[i] ?? 0) + y0;
    // Flooring may give -0, which would keep the index arithmetic in floating point; | 0 makes it an integer.
    const column = Math.floor(x) | 0;
    const row = Math.floor(y) | 0;
    const t = x - column;
    const s = y - row;
    const within = column >= 0 && row >= 0 && column < width - 1 && row < height - 1;
    const left = (within ? column : mirrorIndex(column, width)) * channels;
    const upper = (within ? row : mirrorIndex(row, height)) * stride;
    if (t === 0 && s === 0) {
      for (let c = 0; c < channels; c++) out[at++] = data[upper + left + c] ?? 0;
      continue;
    }
    const right = within ? left + channels : mirrorIndex(column + 1, width) * channels;
    const lower = within ? upper + stride : mirrorIndex(row + 1, height) * stride;
    for (let c = 0; c < channels; c++) {
      const a = data[upper + left + c] ?? 0;
      const b = data[lower + left + c] ?? 0;
      const above = a + ((data[upper + right + c] ?? 0) - a) * t;
      const below = b + ((data[lower + right + c] ?? 0) - b) * t;
      out[at++] = above + (below - above) * s;
    }
  }
}

/** Writes the index y * width + x of the pixel nearest to each point to out[0 ..]. */
export function nearestRow(
  raster: { readonly width: number; readonly height: number },
  place: Placement,
  points: PointRow,
  out: Int32Array,
): void {
  const { width, height } = raster;
  const { x: xs, y: ys } = points;
  for (let i = 0; i < xs.length; i++) {
    const column = Math.floor(place.scaleX * (xs[i] ?? 0) + place.x0 + 0.5) | 0;
    const row = Math.floor(place.scaleY * (ys[i] ?? 0) + place.y0 + 0.5) | 0;
    out[i] = mirrorIndex(row, height) * width + mirrorIndex(column, width);
  }
}

/** One value near the border, where not all 16 pixels lie inside. */
function mirroredCubic(
  { width, height, channels, data }: FloatRaster,
  x: number,
  y: number,
  c: number,
): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const pixel = (i: number, j: number) =>
    data[(mirrorIndex(row + j, height) * width + mirrorIndex(column + i, width)) * channels + c] ?? 0;
  const [t, s] = [x - column, y - row];
  if (t === 0 && s === 0) return pixel(0, 0);
  const line = (j: number) => cubic(pixel(-1, j), pixel(0, j), pixel(1, j), pixel(2, j), t);
  return cubic(line(-1), line(0), line(1), line(2), s);
}

function cubic(a: number, b: number, c: number, d: number, t: number): number {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}
