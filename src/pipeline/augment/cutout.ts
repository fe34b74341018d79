/**
 * Squares of the image made flat (DeVries and Taylor 2017). Labels and weights stay: the network has to say what was
 * there from what is around it, which is what a gap in a stain or a speck of dust asks of it.
 */
import { channelMean } from './channelValues';

/** Place of the first pixel and side, as shares of the patch's side; parts beyond the patch are left out. */
export interface CutSquare {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** Points a side at which hiddenShare looks. */
const LOOKED_AT = 32;

/** Share of a patch that the squares cover together, 0..1, to about a thirtieth of its side. */
export function hiddenShare(squares: readonly CutSquare[]): number {
  let hidden = 0;
  for (let i = 0; i < LOOKED_AT ** 2; i++) {
    const [u, v] = [((i % LOOKED_AT) + 0.5) / LOOKED_AT, (Math.floor(i / LOOKED_AT) + 0.5) / LOOKED_AT];
    if (squares.some(({ x, y, side }) => u >= x && u < x + side && v >= y && v < y + side)) hidden++;
  }
  return hidden / LOOKED_AT ** 2;
}

/** In place, on [size, size, channels]: each channel's mean over the patch fills the squares. */
export function cutSquares(
  image: Float32Array,
  size: number,
  channels: number,
  squares: readonly CutSquare[],
): void {
  const means = Array.from({ length: channels }, (_, c) => channelMean(image, channels, c));
  for (const { x, y, side } of squares) {
    const inside = (from: number) => Math.min(size, Math.max(0, Math.round(from * size)));
    for (let row = inside(y); row < inside(y + side); row++) {
      for (let column = inside(x); column < inside(x + side); column++) {
        for (let c = 0; c < channels; c++) image[(row * size + column) * channels + c] = means[c] ?? 0;
      }
    }
  }
}
