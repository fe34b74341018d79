/** From a PNG's unpacked stream to samples: filters undone row by row, interlaced passes put in place. */
import type { SampleArray } from '../../domain/raster';
import type { PngHeader } from './pngChunks';
import { newSamples } from './sampleArrays';

/** A grid of pixels that is stored as an image of its own: all of them, or one of Adam7's seven. */
interface Pass {
  readonly x: number;
  readonly y: number;
  readonly stepX: number;
  readonly stepY: number;
  readonly width: number;
  readonly height: number;
}

/** x, y, stepX, stepY (PNG third edition, section 8.1). */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

function passesOf({ width, height, interlaced }: PngHeader): Pass[] {
  if (!interlaced) return [{ x: 0, y: 0, stepX: 1, stepY: 1, width, height }];
  const passes = ADAM7.map(([x, y, stepX, stepY]) => {
    const count = (side: number, start: number, step: number) =>
      Math.max(0, Math.ceil((side - start) / step));
    return { x, y, stepX, stepY, width: count(width, x, stepX), height: count(height, y, stepY) };
  });
  return passes.filter((pass) => pass.width > 0 && pass.height > 0);
}

function rowBytes({ width }: Pass, { channels, depth }: PngHeader): number {
  return Math.ceil((width * channels * depth) / 8);
}

/** Bytes of the unpacked stream: every row with its filter's number before it. */
export function streamBytes(header: PngHeader): number {
  return passesOf(header).reduce((sum, pass) => sum + (1 + rowBytes(pass, header)) * pass.height, 0);
}

/**
 * [height, width, kept channels], alpha left out. `stream` is overwritten. Throws a plain Error on a filter that does
 * not exist.
 */
export function pngSamples(header: PngHeader, stream: Uint8Array<ArrayBuffer>): SampleArray {
  const kept = header.channels - (header.alpha ? 1 : 0);
  const type = header.depth === 16 ? 'uint16' : 'uint8';
  const out = newSamples(type, header.width * header.height * kept);
  let at = 0;
  for (const pass of passesOf(header)) {
    const bytes = rowBytes(pass, header);
    let before = new Uint8Array(bytes);
    for (let row = 0; row < pass.height; row++) {
      const current = stream.subarray(at + 1, at + 1 + bytes);
      undoFilter(stream[at] ?? 0, current, before, Math.max(1, (header.channels * header.depth) >> 3));
      placeRow(current, header, pass, row, kept, out);
      before = current;
      at += 1 + bytes;
    }
  }
  return out;
}

/** Section 9.2. In place; `step` bytes lie between a byte and its left neighbour. */
function undoFilter(filter: number, row: Uint8Array, above: Uint8Array, step: number): void {
  if (filter > 4) throw new Error(`PNG filter ${filter}`);
  if (filter === 1) undoSub(row, step);
  if (filter === 2) undoUp(row, above);
  if (filter === 3) undoAverage(row, above, step);
  if (filter === 4) undoPaeth(row, above, step);
}

function undoSub(row: Uint8Array, step: number): void {
  for (let i = step; i < row.length; i++) row[i] = (row[i] ?? 0) + (row[i - step] ?? 0);
}

function undoUp(row: Uint8Array, above: Uint8Array): void {
  for (let i = 0; i < row.length; i++) row[i] = (row[i] ?? 0) + (above[i] ?? 0);
}

function undoAverage(row: Uint8Array, above: Uint8Array, step: number): void {
  for (let i = 0; i < row.length; i++) {
    const left = i >= step ? (row[i - step] ?? 0) : 0;
    row[i] = (row[i] ?? 0) + ((left + (above[i] ?? 0)) >> 1);
  }
}

function undoPaeth(row: Uint8Array, above: Uint8Array, step: number): void {
  for (let i = 0; i < row.length; i++) {
    const left = i >= step ? (row[i - step] ?? 0) : 0;
    const corner = i >= step ? (above[i - step] ?? 0) : 0;
    row[i] = (row[i] ?? 0) + paeth(left, above[i] ?? 0, corner);
  }
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const toLeft = Math.abs(estimate - left);
  const toUp = Math.abs(estimate - up);
  const toCorner = Math.abs(estimate - corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

function placeRow(
  row: Uint8Array,
  { width, channels, depth }: PngHeader,
  pass: Pass,
  index: number,
  kept: number,
  out: SampleArray,
): void {
  const start = ((pass.y + index * pass.stepY) * width + pass.x) * kept;
  if (depth === 8 && kept === channels && pass.stepX === 1) {
    out.set(row, start);
    return;
  }
  for (let x = 0; x < pass.width; x++) {
    const to = start + x * pass.stepX * kept;
    for (let c = 0; c < kept; c++) out[to + c] = sampleAt(row, x * channels + c, depth);
  }
}

/** Samples below a byte lie high bit first; two bytes are big-endian. */
function sampleAt(row: Uint8Array, index: number, depth: number): number {
  if (depth === 8) return row[index] ?? 0;
  if (depth === 16) return ((row[index * 2] ?? 0) << 8) | (row[index * 2 + 1] ?? 0);
  const bit = index * depth;
  return ((row[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
}
